/** The two timer functions that the host runs on. */
export interface Timers {
  /** Arms a timer and returns what disarms it. */
  setTimeout(fn: () => void, ms: number): unknown
  /** Disarms a timer. */
  clearTimeout(id: unknown): void
}

/** Node's timers; none of them keeps a process alive, only an open request does. */
export const platformTimers: Timers = {
  setTimeout: (fn, ms) => setTimeout(fn, ms).unref(),
  clearTimeout: id => clearTimeout(id as NodeJS.Timeout),
}
