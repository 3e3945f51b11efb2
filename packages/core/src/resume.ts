import { type AbortSignalLike, onAbort } from './abort-controller'
import type { Clock } from './clock'

/** Calls back when the app is in front again, or the network back. Returns the way out. */
export type ResumeSource = (listener: (what: 'shown' | 'online') => void) => () => void

/**
 * Waits so many ms, or for the app to be in front again where that comes first; rejects
 * with the signal's reason when it fires before.
 */
export function shownWithin(
  ms: number,
  source: ResumeSource,
  clock: Clock,
  signal: AbortSignalLike,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let stop = () => {}
    let unlisten = () => {}
    const end = (settle: () => void) => () => {
      clock.clearTimeout(timer)
      stop()
      unlisten()
      settle()
    }
    const done = end(resolve)
    const timer = clock.setTimeout(done, ms)
    stop = source(what => what === 'shown' && done())
    unlisten = onAbort(
      signal,
      end(() => reject(signal.reason)),
    )
  })
}
