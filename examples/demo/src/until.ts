import { setTimeout as sleep } from 'node:timers/promises'

/** Waits for something to come true; after a while it is left to the checks to say. */
export async function until(isTrue: () => boolean, limitMs = 1_000): Promise<void> {
  const giveUpAt = Date.now() + limitMs
  while (!isTrue() && Date.now() < giveUpAt) await sleep(10)
}
