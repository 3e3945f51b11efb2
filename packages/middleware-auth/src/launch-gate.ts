import type { Clock } from '@allium/core'

/**
 * Holds what comes before the first sign-in after a start: a page may ask before the app's
 * launch has signed in. It opens with the first sign-in or sign-out, or when its time is up.
 */
export class LaunchGate {
  private readonly opensAt: number
  private isOpen = false
  private opening: Promise<void> | undefined
  private letGo: () => void = () => {}

  constructor(
    private readonly clock: Clock,
    private readonly limitMs: number,
  ) {
    this.opensAt = clock.now() + limitMs
  }

  /** Whether requests are to wait. */
  get isHolding(): boolean {
    return !this.isOpen && this.clock.now() < this.opensAt
  }

  /** Settles when it opens. */
  wait(): Promise<void> {
    this.opening ??= new Promise(resolve => {
      const leftMs = Math.min(this.limitMs, this.opensAt - this.clock.now())
      const timer = this.clock.setTimeout(() => this.open(), leftMs)
      this.letGo = () => {
        this.clock.clearTimeout(timer)
        resolve()
      }
    })
    return this.opening
  }

  /** Holds nobody any more. */
  open(): void {
    this.isOpen = true
    this.letGo()
  }
}
