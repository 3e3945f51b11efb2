/** One turn runs every microtask; the others serve code that itself waits for a turn. */
const TURNS = 3

/**
 * Lets all queued microtasks run, and those that they queue in turn.
 *
 * @example
 * import { drain } from '@allium/testing'
 *
 * client.get('/me')
 * await drain()
 * // every layer has run as far as it can without an answer
 */
export async function drain(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) {
    await new Promise<void>(resolve => setImmediate(resolve))
  }
}
