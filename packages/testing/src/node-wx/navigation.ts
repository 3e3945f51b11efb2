import { answered, type CallResult, type PromiseUnlessCallbacks } from './answered'
import type { Callbacks, Deliver } from './callbacks'
import type { Move, MoveName, MoveRequest } from './page-moves'

/** The callbacks of the navigation functions. */
export type NavigationCallbacks = Callbacks<CallResult, CallResult>

/** The options of the functions that lead to a page. */
export interface NavigationOptions extends NavigationCallbacks {
  /** The path, from a leading slash or relative to the page in front, with a query. */
  url: string
}

/** The options of `wx.navigateBack`. */
export interface NavigateBackOptions extends NavigationCallbacks {
  /** How many pages back; the first page is kept in any case. @default 1 */
  delta?: number | undefined
}

/** The navigation functions of `wx`; all take effect in a later turn, before `success`. */
export interface NavigationMethods {
  /** Opens a page on top; fails above ten pages. */
  navigateTo<T extends NavigationOptions = NavigationOptions>(
    options: T,
  ): PromiseUnlessCallbacks<T>
  /** Opens a page in the place of the one in front. */
  redirectTo<T extends NavigationOptions = NavigationOptions>(
    options: T,
  ): PromiseUnlessCallbacks<T>
  /** Opens a page in the place of all; also the way to the first page. */
  reLaunch<T extends NavigationOptions = NavigationOptions>(
    options: T,
  ): PromiseUnlessCallbacks<T>
  /** Opens, or goes back to, a page of the tab bar. */
  switchTab<T extends NavigationOptions = NavigationOptions>(
    options: T,
  ): PromiseUnlessCallbacks<T>
  /** Goes back. */
  navigateBack<T extends NavigateBackOptions = NavigateBackOptions>(
    options?: T,
  ): PromiseUnlessCallbacks<T>
}

/** Makes the navigation functions of `wx`. */
export function createNavigation(move: Move, deliver: Deliver): NavigationMethods {
  const go = <T extends NavigationCallbacks>(
    name: MoveName,
    options: T,
    request: MoveRequest,
  ): PromiseUnlessCallbacks<T> =>
    answered<T, CallResult>(options, callbacks => {
      setImmediate(() => {
        const obstacle = move(name, request)
        const ok = obstacle === undefined
        const errMsg = ok ? `${name}:ok` : `${name}:fail ${obstacle}`
        deliver(callbacks, { ok, value: { errMsg } })
      })
    })
  return {
    navigateTo: options => go('navigateTo', options, { url: options.url }),
    redirectTo: options => go('redirectTo', options, { url: options.url }),
    reLaunch: options => go('reLaunch', options, { url: options.url }),
    switchTab: options => go('switchTab', options, { url: options.url }),
    navigateBack: <T extends NavigateBackOptions>(options = {} as T) =>
      go('navigateBack', options, { delta: options.delta }),
  }
}
