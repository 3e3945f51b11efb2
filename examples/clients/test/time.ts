import { type ManualClock, manualClock } from '@allium/testing'
import { replace } from './tidy-up'

const real = { setTimeout, clearTimeout }

/**
 * Stops the time of the program under test: what it waits for, the test lets pass. Sockets
 * go on, and so do the timers that Node's own `fetch` sets.
 */
export function stopTime(): ManualClock {
  const clock = manualClock(Date.now())
  replace(Date, { now: clock.now })
  replace(globalThis, {
    setTimeout: (run: () => void, ms?: number) =>
      isNode(new Error()) ? real.setTimeout(run, ms) : clock.setTimeout(run, ms),
    clearTimeout: (timer: NodeJS.Timeout | number) =>
      typeof timer === 'number' ? clock.clearTimeout(timer) : real.clearTimeout(timer),
  })
  return clock
}

/** Whether Node itself has called the function in which this error was made. */
function isNode({ stack = '' }: Error): boolean {
  return stack.split('\n')[2]?.includes('node:internal') === true
}

/** Waits, in real time, for what comes over a socket. */
export async function until(condition: () => boolean): Promise<void> {
  const startedAt = performance.now()
  while (!condition()) {
    if (performance.now() - startedAt > 5_000) throw new Error('it has not come')
    await new Promise(resolve => real.setTimeout(resolve, 1))
  }
}
