// Compile-only: the wx of this package fits where the real one goes. `skipLibCheck` keeps the
// globals of miniprogram-api-typings (console, module) from clashing with those of @types/node.
// Left out are onAppShow and onAppHide, whose listeners are told less than on WeChat, and
// offNetworkStatusChange, which WeChat types as if its listener were told something else.
/// <reference types="miniprogram-api-typings" />
import type { NodeWx } from '../src/index'

/** Compiles only if the second type can stand for the first. */
type Fits<Wanted, Given extends Wanted> = [Wanted, Given]

declare const fake: NodeWx
declare const real: WechatMiniprogram.Wx

type PlainName =
  | 'request'
  | 'uploadFile'
  | 'downloadFile'
  | 'env'
  | 'setStorageSync'
  | 'getStorageSync'
  | 'removeStorageSync'
  | 'clearStorageSync'
  | 'getStorageInfoSync'
  | 'onNetworkStatusChange'

export type PlainMethods = Fits<
  Pick<WechatMiniprogram.Wx, PlainName>,
  Pick<NodeWx, PlainName>
>

// The screen functions return by a condition on their argument, and TypeScript compares no
// two conditions that are still open: so they are compared for each way of calling them.
interface Titled {
  title: string
  mask: boolean
}
interface WithSuccess extends Titled {
  success: (result: { errMsg: string }) => void
}
interface WithFail {
  noConflict: boolean
  fail: (error: { errMsg: string }) => void
}
interface WithComplete {
  complete: () => void
}
interface Bare {
  noConflict: boolean
}
type Loading = WechatMiniprogram.ShowLoadingOption
type Toast = WechatMiniprogram.ShowToastOption
type HideLoading = WechatMiniprogram.HideLoadingOption
type HideToast = WechatMiniprogram.HideToastOption

export type ScreenMethods = [
  Fits<typeof real.showLoading<Titled>, typeof fake.showLoading<Titled>>,
  Fits<typeof real.showLoading<WithSuccess>, typeof fake.showLoading<WithSuccess>>,
  Fits<typeof real.showLoading<Loading>, typeof fake.showLoading<Loading>>,
  Fits<typeof real.hideLoading<Bare>, typeof fake.hideLoading<Bare>>,
  Fits<typeof real.hideLoading<WithFail>, typeof fake.hideLoading<WithFail>>,
  Fits<typeof real.hideLoading<WithComplete>, typeof fake.hideLoading<WithComplete>>,
  Fits<typeof real.hideLoading<HideLoading>, typeof fake.hideLoading<HideLoading>>,
  Fits<typeof real.showToast<Titled>, typeof fake.showToast<Titled>>,
  Fits<typeof real.showToast<WithSuccess>, typeof fake.showToast<WithSuccess>>,
  Fits<typeof real.showToast<Toast>, typeof fake.showToast<Toast>>,
  Fits<typeof real.hideToast<Bare>, typeof fake.hideToast<Bare>>,
  Fits<typeof real.hideToast<WithFail>, typeof fake.hideToast<WithFail>>,
  Fits<typeof real.hideToast<HideToast>, typeof fake.hideToast<HideToast>>,
]

interface Keyed {
  key: string
}
interface KeyedWithSuccess extends Keyed {
  success: (result: { errMsg: string }) => void
}
interface Stored extends Keyed {
  data: { token: string }
}
interface StoredWithFail extends Stored {
  fail: (error: { errMsg: string }) => void
}
type SetStorage = WechatMiniprogram.SetStorageOption<string>
type GetStorage = WechatMiniprogram.GetStorageOption<string>
type RemoveStorage = WechatMiniprogram.RemoveStorageOption
type ClearStorage = WechatMiniprogram.ClearStorageOption

export type AsyncStorageMethods = [
  Fits<typeof real.setStorage<unknown, Stored>, typeof fake.setStorage<unknown, Stored>>,
  Fits<
    typeof real.setStorage<unknown, StoredWithFail>,
    typeof fake.setStorage<unknown, StoredWithFail>
  >,
  Fits<
    typeof real.setStorage<string, SetStorage>,
    typeof fake.setStorage<string, SetStorage>
  >,
  Fits<typeof real.getStorage<string, Keyed>, typeof fake.getStorage<string, Keyed>>,
  Fits<
    typeof real.getStorage<string, KeyedWithSuccess>,
    typeof fake.getStorage<string, KeyedWithSuccess>
  >,
  Fits<
    typeof real.getStorage<string, GetStorage>,
    typeof fake.getStorage<string, GetStorage>
  >,
  Fits<typeof real.removeStorage<Keyed>, typeof fake.removeStorage<Keyed>>,
  Fits<
    typeof real.removeStorage<RemoveStorage>,
    typeof fake.removeStorage<RemoveStorage>
  >,
  Fits<typeof real.clearStorage<WithComplete>, typeof fake.clearStorage<WithComplete>>,
  Fits<typeof real.clearStorage<ClearStorage>, typeof fake.clearStorage<ClearStorage>>,
]

interface Timed {
  timeout: number
}
interface TimedWithFail extends Timed {
  fail: (error: { errMsg: string; errno: number }) => void
}
type Login = WechatMiniprogram.LoginOption
type CheckSession = WechatMiniprogram.CheckSessionOption

export type LoginMethods = [
  Fits<typeof real.login<Timed>, typeof fake.login<Timed>>,
  Fits<typeof real.login<TimedWithFail>, typeof fake.login<TimedWithFail>>,
  Fits<typeof real.login<Login>, typeof fake.login<Login>>,
  Fits<typeof real.checkSession<WithComplete>, typeof fake.checkSession<WithComplete>>,
  Fits<typeof real.checkSession<CheckSession>, typeof fake.checkSession<CheckSession>>,
]

interface To {
  url: string
}
interface ToWithSuccess extends To {
  success: (result: { errMsg: string }) => void
}
interface Back {
  delta: number
}
type NavigateTo = WechatMiniprogram.NavigateToOption
type RedirectTo = WechatMiniprogram.RedirectToOption
type ReLaunch = WechatMiniprogram.ReLaunchOption
type SwitchTab = WechatMiniprogram.SwitchTabOption
type NavigateBack = WechatMiniprogram.NavigateBackOption

export type NavigationMethods = [
  // The promise of the real navigateTo also gives an event channel, which there is not here.
  Fits<typeof real.navigateTo<ToWithSuccess>, typeof fake.navigateTo<ToWithSuccess>>,
  Fits<Parameters<typeof fake.navigateTo<To>>[0], NavigateTo>,
  Fits<typeof real.redirectTo<To>, typeof fake.redirectTo<To>>,
  Fits<typeof real.redirectTo<RedirectTo>, typeof fake.redirectTo<RedirectTo>>,
  Fits<typeof real.reLaunch<To>, typeof fake.reLaunch<To>>,
  Fits<typeof real.reLaunch<ReLaunch>, typeof fake.reLaunch<ReLaunch>>,
  Fits<typeof real.switchTab<To>, typeof fake.switchTab<To>>,
  Fits<typeof real.switchTab<SwitchTab>, typeof fake.switchTab<SwitchTab>>,
  Fits<typeof real.navigateBack<Back>, typeof fake.navigateBack<Back>>,
  Fits<typeof real.navigateBack<NavigateBack>, typeof fake.navigateBack<NavigateBack>>,
]

// The comparison is able to fail.
export type Unfit = [
  // @ts-expect-error a function with a callback gives no promise
  Fits<Promise<unknown>, ReturnType<typeof fake.showLoading<WithSuccess>>>,
  // @ts-expect-error a task is no promise
  Fits<Promise<unknown>, ReturnType<NodeWx['request']>>,
]
