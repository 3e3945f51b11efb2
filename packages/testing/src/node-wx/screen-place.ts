import type { Timers } from './timers'

/** The two things that share the one place on the screen. */
export type ScreenKind = 'loading' | 'toast'

/** What stands on the screen. */
export interface Visible {
  /** Which of the two. */
  readonly kind: ScreenKind
  /** Its title as given. */
  readonly title: string
}

/** The one place on the screen. */
export interface ScreenPlace {
  /** What stands there. */
  visible(): Visible | undefined
  /** Puts this, or nothing, in the place of what stands there; it goes by itself after `ms`. */
  put(next: Visible | undefined, ms?: number): void
}

/** Makes an empty place; `onExpire` hears what went by itself. */
export function createPlace(
  timers: Timers,
  onExpire: (gone: Visible) => void,
): ScreenPlace {
  let visible: Visible | undefined
  let timer: unknown
  const put: ScreenPlace['put'] = (next, ms) => {
    if (timer !== undefined) timers.clearTimeout(timer)
    timer = undefined
    visible = next
    if (next === undefined || ms === undefined) return
    timer = timers.setTimeout(() => {
      put(undefined)
      onExpire(next)
    }, ms)
  }
  return { visible: () => visible, put }
}
