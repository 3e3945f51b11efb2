// Compile-only: what apps and tests write compiles, and the fakes fit where the real things go.
import type {
  EventRecorder,
  FakeHandler,
  FakeTransport,
  ManualClock,
  NodeGlobals,
  NodeWx,
  NodeWxHost,
  NodeWxOptions,
} from '../src/index'

/** Compiles only if the second type can stand for the first. */
type Fits<Wanted, Given extends Wanted> = [Wanted, Given]

declare const fake: NodeWx

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
  const upload = fake.uploadFile({
    url: 'https://example.com',
    filePath: fake.env.USER_DATA_PATH,
    name: 'file',
    formData: { a: 1 },
    success: ({ data, statusCode }) => [data.length, statusCode + 1],
  })
  upload.onProgressUpdate(({ progress, totalBytesSent }) => progress + totalBytesSent)
  fake
    .downloadFile({ url: '', success: ({ tempFilePath }) => tempFilePath.length })
    .onProgressUpdate(({ totalBytesExpectedToWrite }) => totalBytesExpectedToWrite)
  fake.getStorage<string>({ key: 'a' }).then(({ data }) => data.length)
  fake.setStorage({ key: 'a', data: 1 }).then(({ errMsg }) => errMsg)
  fake.login({ success: ({ code }) => code.length })
  fake.login().then(({ code }) => code.length)
  fake.onAppShow(({ path, query }) => [path.length, query.id])
  fake.onAppHide(() => {})
  fake.navigateTo({ url: '/pages/a', fail: ({ errMsg }) => errMsg })
}

/** What an app's own files say compiles unchanged. */
export function appFiles({ App, Page, getApp, getCurrentPages }: NodeGlobals): void {
  App({
    globalData: { token: 'a0' },
    onLaunch({ query, scene }) {
      this.globalData.token = query.token ?? String(scene)
    },
  })
  Page({
    data: { count: 0, list: [{ name: '' }] },
    onLoad({ id }) {
      this.setData({ count: this.data.count + 1, 'list[0].name': id }, () => this.more(1))
    },
    more(by: number) {
      return this.data.count + by + this.route.length
    },
  })
  // @ts-expect-error there is no such lifecycle function with such an argument
  Page({ onLoad: (query: number) => query })
  getApp<{ globalData: { token: string } }>().globalData.token.length
  getCurrentPages()[0]?.setData({ any: 1 })
}

/** A rule may look at any of the three calls. */
export function rules(network: NodeWxHost['network']): void {
  network.misbehave({ task: 'none', callbacks: 'twice', failure: () => new Error() })
  network.misbehave(({ url, method, filePath }) =>
    url && method && filePath ? { ignoreAbort: true } : undefined,
  )
  // @ts-expect-error there is no such manner
  network.misbehave({ callbacks: 'thrice' })
}

interface WiderRequest {
  readonly id: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | ArrayBuffer | undefined
  readonly responseType: 'json' | 'text' | 'arraybuffer'
  readonly timeout: number
  readonly transfer?:
    | { readonly kind: 'upload'; readonly file?: object; readonly formData?: Form }
    | { readonly kind: 'download'; readonly filePath?: string | undefined }
    | { readonly kind: 'stream' }
    | undefined
}
type Form = Readonly<Record<string, string>> | undefined
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

/** A handler reads all that a transport is told. */
export const handler: FakeHandler = ({ responseType, timeout, transfer }) => {
  transfer?.onProgress?.({ loaded: 1, total: 2 })
  const { kind, filePath = '', formData = {} } = transfer ?? {}
  return {
    data: [responseType === 'json', kind === 'upload', filePath, formData, timeout],
  }
}

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
