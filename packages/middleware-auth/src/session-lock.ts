import {
  type AbortSignalLike,
  type Clock,
  createAbortController,
  onAbort,
  pause,
} from '@allium/core'
import type { SessionLock } from './types'

/**
 * Holds the lock, or goes on without it: one that is not granted in time, or cannot be had,
 * is reported. Who holds it still looks at the storage before it sends, so that nothing
 * depends on the lock but the number of refreshes.
 */
export async function holdLock(
  lock: SessionLock,
  signal: AbortSignalLike,
  tools: {
    readonly lockTimeout: number
    readonly clock: Clock
    readonly onFault: (fault: unknown) => void
  },
): Promise<() => void> {
  const { lockTimeout: limitMs, clock, onFault } = tools
  const asking = createAbortController()
  let isFreed = false
  const free = (release: () => unknown) => {
    if (isFreed) return
    isFreed = true
    const freed = async () => release()
    freed().catch(onFault)
  }
  const granted = (async () => lock(asking.signal))()
  const unlisten = onAbort(signal, () => asking.abort(signal.reason))
  const late = pause(limitMs, clock, asking.signal).then(() => {
    throw new Error(`[session] the lock was not granted within ${limitMs} ms`)
  })
  try {
    const release = await Promise.race([granted, late])
    return () => free(release)
  } catch (fault) {
    // Granted to nobody that waits: the next may have it.
    granted.then(free, () => {})
    if (!signal.aborted) onFault(fault)
    return () => {}
  } finally {
    unlisten()
    // Ends the timer, and the asking where it still goes on.
    asking.abort()
  }
}
