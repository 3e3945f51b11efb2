// Compile-only: the fakes fit where the real things go. `skipLibCheck` keeps the globals of
// miniprogram-api-typings (console, require, module) from clashing with those of @types/node.
/// <reference types="miniprogram-api-typings" />
import type {
  EventRecorder,
  FakeTransport,
  ManualClock,
  NodeWx,
  NodeWxOptions,
} from '../src/index'

/** Compiles only if the second type can stand for the first. */
type Fits<Wanted, Given extends Wanted> = [Wanted, Given]

declare const fake: NodeWx
declare const real: WechatMiniprogram.Wx

type PlainName =
  | 'request'
  | 'setStorageSync'
  | 'getStorageSync'
  | 'removeStorageSync'
  | 'clearStorageSync'
  | 'getStorageInfoSync'

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

// The comparison is able to fail.
export type Unfit = [
  // @ts-expect-error a function with a callback gives no promise
  Fits<Promise<unknown>, ReturnType<typeof fake.showLoading<WithSuccess>>>,
  // @ts-expect-error a task is no promise
  Fits<Promise<unknown>, ReturnType<NodeWx['request']>>,
]

/** What an app writes compiles unchanged. */
export function calls(): void {
  const task = fake.request<{ name: string }>({
    url: 'https://example.com',
    method: 'POST',
    data: { a: 1 },
    header: { 'content-type': 'application/json' },
    enableHttp2: true,
    success: ({ data, statusCode, header, cookies }) => [
      data.name,
      statusCode + 1,
      header.Date,
      cookies.length,
    ],
    fail: ({ errMsg, errno }) => [errMsg.length, errno + 1],
    complete: ({ errMsg }) => errMsg.length,
  })
  task.onHeadersReceived(({ header, statusCode }) => [header.Location, statusCode])
  task.abort()
  fake.getStorageSync<{ token: string }>('session').token.length
  fake.showLoading({ title: 'a' }).then(({ errMsg }) => errMsg)
  fake.hideLoading().then(({ errMsg }) => errMsg)
}

interface WiderRequest {
  readonly id: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | ArrayBuffer | undefined
}
interface WiderWire {
  readonly attempt: number
  readonly signal: AbortSignal
}
interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly cookies: readonly string[]
  readonly data: unknown
  readonly url: string
  readonly raw: unknown
}
export type Transport = Fits<
  (request: WiderRequest, wire: WiderWire) => Promise<Answer>,
  FakeTransport
>

export type Clock = [
  Fits<NodeWxOptions['timers'], ManualClock>,
  Fits<(fn: () => void, ms: number) => unknown, ManualClock['setTimeout']>,
  Fits<(id: unknown) => void, ManualClock['clearTimeout']>,
]

interface Events {
  request: { id: string }
  response: { id: string; status: number }
}
interface Emitter {
  on<Type extends keyof Events>(
    type: Type,
    listener: (payload: Events[Type]) => void,
  ): () => void
  on(type: '*', listener: (type: keyof Events, payload: unknown) => void): () => void
}
interface Session {
  readonly on: <Type extends keyof Events>(
    type: Type,
    listener: (payload: Events[Type]) => void,
  ) => () => void
}

/** Typed emitters can be watched. */
export function watching(
  recorder: EventRecorder,
  emitter: Emitter,
  session: Session,
): void {
  recorder.watch(emitter, ['request', 'response'])
  recorder.watch(session, ['request', 'response'])
}
