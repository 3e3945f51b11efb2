import { createPlace, type ScreenKind, type Visible } from './screen-place'
import { isCut } from './screen-title'
import type { Timers } from './timers'

/** One thing that happened on the screen. */
export interface ScreenEntry {
  /** When, in ms since the host was made. */
  readonly at: number
  /** What: a call, or the end of a toast's time. */
  readonly event:
    | 'showLoading'
    | 'hideLoading'
    | 'showToast'
    | 'hideToast'
    | 'toastExpired'
  /** The title as given, even if WeChat would cut it. */
  readonly title?: string
  /** As given. */
  readonly mask?: boolean
  /** As given. */
  readonly icon?: string
  /** As given, in ms. */
  readonly duration?: number
  /** As given. */
  readonly noConflict?: boolean
  /** Set where WeChat would cut the title: over 7 Chinese characters beside an icon. */
  readonly truncated?: true
}

/** What a test sees of the screen. */
export interface ScreenControl {
  /** All calls, in order, and the toasts that went by themselves. */
  readonly timeline: ScreenEntry[]
  /** What is on the screen now. */
  readonly visible: Visible | undefined
}

/** What is to be shown. */
export interface Showing {
  readonly title: string
  readonly mask?: boolean | undefined
  readonly icon?: string | undefined
  readonly duration?: number | undefined
}

/** The screen of one host. */
export interface Screen {
  /** What is handed to the test. */
  readonly control: ScreenControl
  /** Shows a loading or a toast in the place of whatever is there. */
  show(kind: ScreenKind, showing: Showing): void
  /** Hides this kind, or either of `both`; false if there was nothing to hide. */
  hide(kind: ScreenKind, both: boolean, noConflict: boolean | undefined): boolean
  /** Clears the timer of a toast. */
  dispose(): void
}

/** How long WeChat shows a toast. */
const TOAST_MS = 1500

/** Makes an empty screen. */
export function createScreen(now: () => number, timers: Timers): Screen {
  const startedAt = now()
  const timeline: ScreenEntry[] = []
  const record = (entry: Omit<ScreenEntry, 'at'>): void => {
    timeline.push({ at: now() - startedAt, ...entry })
  }
  const place = createPlace(timers, ({ title }) => {
    record({ event: 'toastExpired', title })
  })
  return {
    control: {
      timeline,
      get visible(): Visible | undefined {
        return place.visible()
      },
    },
    show: (kind, showing) => {
      const { title, duration = TOAST_MS } = showing
      const isToast = kind === 'toast'
      const cut = isToast && isCut(title, showing.icon) && { truncated: true as const }
      record({ event: isToast ? 'showToast' : 'showLoading', ...given(showing), ...cut })
      place.put({ kind, title }, isToast ? duration : undefined)
    },
    hide: (kind, both, noConflict) => {
      const event = kind === 'toast' ? 'hideToast' : 'hideLoading'
      record({ event, ...(noConflict !== undefined && { noConflict }) })
      const visible = place.visible()
      if (visible === undefined || !(both || visible.kind === kind)) return false
      place.put(undefined)
      return true
    },
    dispose: () => place.put(undefined),
  }
}

/** Only what the caller wrote, so that a whole timeline can be compared. */
function given({ title, mask, icon, duration }: Showing): Partial<ScreenEntry> {
  return {
    title,
    ...(mask !== undefined && { mask }),
    ...(icon !== undefined && { icon }),
    ...(duration !== undefined && { duration }),
  }
}
