import type { Clock } from '@allium/core'

/**
 * What comes of it, unless that takes too long: it is left behind then, and goes on for
 * nobody.
 */
export function inTime<Value>(
  outcome: Promise<Value>,
  clock: Clock,
  limitMs: number,
  what: string,
  onLate?: () => void,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => {
      onLate?.()
      reject(new Error(`[session] ${what} within ${limitMs} ms`))
    }, limitMs)
    const stop = () => clock.clearTimeout(timer)
    outcome.then(stop, stop)
    outcome.then(resolve, reject)
  })
}
