// Compile-only: `my`, by the names and types of @mini-types/my, fits where docs/platforms.md
// gives it to a host, as it is or by a few lines.
import {
  type HostAnswer,
  type HostRequest,
  type LoginHost,
  type ScreenHost,
  type StorageHost,
  wxFiles,
  wxLoading,
  wxLogin,
  wxLoginPage,
  wxResume,
  wxStorage,
  wxStreams,
  wxTransport,
} from '../../src/index'

interface Failure {
  error?: number
  errorMessage?: string
}

interface Answer {
  data: string | Record<string, unknown> | ArrayBuffer
  status: number
  headers: Record<string, string>
}

interface RequestOptions {
  url: string
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  dataType?: 'json' | 'text' | 'base64' | 'arraybuffer'
  data?: string | Record<string, string> | ArrayBuffer
  headers?: Record<string, string>
  timeout?: number
  success?(answer: Answer): void
  fail?(failure: Failure): void
  complete?(end: Answer | Failure): void
}

interface UploadOptions {
  url: string
  filePath: string
  fileName?: string
  name?: string
  fileType?: 'image' | 'video' | 'audio'
  header?: Record<string, string>
  formData?: Record<string, string>
  timeout?: number
  success?(answer: {
    data: string
    statusCode: number
    header: Record<string, string>
  }): void
  fail?(failure: Failure): void
  complete?(end: Failure): void
}

interface DownloadOptions {
  url: string
  header?: Record<string, string>
  success?(answer: { apFilePath: string }): void
  fail?(failure: Failure): void
  complete?(end: Failure): void
}

interface Network {
  isConnected: boolean
  networkType: string
}

declare namespace my {
  function request(options: RequestOptions): Promise<Answer>
  function uploadFile(options: UploadOptions): { abort(): void }
  function downloadFile(options: DownloadOptions): Promise<{ apFilePath: string }>
  function getStorageSync(options: { key: string }): { data: unknown; success: boolean }
  function setStorageSync(options: { key: string; data: unknown }): void
  function removeStorageSync(options: { key: string }): { success: true }
  function showLoading(options?: {
    content?: string
    delay?: number
    fail?(failure: Failure): void
  }): Promise<void>
  function hideLoading(options?: { fail?(failure: Failure): void }): Promise<void>
  function showToast(options?: {
    content?: string
    type?: 'none' | 'success'
    duration?: number
    fail?(failure: Failure): void
  }): Promise<void>
  function getAuthCode(options?: {
    scopes?: string | string[]
    success?(answer: { authCode: string }): void
    fail?(failure: Failure): void
    complete?(end: unknown): void
  }): Promise<{ authCode: string }>
  function navigateTo(options: { url: string; fail?(failure: Failure): void }): unknown
  function reLaunch(options: { url: string; fail?(failure: Failure): void }): unknown
  function onAppShow(listener: (app: { path: string }) => void): void
  function offAppShow(listener: () => void): void
  function onNetworkStatusChange(listener: (status: Network) => void): void
  function offNetworkStatusChange(listener: (status: Network) => void): void
}

const kept: StorageHost = {
  getStorageSync: key => my.getStorageSync({ key }).data,
  setStorageSync: (key, data) => my.setStorageSync({ key, data }),
  removeStorageSync: key => my.removeStorageSync({ key }),
}
const login: LoginHost = {
  login: told => my.getAuthCode({ scopes: 'auth_base', ...told }),
}
const screen: ScreenHost = {
  showLoading: ({ title }) => my.showLoading({ content: title }),
  hideLoading: () => my.hideLoading(),
  showToast: ({ title, duration }) => my.showToast({ content: title, duration }),
}

export const made: unknown[] = [
  wxTransport({ host: my, files: wxFiles(), streams: wxStreams({ whole: true }) }),
  wxTransport({ host: { request: my.request } }),
  wxTransport({ host: { request: told => my.request(told) } }),
  wxStorage({ accessToken: 'accessToken' }, { host: kept }),
  wxLogin({ host: login }),
  wxLoading({ host: screen }),
  wxResume({ host: my }),
]

export function more(session: Parameters<typeof wxLoginPage>[0]): unknown {
  return wxLoginPage(session, { url: '/pages/login/login', host: my })
}

/** Compiles only if the second type can stand for the first. */
type Fits<Wanted, Given extends Wanted> = [Wanted, Given]

export type Told = Fits<RequestOptions, HostRequest>
export type Answered = Fits<HostAnswer, Answer>

// The comparison is able to fail.
// @ts-expect-error a host that posts alone is told more than it knows
export type TooNarrow = Fits<{ method?: 'POST' }, Pick<HostRequest, 'method'>>
