import type { Timers } from './timers'

/** Where the app is: in the background for long, it may not use the network at all. */
export type Presence = 'foreground' | 'background' | 'suspended'

/** How the app comes and goes, as the network sees it. */
export interface Suspension {
  /** Where the app is. */
  readonly presence: Presence
  /** The app goes to the background. */
  hide(): void
  /** The app comes back, or is disposed of. */
  show(): void
}

/** How long requests go on in the background. */
const GRACE_MS = 5000

/** Makes an app in the foreground; `onSuspend` is told after five seconds in the background. */
export function createSuspension(timers: Timers, onSuspend: () => void): Suspension {
  let presence: Presence = 'foreground'
  let timer: unknown
  return {
    get presence(): Presence {
      return presence
    },
    hide: () => {
      if (presence !== 'foreground') return
      presence = 'background'
      timer = timers.setTimeout(() => {
        presence = 'suspended'
        onSuspend()
      }, GRACE_MS)
    },
    show: () => {
      if (presence === 'background') timers.clearTimeout(timer)
      presence = 'foreground'
    },
  }
}
