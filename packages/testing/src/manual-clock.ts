import { drain } from './drain'

/** A clock that stands still until a test moves it. */
export interface ManualClock {
  /** How many timers are armed; 0 when nothing leaks. */
  readonly pending: number
  /** The present instant, in ms. */
  now(): number
  /** Arms a timer and returns its id. */
  setTimeout(fn: () => void, ms?: number): number
  /** Disarms a timer; an unknown or spent id is ignored. */
  clearTimeout(id: unknown): void
  /** Moves time on by `ms`, firing in order of due time all that falls due on the way. */
  advance(ms: number): Promise<void>
}

interface Timer {
  readonly id: number
  readonly dueAt: number
  readonly fn: () => void
}

/**
 * Makes a clock with timers for code that takes its time as an option.
 *
 * Microtasks run before, between and after the timers of an `advance`. A timer that throws
 * rejects the `advance` that fired it.
 *
 * @example
 * import { manualClock } from '@allium/testing'
 *
 * const clock = manualClock()
 * clock.setTimeout(() => console.log('due'), 100)
 * await clock.advance(100)
 */
export function manualClock(startAt = 0): ManualClock {
  let nowAt = startAt
  let lastId = 0
  const timers = new Map<number, Timer>()

  return {
    get pending(): number {
      return timers.size
    },
    now: () => nowAt,
    // Arrows without `this`: code under test takes these two off the clock.
    setTimeout: (fn, ms = 0) => {
      lastId += 1
      timers.set(lastId, { id: lastId, dueAt: nowAt + Math.max(0, ms || 0), fn })
      return lastId
    },
    clearTimeout: id => {
      timers.delete(id as number)
    },
    advance: async ms => {
      if (!(ms >= 0)) throw new TypeError(`[manualClock] cannot advance by ${ms} ms`)
      const untilAt = nowAt + ms
      await drain()
      for (;;) {
        const next = earliest(timers)
        if (next === undefined || next.dueAt > untilAt) break
        timers.delete(next.id)
        nowAt = Math.max(nowAt, next.dueAt)
        next.fn()
        await drain()
      }
      nowAt = Math.max(nowAt, untilAt)
    },
  }
}

/** The map iterates in order of arming, so a tie goes to the timer armed first. */
function earliest(timers: ReadonlyMap<number, Timer>): Timer | undefined {
  let first: Timer | undefined
  for (const timer of timers.values()) {
    if (first === undefined || timer.dueAt < first.dueAt) first = timer
  }
  return first
}
