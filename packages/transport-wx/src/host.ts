/** What a host is told of a request: finished, so that it has nothing to serialise. */
export interface HostRequest {
  url: string
  method: HostMethod
  header: Record<string, string>
  data?: string | ArrayBuffer
  timeout: number
  /** Anything but `json` keeps the host from parsing; the look-alikes know this word. */
  dataType: 'text'
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
  /** Needed for uploads alone. */
  uploadFile?(options: HostUpload): unknown
  /** Needed for downloads alone. */
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

/** Refuses a host that lacks what is needed, when it is given. */
export function checkHost(factory: string, host: unknown, methods: string[]): void {
  if (host === undefined) return
  for (const method of methods) {
    if (typeof (host as Record<string, unknown> | null)?.[method] !== 'function') {
      throw new TypeError(`[${factory}] \`host\` must have \`${method}\``)
    }
  }
}
