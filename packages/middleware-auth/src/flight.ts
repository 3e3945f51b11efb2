import { type Clock, createAbortController, type Response } from '@allium/core'
import type { Send } from './types'

/** The last thing that a refresh sent, and how that ended. */
export interface LastSend {
  readonly response?: Response
  readonly error?: unknown
}

/** The wire's life of a refresh: from the decision until the transport has settled. */
export interface Flight<Answer> {
  /** Settles with the hook, or rejects when the flight is aborted or its limit passes. */
  readonly landed: Promise<Answer>
  /** What is known of the wire, whatever the hook makes of it. */
  readonly lastSend: () => LastSend
  abort(): void
}

/** What ends a flight that never lands by itself. */
export const overdue: unique symbol = Symbol('overdue')

/**
 * Starts a refresh. The hook is called after this has returned, when the flight is known
 * to all; it may throw at once, return no promise, or never settle.
 */
export function startFlight<Answer>(
  hook: (send: Send) => Answer | Promise<Answer>,
  send: Send,
  { clock, limitMs }: { readonly clock: Clock; readonly limitMs: number },
): Flight<Answer> {
  const { signal, abort } = createAbortController()
  let last: LastSend = {}
  const recorded: Send = async <Data>(options: Parameters<Send>[0]) => {
    try {
      // No limit but the flight's, whatever the client's are: a late answer is an answer.
      const limited = { timeout: limitMs, deadline: limitMs, ...options, signal }
      const response = await send<Data>(limited)
      last = { response }
      return response
    } catch (error) {
      last = { error }
      throw error
    }
  }
  const run = async () => {
    await undefined
    if (signal.aborted) throw signal.reason
    return hook(recorded)
  }
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })
  const timer = clock.setTimeout(() => abort(overdue), limitMs)
  const landed = Promise.race([run(), aborted])
  const release = () => clock.clearTimeout(timer)
  landed.then(release, release)
  return { landed, lastSend: () => last, abort: () => abort() }
}
