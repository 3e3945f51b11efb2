import type { Wire } from '@allium/core'
import type { HostAnswer } from './host'
import { isAnswer } from './host-answer'
import { swallowRejection, useTask } from './host-task'

/** What a host gave back, untouched, and whether it was an answer when it was given. */
export type Ending =
  | { readonly isAnswer: true; readonly given: HostAnswer }
  | { readonly isAnswer: false; readonly given: unknown }
  | 'aborted'

/** The callbacks that a host is given: all the same, for which one it calls says little. */
export interface HostCallbacks {
  success(answer?: unknown): void
  fail(failure?: unknown): void
  complete(result?: unknown): void
}

/** What is told of an exchange on its way. */
export interface ExchangeHooks {
  /** Given what the host returned, to listen to it. */
  onTask(task: unknown): void
  /** Called at once when it is over: what the host tells later, the promise tells too late. */
  onOver(): void
}

const nobody: ExchangeHooks = { onTask() {}, onOver() {} }

/**
 * One call of a host's method, which is told this and the callbacks. It settles once,
 * whatever the host calls back, and how often; no code but this runs inside a callback,
 * because what is thrown there is swallowed.
 */
export function exchange<Name extends string, Told extends HostCallbacks>(
  host: Record<Name, (told: Told) => unknown>,
  name: Name,
  told: Omit<Told, keyof HostCallbacks>,
  signal: Wire['signal'],
  hooks: ExchangeHooks = nobody,
): Promise<Ending> {
  return new Promise(resolve => {
    let task: unknown
    let isOver = false
    // Called by the host, or by the signal: hosts tell of an abort in many ways, or not at
    // all.
    const end = (given?: unknown) => {
      if (isOver) return
      isOver = true
      signal.removeEventListener('abort', end)
      hooks.onOver()
      // Judged at once: Taro writes the status of a cut answer into its error, afterwards.
      const ending = { isAnswer: isAnswer(given), given } as Ending
      resolve(signal.aborted ? 'aborted' : ending)
      if (signal.aborted) useTask(task, 'abort')
    }
    try {
      // `complete` comes last; alone where a host forgets the other two.
      const callbacks: HostCallbacks = { success: end, fail: end, complete: end }
      task = host[name](Object.assign(told, callbacks) as Told)
      swallowRejection(task)
    } catch (thrown) {
      end(thrown)
    }
    if (isOver) return
    hooks.onTask(task)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end)
  })
}
