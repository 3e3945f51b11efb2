import type { Deliver, Ending } from './callbacks'
import type { RequestFailure } from './failures'
import type {
  MisbehavingCall,
  Misbehaviour,
  MisbehaviourControl,
  MisbehaviourRule,
} from './misbehaviour-types'
import { misdelivery } from './misdelivery'
import { mistask } from './mistask'
import type { TaskParts } from './task'

/** A function of `wx` that returns a task. */
type TaskFunction<Options extends MisbehavingCall, Task extends object> = (
  options: Options,
) => Task

/** The misbehaviour of one host. */
export interface MisbehaviourSwitch {
  /** What is handed to the test. */
  readonly control: MisbehaviourControl
  /** Makes a function of `wx` that behaves as long as there is no rule to the contrary. */
  apply<Options extends MisbehavingCall, Task extends object>(
    make: (parts: TaskParts) => TaskFunction<Options, Task>,
    parts: TaskParts,
  ): TaskFunction<Options, Task>
}

/** Makes a host that behaves. */
export function createMisbehaviour(): MisbehaviourSwitch {
  let rule: MisbehaviourRule | undefined
  return {
    control: {
      misbehave: given => {
        rule = given
      },
    },
    apply: (make, parts) => {
      const behaving = make(parts)
      return options => {
        const broken = typeof rule === 'function' ? rule(options) : rule
        return broken === undefined
          ? behaving(options)
          : misbehaving(make, parts, broken)(options)
      }
    },
  }
}

/** Makes the function anew out of parts that misbehave. */
function misbehaving<Options extends MisbehavingCall, Task extends object>(
  make: (parts: TaskParts) => TaskFunction<Options, Task>,
  parts: TaskParts,
  rule: Misbehaviour,
): TaskFunction<Options, Task> {
  return options => {
    if (rule.throws !== undefined) throw rule.throws
    const heard: Array<(ending: Ending<unknown, unknown>) => void> = []
    const onEnding = (ending: Ending<unknown, unknown>): void => {
      for (const listener of heard) listener(ending)
    }
    const task = make(misbehavingParts(parts, rule, onEnding))(options)
    return mistask(rule.task, task, listener => heard.push(listener)) as Task
  }
}

function misbehavingParts(
  parts: TaskParts,
  { callbacks, failure, ignoreTimeout, ignoreAbort }: Misbehaviour,
  onEnding: (ending: Ending<unknown, unknown>) => void,
): TaskParts {
  const { network, deliver, guard, tell } = parts
  const delivering = callbacks ? misdelivery(callbacks, deliver, guard) : deliver
  return {
    ...parts,
    deliver: announced(delivering, onEnding),
    tell: failure ? told => failure(tell(told)) as RequestFailure : tell,
    network: {
      send: (wire, listener) => {
        const kept = ignoreTimeout ? { ...wire, timeoutMs: undefined } : wire
        const abort = network.send(kept, listener)
        return ignoreAbort ? () => {} : abort
      },
    },
  }
}

/** Tells of an ending once its callbacks have been called, or would have been. */
function announced(
  deliver: Deliver,
  onEnding: (ending: Ending<unknown, unknown>) => void,
): Deliver {
  return (callbacks, ending) => {
    deliver(callbacks, ending)
    setImmediate(() => onEnding(ending))
  }
}
