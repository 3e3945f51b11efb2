/** What a host is told of a request: finished, so that it has nothing to serialise. */
export interface HostRequest {
  /** Complete, query included. */
  url: string
  method: HostMethod
  /** Names in lower case. */
  header: Record<string, string>
  /** The same; Alipay and DingTalk read it by this name. */
  headers: Record<string, string>
  /** The finished body; absent where there is none. */
  data?: string | ArrayBuffer
  /** In ms; a second more than the kernel's own, which comes first. */
  timeout: number
  /** Anything but `json` keeps WeChat from parsing; Alipay gives bytes by this word alone. */
  dataType: 'text' | 'arraybuffer'
  /** What the answer's `data` is wanted as; WeChat's word for it. */
  responseType: 'text' | 'arraybuffer'
  /** Of a stream: the answer is wanted in pieces, by the task's `onChunkReceived`. */
  enableChunked?: boolean
  /** Called with the answer, whatever its status. */
  success(answer: HostAnswer): void
  /** Called with why there is no answer, in the host's own words. */
  fail(failure: unknown): void
  /** Called last; alone it is enough. */
  complete(result?: unknown): void
}

/**
 * Those that every host's types know: Alipay's have no other. The rest of what a client is
 * asked for arrives as well, `HEAD` and `OPTIONS` say; only `PATCH` never does.
 */
export type HostMethod = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** An answer as hosts give it; the look-alikes differ in names. */
export interface HostAnswer {
  /** The body, as text or as bytes. */
  readonly data?: unknown
  /** The HTTP status. */
  readonly statusCode?: number
  /** The same; Alipay calls it so. */
  readonly status?: number
  /** Names in any case; repeated fields joined, or as a list. */
  readonly header?: object
  /** The same; Alipay calls it so. */
  readonly headers?: object
  /** The `Set-Cookie` values; where they are missing, they are read from the headers. */
  readonly cookies?: readonly string[]
  /** Of a download: where its file is, if that was asked for. */
  readonly filePath?: string
  /** Of a download: where its file is until the app is closed. */
  readonly tempFilePath?: string
  /** The same; Alipay calls it so. */
  readonly apFilePath?: string
}

/** What a host is told of any transfer. */
interface HostTransfer {
  /** Complete, query included. */
  url: string
  /** Names in lower case. */
  header: Record<string, string>
  /** In ms; a second more than the kernel's own, which comes first. */
  timeout: number
  /** Called with the answer, whatever its status. */
  success(answer: HostAnswer): void
  /** Called with why there is no answer, in the host's own words. */
  fail(failure: unknown): void
  /** Called last; alone it is enough. */
  complete(result?: unknown): void
}

/** What a host is told of an upload; it writes the form. */
export interface HostUpload extends HostTransfer {
  /** The file, as the host names it. */
  filePath: string
  /** The form field that holds the file. */
  name: string
  /** The form's other fields. */
  formData: Record<string, string>
}

/** What a host is told of a download. */
export interface HostDownload extends HostTransfer {
  /** Where to keep the file; absent where the host may choose. */
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
  /** `''`, `null` or `undefined` where nothing is kept. */
  getStorageSync(key: string): unknown
  /** Throws where it cannot be kept; the session is told. */
  setStorageSync(key: string, value: unknown): void
  /** Does nothing where nothing is kept. */
  removeStorageSync(key: string): void
}

/** What shows the loading and the toast. */
export interface ScreenHost {
  /** Shows the loading until it is hidden. */
  showLoading(options: { title: string; mask?: boolean; fail?(): void }): unknown
  /** Hides it; with `noConflict` a toast in its place stays. */
  hideLoading(options: { noConflict?: boolean; fail?(): void }): unknown
  /** Shows a text for `duration` ms. */
  showToast(options: {
    title: string
    icon: 'none'
    duration: number
    fail?(): void
  }): unknown
}

/** What opens pages. */
export interface PageHost {
  /** Opens a page on top of the others; fails where ten are open. */
  navigateTo(options: { url: string; fail?(): void }): unknown
  /** Opens a page instead of all others, where the first way fails. */
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
  /** Calls back when the app comes to the front, its launch included or not. */
  onAppShow?(listener: () => void): unknown
  /** Takes this listener away. */
  offAppShow?(listener: () => void): unknown
  /** Calls back when the app goes to the background; without it every show counts. */
  onAppHide?(listener: () => void): unknown
  /** Takes this listener away. */
  offAppHide?(listener: () => void): unknown
  /** Calls back when the network comes or goes. */
  onNetworkStatusChange?(listener: (status: { isConnected: boolean }) => void): unknown
  /** Takes this listener away. */
  offNetworkStatusChange?(listener: () => void): unknown
}

/** What `wx.cloud.callContainer` is told. */
export interface HostContainerCall extends Omit<HostRequest, 'url' | 'headers'> {
  /** From `/`, query included. */
  path: string
  /** The cloud environment; absent where it is that of the cloud. */
  config?: { env: string }
}

/** What calls containers: `wx.cloud`, or a `new wx.cloud.Cloud(…)`. */
export interface CloudHost {
  /** Calls back, returns a promise, or both. */
  callContainer(options: HostContainerCall): unknown
}
