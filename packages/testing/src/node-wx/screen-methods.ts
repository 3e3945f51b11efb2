import { answered, type PromiseUnlessCallbacks } from './answered'
import type { BaseLibrary } from './base-library'
import type { Callbacks, Deliver } from './callbacks'
import type { Screen } from './screen'
import type { ScreenKind } from './screen-place'

/** What the callbacks of the screen functions are called with. */
export interface ScreenResult {
  /** `showToast:ok`, or the fact that stood in the way. */
  errMsg: string
}

/** The callbacks of a screen function. */
export type ScreenCallbacks = Callbacks<ScreenResult, ScreenResult>

/** The options of `wx.showLoading`. */
export interface NodeWxLoadingOptions extends ScreenCallbacks {
  /** The text. */
  title: string
  /** Whether touches are kept from the page. @default false */
  mask?: boolean | undefined
}

/** The options of `wx.showToast`. */
export interface ToastOptions extends ScreenCallbacks {
  /** The text: at most 7 Chinese characters with an icon, two lines without. */
  title: string
  /** `success`, `error`, `loading` or `none`. @default 'success' */
  icon?: string | undefined
  /** The path of an icon of one's own; without effect here. */
  image?: string | undefined
  /** How long it stands, in ms. @default 1500 */
  duration?: number | undefined
  /** Whether touches are kept from the page. @default false */
  mask?: boolean | undefined
}

/** The options of `wx.hideLoading` and `wx.hideToast`. */
export interface HideOptions extends ScreenCallbacks {
  /** Leaves the other kind alone; unknown before base library 2.22.1. @default false */
  noConflict?: boolean | undefined
}

/** The screen functions of `wx`. */
export interface ScreenMethods {
  /** Shows a loading in the place of whatever is there. */
  showLoading<T extends NodeWxLoadingOptions = NodeWxLoadingOptions>(
    options: T,
  ): PromiseUnlessCallbacks<T>
  /** Hides the loading, or a toast. */
  hideLoading<T extends HideOptions = HideOptions>(options?: T): PromiseUnlessCallbacks<T>
  /** Shows a toast in the place of whatever is there. */
  showToast<T extends ToastOptions = ToastOptions>(options: T): PromiseUnlessCallbacks<T>
  /** Hides the toast, or a loading. */
  hideToast<T extends HideOptions = HideOptions>(options?: T): PromiseUnlessCallbacks<T>
}

/** Makes the screen functions of `wx`. */
export function createScreenMethods(
  screen: Screen,
  deliver: Deliver,
  library: BaseLibrary,
): ScreenMethods {
  const show = <T extends NodeWxLoadingOptions | ToastOptions>(
    name: string,
    kind: ScreenKind,
    options: T,
  ): PromiseUnlessCallbacks<T> => {
    screen.show(kind, options)
    return answer(options, true, `${name}:ok`, deliver)
  }
  const hide = <T extends HideOptions>(
    name: string,
    kind: ScreenKind,
    options: T,
  ): PromiseUnlessCallbacks<T> => {
    const { noConflict } = options
    const both = noConflict !== true || !library.has('noConflict')
    const found = screen.hide(kind, both, noConflict)
    const errMsg = found ? `${name}:ok` : `${name}:fail toast can't be found`
    return answer(options, found, errMsg, deliver)
  }
  return {
    showLoading: options => show('showLoading', 'loading', options),
    hideLoading: <T extends HideOptions>(options = {} as T) =>
      hide('hideLoading', 'loading', options),
    showToast: options => show('showToast', 'toast', options),
    hideToast: <T extends HideOptions>(options = {} as T) =>
      hide('hideToast', 'toast', options),
  }
}

function answer<T extends ScreenCallbacks>(
  options: T,
  ok: boolean,
  errMsg: string,
  deliver: Deliver,
): PromiseUnlessCallbacks<T> {
  return answered<T, ScreenResult>(options, callbacks =>
    deliver(callbacks, { ok, value: { errMsg } }),
  )
}
