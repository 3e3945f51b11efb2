import { onAbort, type Wire } from '@allium/core'
import type { HostAnswer } from './host'
import { isAnswer } from './host-answer'
import { callHost, type HostTask } from './host-task'

/** What a host gave back, untouched, and whether it was an answer when it was given. */
export type Ending =
  | { readonly isAnswer: true; readonly given: HostAnswer }
  | { readonly isAnswer: false; readonly given: unknown }
  | 'aborted'

/** The callbacks that a host is given; the first that is called counts. */
export interface HostCallbacks {
  success(answer?: unknown): void
  fail(failure?: unknown): void
  complete(result?: unknown): void
}

/** What is told of an exchange on its way. */
export interface ExchangeHooks {
  /** Given the task, to listen to it. */
  onTask?(task: HostTask): void
  /** Called at once when it is over: what the host tells later, the promise tells too late. */
  onOver?(): void
}

/**
 * One call of the host. It settles once, whatever the host calls back, and how often; no
 * code but this runs inside a callback, because what is thrown there is swallowed.
 */
export function exchange(
  call: (callbacks: HostCallbacks) => unknown,
  signal: Wire['signal'],
  hooks: ExchangeHooks = {},
): Promise<Ending> {
  return new Promise(resolve => {
    let settled = false
    let unlisten = () => {}
    const settle = (ending: Ending) => {
      if (settled) return
      settled = true
      unlisten()
      hooks.onOver?.()
      resolve(ending)
    }
    // Judged at once: Taro writes the status of a cut answer into its error, afterwards.
    const end = (given?: unknown) =>
      settle(isAnswer(given) ? { isAnswer: true, given } : { isAnswer: false, given })
    // `complete` comes last; alone where a host forgets the other two.
    const task = callHost(() => call({ success: end, fail: end, complete: end }))
    if (task.thrown !== undefined) end(task.thrown)
    if (settled) return
    hooks.onTask?.(task)
    // Remembered here: hosts tell of an abort in many ways, or not at all.
    unlisten = onAbort(signal, () => {
      settle('aborted')
      task.abort()
    })
  })
}
