import { type AbortSignalLike, type Clock, onAbort } from '@allium/core'

/** Waits so many ms; rejects with the signal's reason when it fires before. */
export function wait(ms: number, clock: Clock, signal: AbortSignalLike): Promise<void> {
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
