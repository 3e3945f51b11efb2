import type { Clock } from './clock'

/** A stretch of time, always as long, that runs and calls back when it is over. */
export class Span {
  /** Whether it has begun and is not over. */
  runs = false
  private timer: unknown
  /** Where it has begun anew since its timer was set: when that is over. */
  private endsAt: number | undefined

  constructor(
    private readonly clock: Clock,
    private readonly onEnd: () => void,
  ) {}

  /** Begins anew; one of 0 ms is over at once, and calls nobody back. */
  start(ms: number): void {
    if (ms === 0) this.stop()
    // One timer for a busy time, and not one for each beginning.
    else if (this.runs) this.endsAt = this.clock.now() + ms
    else {
      this.runs = true
      this.arm(ms, ms)
    }
  }

  stop(): void {
    if (this.runs) this.clock.clearTimeout(this.timer)
    this.runs = false
    this.timer = undefined
    this.endsAt = undefined
  }

  private arm(ms: number, whole: number): void {
    const timer = this.clock.setTimeout(() => {
      // Where an engine has no `clearTimeout`, one that was stopped goes off as well.
      if (this.timer !== timer) return
      const { endsAt = 0 } = this
      this.endsAt = undefined
      // Never more than all of it, also where the clock has been turned back.
      const left = endsAt && Math.min(endsAt - this.clock.now(), whole)
      if (left > 0) {
        this.arm(left, whole)
        return
      }
      this.runs = false
      this.onEnd()
    }, ms)
    this.timer = timer
  }
}
