import type { Timers } from './timers'

/** Things that are to be done later. */
export interface Delays {
  /** Does it after `ms`, or in the next turn if that is 0. */
  after(ms: number, fn: () => void): void
  /** Forgets everything that is still to be done. */
  dispose(): void
}

/** Makes delays on these timers. */
export function createDelays(timers: Timers): Delays {
  const armed = new Set<unknown>()
  let disposed = false
  return {
    after: (ms, fn) => {
      if (!(ms > 0)) {
        setImmediate(() => disposed || fn())
        return
      }
      const timer = timers.setTimeout(() => {
        armed.delete(timer)
        fn()
      }, ms)
      armed.add(timer)
    },
    dispose: () => {
      disposed = true
      for (const timer of armed) timers.clearTimeout(timer)
      armed.clear()
    },
  }
}
