import type { Guard } from './guard'
import type { Lifecycle } from './lifecycle'
import { createListeners } from './listeners'
import type { Network } from './network'
import type { PageStack } from './page-stack'
import type { PageQuery } from './page-types'

/** What `onLaunch` and `onShow` of the app are called with. */
export interface LaunchOptions {
  /** The path of the page in front; empty before there is one. */
  path: string
  /** Its query. */
  query: PageQuery
  /** How the app was opened; always 1001, from the list of recent ones. */
  scene: number
  /** Always empty. */
  shareTicket: string
  /** Always empty. */
  referrerInfo: Record<string, never>
}

/** The lifecycle functions of an app. */
export interface AppLifetimes {
  /** Called once, within `App()`. */
  onLaunch(options: LaunchOptions): void | Promise<void>
  /** Called after `onLaunch`, and whenever the app comes to the foreground. */
  onShow(options: LaunchOptions): void | Promise<void>
  /** Called when the app goes to the background. */
  onHide(): void | Promise<void>
}

/** The global `App`: to be called once. */
export type AppFunction = <Custom extends object = Record<never, never>>(
  options: Custom & Partial<AppLifetimes> & ThisType<Partial<AppLifetimes> & Custom>,
) => void

/** The global `getApp`; `undefined` before `App()` has returned. */
export type GetAppFunction = <T extends object = Record<string, unknown>>() => T

/** What a test does to the app as a whole. */
export interface AppControl {
  /** Whether the app is in the background. */
  readonly hidden: boolean
  /**
   * Puts the app in the background. Requests made there fail at once, and those that have
   * not ended after five seconds by the `timers` fail, both with `interrupted`.
   */
  hide(): void
  /** Brings the app to the foreground. */
  show(): void
}

/** The functions of `wx` that hear of the app's coming and going. */
export interface AppEventMethods {
  /** Listens for the app's coming to the foreground. */
  onAppShow(listener: (options: LaunchOptions) => void): void
  /** Removes this listener, or all of them. */
  offAppShow(listener?: (options: LaunchOptions) => void): void
  /** Listens for the app's going to the background. */
  onAppHide(listener: () => void): void
  /** Removes this listener, or all of them. */
  offAppHide(listener?: () => void): void
}

/** The app of one host. */
export interface AppRuntime {
  /** What is handed to the test. */
  readonly control: AppControl
  /** What is handed to the app. */
  readonly methods: AppEventMethods
  /** The global `App`. */
  readonly App: AppFunction
  /** The global `getApp`. */
  readonly getApp: GetAppFunction
}

/** Makes an app in the foreground. */
export function createApp(
  stack: PageStack,
  network: Pick<Network, 'hide' | 'show'>,
  lifecycle: Lifecycle,
  guard: Guard,
): AppRuntime {
  const shown = createListeners<LaunchOptions>(guard)
  const gone = createListeners<void>(guard)
  const nobody = { route: 'app', self: {} }
  let app: { readonly route: string; readonly self: object } | undefined
  let launched: object | undefined
  let hidden = false

  const launchOptions = (): LaunchOptions => ({
    path: stack.top?.route ?? '',
    query: stack.top?.self.options ?? {},
    scene: 1001,
    shareTicket: '',
    referrerInfo: {},
  })
  const control: AppControl = {
    get hidden(): boolean {
      return hidden
    },
    hide: () => {
      if (hidden) return
      hidden = true
      network.hide()
      // The page goes before the app, and comes after it.
      stack.cover()
      lifecycle.run(app ?? nobody, 'onHide')
      gone.emit()
    },
    show: () => {
      if (!hidden) return
      hidden = false
      network.show()
      lifecycle.run(app ?? nobody, 'onShow', launchOptions())
      shown.emit(launchOptions())
      stack.reveal()
    },
  }
  return {
    control,
    methods: {
      onAppShow: shown.on,
      offAppShow: shown.off,
      onAppHide: gone.on,
      offAppHide: gone.off,
    },
    App: options => {
      if (app !== undefined) throw new Error('[app] App() is called a second time')
      app = { route: 'app', self: { ...options } }
      lifecycle.run(app, 'onLaunch', launchOptions())
      lifecycle.run(app, 'onShow', launchOptions())
      launched = app.self
    },
    getApp: <T extends object>() => launched as T,
  }
}
