import type { AbortSignalLike } from './abort-controller'
import { checkOptions, type OptionRules } from './check-options'
import { RequestError } from './errors'
import { aCount, aLimit } from './option-rules'
import type { Gate } from './types'

/** How many may go, how many may wait, and in which order. */
export interface GateOptions {
  /** How many exchanges go at once; WeChat has ten slots for an app. @default 10 */
  readonly maxConcurrent?: number | undefined
  /** Slots of these that only a refresh may use; fewer than all. @default 0 */
  readonly reserved?: number | undefined
  /** How many may wait; one more is refused, with the code `network`. @default 10_000 */
  readonly maxQueued?: number | undefined
  /** To have come so many ms earlier is worth one step of priority. @default 1_000 */
  readonly ageMs?: number | undefined
}

/** Who waits; the higher key goes first, and among equals the lower number. */
interface Waiter {
  readonly key: number
  readonly id: number
  readonly isUrgent: boolean
  go(): void
}

const aNumber: OptionRules[string] = [
  value => value === 0 || aCount[0](value),
  'a whole number from 0',
]

/**
 * Slots for exchanges. The higher `priority` goes first, the earlier request among equals;
 * age raises it, so that nothing starves, and who comes again is as old as it is.
 * `Infinity` is the refresh's: it takes the next free slot before all that wait.
 *
 * @example
 * import { createGate } from '@allium/core'
 * import { wxTransport } from '@allium/transport-wx'
 *
 * // Two transports of one app share the ten slots that WeChat gives it.
 * const maxConcurrent = createGate({ reserved: 1 })
 * const shop = wxTransport({ maxConcurrent })
 * const tracking = wxTransport({ maxConcurrent, hostOptions: { enableHttp2: true } })
 *
 * @throws TypeError for wrong options.
 */
export function createGate(options: GateOptions = {}): Gate {
  const { maxConcurrent, reserved, maxQueued, ageMs } = configure(options)
  const queue: Waiter[] = []
  let taken = 0
  let urgent = 0

  const isOpen = (isUrgent: boolean) =>
    taken < maxConcurrent && (isUrgent || taken - urgent < maxConcurrent - reserved)

  // The same for all: a slot is left once.
  const leave = () => {
    taken -= 1
    // One slot has come back: one may go, or none where it is a reserved one.
    const [next] = queue
    if (next === undefined || !isOpen(next.isUrgent)) return
    queue.shift()
    next.go()
  }
  const leaveUrgent = () => {
    urgent -= 1
    leave()
  }

  function take(isUrgent: boolean): () => void {
    taken += 1
    if (!isUrgent) return leave
    urgent += 1
    return leaveUrgent
  }

  function wait(
    { key, id, isUrgent }: Omit<Waiter, 'go'>,
    signal: AbortSignalLike,
  ): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        const at = queue.indexOf(waiter)
        // Who hears of the abort before may have freed a slot, and it is given one already.
        if (at !== -1) queue.splice(at, 1)
        reject(signal.reason)
      }
      const go = () => {
        signal.removeEventListener('abort', giveUp)
        resolve(take(isUrgent))
      }
      const waiter = { key, id, isUrgent, go }
      queue.splice(placeOf(queue, waiter), 0, waiter)
      signal.addEventListener('abort', giveUp)
    })
  }

  return {
    enter({ request, priority, signal, id, since }) {
      if (signal.aborted) throw signal.reason
      const isUrgent = priority === Number.POSITIVE_INFINITY
      if (isOpen(isUrgent)) return take(isUrgent)
      if (queue.length >= maxQueued && !isUrgent) {
        const message = `${queue.length} requests wait for a slot already; see \`maxQueued\``
        throw new RequestError('network', { request, message, sent: false })
      }
      // All age alike, so that no two that wait ever change places.
      return wait({ key: priority - since / ageMs, id, isUrgent }, signal)
    },
  }
}

function configure(options: GateOptions) {
  checkOptions('createGate', options, {
    maxConcurrent: aCount,
    reserved: aNumber,
    maxQueued: aNumber,
    ageMs: aLimit,
  })
  const { maxConcurrent = 10, reserved = 0, maxQueued = 10_000, ageMs = 1_000 } = options
  if (reserved >= maxConcurrent) {
    throw new TypeError('[createGate] `reserved` must be below `maxConcurrent`')
  }
  return { maxConcurrent, reserved, maxQueued, ageMs }
}

/** The rule of a transport's option that takes how many go at once, or the gate that says so. */
export const aGate: OptionRules[string] = [
  value => isGate(value) || aCount[0](value),
  `${aCount[1]}, or a gate`,
]

/** The gate that such an option means. */
export function gateOf(maxConcurrent: number | Gate): Gate {
  return isGate(maxConcurrent) ? maxConcurrent : createGate({ maxConcurrent })
}

function isGate(value: unknown): value is Gate {
  return typeof Object(value).enter === 'function'
}

/** Before all that go later; the first of the queue goes next. */
function placeOf(queue: readonly Waiter[], { key, id }: Waiter): number {
  let from = 0
  let to = queue.length
  while (from < to) {
    const middle = (from + to) >> 1
    const other = queue[middle] as Waiter
    const goesLater = other.key < key || (other.key === key && other.id > id)
    if (goesLater) to = middle
    else from = middle + 1
  }
  return from
}
