import { type ErrorFacts, invalidUse, type OptionRules } from '@allium/core'

/** What a host is told of a request: finished, so that it has nothing to serialise. */
export interface HostRequest {
  url: string
  method: HostMethod
  header: Record<string, string>
  /** The same; Alipay and DingTalk read it by this name. */
  headers: Record<string, string>
  data?: string | ArrayBuffer
  timeout: number
  /** Anything but `json` keeps WeChat from parsing; Alipay gives bytes by this word alone. */
  dataType: 'text' | 'arraybuffer'
  responseType: 'text' | 'arraybuffer'
  enableChunked?: boolean
  success(answer: HostAnswer): void
  fail(failure: unknown): void
  complete(result?: unknown): void
}

/** `wx.request` knows no other. */
export type HostMethod =
  | 'GET'
  | 'POST'
  | 'PUT'
  | 'DELETE'
  | 'HEAD'
  | 'OPTIONS'
  | 'TRACE'
  | 'CONNECT'

/** An answer as hosts give it; the look-alikes differ in names. */
export interface HostAnswer {
  readonly data?: unknown
  readonly statusCode?: number
  readonly status?: number
  readonly header?: object
  readonly headers?: object
  readonly cookies?: readonly string[]
  /** Of a download. */
  readonly filePath?: string
  readonly tempFilePath?: string
  readonly apFilePath?: string
}

/** What a host is told of any transfer. */
interface HostTransfer {
  url: string
  header: Record<string, string>
  timeout: number
  success(answer: HostAnswer): void
  fail(failure: unknown): void
  complete(result?: unknown): void
}

/** What a host is told of an upload; it writes the form. */
export interface HostUpload extends HostTransfer {
  filePath: string
  name: string
  formData: Record<string, string>
}

/** What a host is told of a download. */
export interface HostDownload extends HostTransfer {
  filePath?: string
}

/** What sends: `wx`, or an object that has its `request`. */
export interface RequestHost {
  /** Returns a task, a promise, both in one, or nothing. */
  request(options: HostRequest): unknown
  /** Needed for uploads alone, by `wxFiles`. */
  uploadFile?(options: HostUpload): unknown
  /** Needed for downloads alone, by `wxFiles`. */
  downloadFile?(options: HostDownload): unknown
}

/** What keeps values. */
export interface StorageHost {
  getStorageSync(key: string): unknown
  setStorageSync(key: string, value: unknown): void
  removeStorageSync(key: string): void
}

/** What shows the loading and the toast. */
export interface ScreenHost {
  showLoading(options: { title: string; mask?: boolean; fail?(): void }): unknown
  hideLoading(options: { noConflict?: boolean; fail?(): void }): unknown
  showToast(options: {
    title: string
    icon: 'none'
    duration: number
    fail?(): void
  }): unknown
}

/** What opens pages. */
export interface PageHost {
  navigateTo(options: { url: string; fail?(): void }): unknown
  reLaunch(options: { url: string; fail?(): void }): unknown
}

/** What gives login codes. */
export interface LoginHost {
  /** Calls back, returns a promise, or both. */
  login(options: {
    timeout: number
    success(result: unknown): void
    fail(failure: unknown): void
    complete(result?: unknown): void
  }): unknown
}

/** What tells that the app is back, by at least one of the two. */
export interface ResumeHost {
  onAppShow?(listener: () => void): unknown
  offAppShow?(listener: () => void): unknown
  onAppHide?(listener: () => void): unknown
  offAppHide?(listener: () => void): unknown
  onNetworkStatusChange?(listener: (status: { isConnected: boolean }) => void): unknown
  offNetworkStatusChange?(listener: () => void): unknown
}

/** What `wx.cloud.callContainer` is told. */
export interface HostContainerCall extends Omit<HostRequest, 'url' | 'headers'> {
  path: string
  config?: { env: string }
}

/** What calls containers: `wx.cloud`, or a `new wx.cloud.Cloud(…)`. */
export interface CloudHost {
  /** Calls back, returns a promise, or both. */
  callContainer(options: HostContainerCall): unknown
}

declare const wx: unknown

/**
 * The host that was given, or the global `wx`. Looked up at each use: some runtimes set
 * it after this module has loaded.
 *
 * @throws TypeError where there is none.
 */
export function hostOr<Host extends object>(given: Host | undefined): Host {
  if (given !== undefined) return given
  if (typeof wx === 'object' && wx !== null) return wx as Host
  throw new TypeError('there is no global `wx` here; give a `host`')
}

/**
 * The same for a request, which needs this function.
 *
 * @throws RequestError `invalid` where there is none: the global `wx` of a web page that
 * loads WeChat's JS-SDK has no `request`, say.
 */
export function hostFor<Host extends object>(
  request: ErrorFacts['request'],
  given: Host | undefined,
  method: string,
): Host {
  try {
    const host = hostOr(given)
    if (hasMethod(host, method)) return host
    throw new TypeError(`the host has no \`${method}\``)
  } catch (none) {
    throw invalidUse(request, (none as Error).message, none)
  }
}

/** The rule of a host: all that is needed of it, when it is given. */
export function aHost(...methods: string[]): OptionRules[string] {
  return [
    value => methods.every(method => hasMethod(value, method)),
    `an object with \`${methods.join('`, `')}\``,
  ]
}

/** Whether a host has this function; old base libraries and look-alikes lack some. */
export function hasMethod(host: unknown, method: string): boolean {
  return typeof (host as Record<string, unknown> | null)?.[method] === 'function'
}
