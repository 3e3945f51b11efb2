import { type AbortSignalLike, type Clock, createAbortController } from '@allium/core'
import type { Send } from './types'

/** The wire's life of a refresh: from the decision until the transport has settled. */
export interface Flight<Landing> {
  /** Settles with the task, or rejects when the flight is aborted or its limit passes. */
  readonly landed: Promise<Landing>
  abort(): void
  /** Set while its credential is on its way to the storage. */
  isCommitting?: boolean
}

/** What a flight's task has. */
export interface FlightWire {
  /** Ends with the flight, and has no limit but the flight's. */
  readonly send: Send
  /** Fires when the flight is given up. */
  readonly signal: AbortSignalLike
  /** The answer has come in time; what is still to be done has limits of its own. */
  arrived(): void
}

/** Starts a refresh. The task is called after this has returned, when all know the flight. */
export function startFlight<Landing>(
  task: (wire: FlightWire) => Promise<Landing>,
  send: Send,
  { clock, limitMs }: { readonly clock: Clock; readonly limitMs: number },
): Flight<Landing> {
  const { signal, abort } = createAbortController()
  const limited: Send = options => {
    // A late answer is an answer, whatever the client's limits are; and it goes before
    // all that waits for one of the host's slots.
    const limits = { timeout: limitMs, deadline: limitMs, priority: Infinity }
    const own = { ...limits, ...options, signal }
    return send(own)
  }
  const timer = clock.setTimeout(() => abort(), limitMs)
  const arrived = () => clock.clearTimeout(timer)
  const landed = new Promise<Landing>((resolve, reject) => {
    // Stryker disable next-line StringLiteral: our own signal has one kind of event.
    signal.addEventListener('abort', () => reject(signal.reason))
    const begin = () => {
      if (!signal.aborted) task({ send: limited, signal, arrived }).then(resolve, reject)
    }
    Promise.resolve().then(begin)
  })
  landed.then(arrived, arrived)
  return { landed, abort }
}
