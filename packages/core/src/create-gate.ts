import { type AbortSignalLike, onAbort } from './abort-controller'
import { checkOptions, type OptionRules } from './check-options'
import { type Clock, hostClock } from './clock'
import { RequestError } from './errors'
import { aClock, aCount, aLimit } from './option-rules'
import type { Gate } from './types'

/** How many may go, how many may wait, and in which order. */
export interface GateOptions {
  /** How many exchanges go at once; WeChat has ten slots for an app. @default 10 */
  readonly maxConcurrent?: number
  /** Slots of these that only a refresh may use; fewer than all. @default 0 */
  readonly reserved?: number
  /** How many may wait; one more is refused, with the code `network`. @default 10_000 */
  readonly maxQueued?: number
  /** To have waited so many ms is worth one step of priority. @default 1_000 */
  readonly ageMs?: number
  /** Time; a manual one in tests. @default the host's */
  readonly clock?: Clock
}

/** Where a request stands among others. */
interface Rank {
  /** The higher goes first. */
  readonly key: number
  readonly coming: Coming
}

/** Who waits. */
interface Waiter {
  readonly rank: Rank
  readonly isUrgent: boolean
  go(): void
}

/** What frees a slot; it remembers when its request came first. */
interface Slot {
  (): void
  coming?: Coming
}

interface Coming {
  readonly at: number
  readonly number: number
}

const aNumber: OptionRules[string] = [
  value => value === 0 || aCount[0](value),
  'a whole number from 0',
]

/**
 * Slots for exchanges. The higher `priority` goes first, the earlier among equals; waiting
 * raises it, so that nothing starves. `Infinity` is the refresh's: it takes the next free
 * slot before all that wait.
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
  const { maxConcurrent, reserved, maxQueued, ageMs, clock } = configure(options)
  const queue: Waiter[] = []
  const slots = countSlots(maxConcurrent, reserved, () => {
    // One slot has come back: one may go, or none where it is a reserved one.
    if (queue[0] !== undefined && slots.isOpen(queue[0].isUrgent)) queue.shift()?.go()
  })
  const rankOf = ageing(ageMs, clock)

  const wait = (rank: Rank, isUrgent: boolean, signal: AbortSignalLike) =>
    new Promise<Slot>((resolve, reject) => {
      const waiter = {
        rank,
        isUrgent,
        go() {
          unlisten()
          resolve(slots.take(isUrgent, rank.coming))
        },
      }
      queue.splice(placeOf(queue, rank), 0, waiter)
      const unlisten = onAbort(signal, () => {
        const at = queue.indexOf(waiter)
        // Who hears of the abort before may have freed a slot, and it is given one already.
        if (at !== -1) queue.splice(at, 1)
        reject(signal.reason)
      })
    })

  return {
    enter({ request, priority, signal, before }) {
      if (signal.aborted) throw signal.reason
      const rank = rankOf(priority, before)
      const isUrgent = rank.key === Number.POSITIVE_INFINITY
      if (slots.isOpen(isUrgent)) return slots.take(isUrgent, rank.coming)
      if (queue.length < maxQueued || isUrgent) return wait(rank, isUrgent, signal)
      const message = `${queue.length} requests wait for a slot already; see \`maxQueued\``
      throw new RequestError('network', { request, message, sent: false })
    },
  }
}

function configure(options: GateOptions): Required<GateOptions> {
  checkOptions('createGate', options, {
    maxConcurrent: aCount,
    reserved: aNumber,
    maxQueued: aNumber,
    ageMs: aLimit,
    clock: aClock,
  })
  const { maxConcurrent = 10, reserved = 0, maxQueued = 10_000 } = options
  const { ageMs = 1_000, clock = hostClock } = options
  if (reserved >= maxConcurrent) {
    throw new TypeError('[createGate] `reserved` must be below `maxConcurrent`')
  }
  return { maxConcurrent, reserved, maxQueued, ageMs, clock }
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

/** The slots that are taken; what is urgent takes a reserved one first. */
function countSlots(max: number, reserved: number, onFree: () => void) {
  let taken = 0
  let urgent = 0
  return {
    isOpen: (isUrgent: boolean): boolean =>
      taken < max && (isUrgent || taken - urgent < max - reserved),
    take(isUrgent: boolean, coming: Coming): Slot {
      const one = Number(isUrgent)
      taken += 1
      urgent += one
      let isTaken = true
      const slot: Slot = () => {
        if (!isTaken) return
        isTaken = false
        taken -= 1
        urgent -= one
        onFree()
      }
      slot.coming = coming
      return slot
    },
  }
}

/**
 * Ranks by priority and age. All age alike, so that no two that wait ever change places:
 * the priority less the time of coming says it once and for all. A request that comes
 * again, recalled or to be replayed, is as old as it is.
 */
function ageing(ageMs: number, clock: Clock) {
  let at = 0
  let number = 0
  return (priority: number, before: Slot | undefined): Rank => {
    // A clock that is turned back lets nobody pass.
    at = Math.max(at, clock.now())
    number += 1
    const coming = before?.coming ?? { at, number }
    return { key: priority - coming.at / ageMs, coming }
  }
}

/** Before all that go later; the first of the queue goes next. */
function placeOf(queue: readonly Waiter[], { key, coming }: Rank): number {
  let from = 0
  let to = queue.length
  while (from < to) {
    const middle = (from + to) >> 1
    const { rank: other } = queue[middle] as Waiter
    const isLater = other.coming.number > coming.number
    const goesLater = other.key < key || (other.key === key && isLater)
    if (goesLater) to = middle
    else from = middle + 1
  }
  return from
}
