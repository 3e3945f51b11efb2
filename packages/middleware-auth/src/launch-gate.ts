import type { Clock } from '@allium/core'

/**
 * Holds what comes before the first sign-in after a start: a page may ask before the app's
 * launch has signed in. It opens with the first sign-in or sign-out, or when its time is up.
 */
export interface LaunchGate {
  /** Whether requests are to wait. */
  isHolding(): boolean
  /** Settles when it opens. */
  wait(): Promise<void>
  /** Holds nobody any more. */
  open(): void
}

/** @param limitMs is 0 where nobody is held. */
export function launchGate(clock: Clock, limitMs: number): LaunchGate {
  const opensAt = limitMs && clock.now() + limitMs
  let isOpen = false
  let opening: Promise<void> | undefined
  let letGo = () => {}
  const open = () => {
    isOpen = true
    letGo()
  }
  return {
    isHolding: () => !isOpen && clock.now() < opensAt,
    wait() {
      opening ??= new Promise(resolve => {
        const leftMs = Math.min(limitMs, opensAt - clock.now())
        const timer = clock.setTimeout(open, leftMs)
        letGo = () => {
          clock.clearTimeout(timer)
          resolve()
        }
      })
      return opening
    },
    open,
  }
}
