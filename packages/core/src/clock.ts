/** Time as the kernel sees it, in ms: the host's by default, a manual one in tests. */
export interface Clock {
  now(): number
  setTimeout(run: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
}

// The language has no timers. They are looked up when they are needed, because some
// engines get theirs after this module has loaded, and some never do.
declare const setTimeout: ((run: () => void, ms: number) => unknown) | undefined
declare const clearTimeout: ((timer: unknown) => void) | undefined

/** Longest delay that every host keeps; above it a timer fires at once. */
export const MAX_TIMER_MS: number = 2 ** 31 - 1

/** The host's own time; a timer never fires where the host has none. */
export const hostClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, ms) =>
    typeof setTimeout === 'function' ? setTimeout(run, ms) : undefined,
  clearTimeout: timer => {
    if (typeof clearTimeout === 'function') clearTimeout(timer)
  },
}

/** Whether this clock's timers fire: a host without timers can keep no time limit. */
export function canTime(clock: Clock): boolean {
  return clock !== hostClock || typeof setTimeout === 'function'
}
