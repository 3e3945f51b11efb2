import { type AbortSignalLike, type Clock, pause } from '@allium/core'
import type { StorageArea } from './storage-area'

/** As long as a tab may need to refresh; whoever waits for it goes on by itself before. */
const LEASE_MS = 15_000

/**
 * In which every tab sees what another has written: the note, and what was kept before the
 * last one was taken away.
 */
const SETTLE_MS = 100

/**
 * A lock for pages without Web Locks: a note in their storage of who has it, and until
 * when. Two tabs that write at once find the later note after a while, and the other tab
 * waits. What a closed tab has left there expires.
 *
 * @returns what frees it.
 */
export async function takeLease(
  area: StorageArea,
  key: string,
  clock: Clock,
  signal: AbortSignalLike,
): Promise<() => void> {
  const name = `${Math.random()}`
  const isOurs = () => area.getItem(key)?.startsWith(`${name} `)
  for (;;) {
    const leftMs = Number(area.getItem(key)?.split(' ')[1]) - clock.now()
    // Nobody's, no note, or that of a clock which was turned back since.
    const isFree = !(leftMs > 0 && leftMs <= LEASE_MS)
    if (isFree) area.setItem(key, `${name} ${clock.now() + LEASE_MS}`)
    try {
      await pause(SETTLE_MS, clock, signal)
    } catch (reason) {
      if (isOurs()) area.removeItem(key)
      throw reason
    }
    if (isOurs()) return () => isOurs() && area.removeItem(key)
  }
}
