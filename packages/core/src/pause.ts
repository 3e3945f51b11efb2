import { type AbortSignalLike, onAbort } from './abort-controller'
import type { Clock } from './clock'

/** Waits so many ms; rejects at once, with the signal's reason, when it fires before. */
export function pause(ms: number, clock: Clock, signal: AbortSignalLike): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => {
      unlisten()
      resolve()
    }, ms)
    const unlisten = onAbort(signal, () => {
      clock.clearTimeout(timer)
      reject(signal.reason)
    })
  })
}
