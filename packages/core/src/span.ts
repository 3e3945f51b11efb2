import type { Clock } from './clock'

/** A stretch of time that runs, and calls back when it is over. */
export class Span {
  /** Whether it has begun and is not over. */
  runs = false
  private timer: unknown

  constructor(
    private readonly clock: Clock,
    private readonly onEnd: () => void,
  ) {}

  /** Begins anew; one of 0 ms is over at once, and calls nobody back. */
  start(ms: number): void {
    this.stop()
    if (ms === 0) return
    this.runs = true
    const timer = this.clock.setTimeout(() => {
      // Where an engine has no `clearTimeout`, one that was stopped goes off as well.
      if (this.timer !== timer) return
      this.runs = false
      this.onEnd()
    }, ms)
    this.timer = timer
  }

  stop(): void {
    if (this.runs) this.clock.clearTimeout(this.timer)
    this.runs = false
    this.timer = undefined
  }
}
