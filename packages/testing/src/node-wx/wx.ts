import type { AppEventMethods } from './app'
import type { LoginMethods } from './login'
import type { NavigationMethods } from './navigation'
import type { NetworkStatusMethods } from './network-status'
import type { NodeWxRequestOptions, RequestTask } from './request-types'
import type { ScreenMethods } from './screen-methods'
import type { StorageMethods } from './storage'
import type { AsyncStorageMethods } from './storage-async'
import type {
  DownloadFileOptions,
  DownloadTask,
  UploadFileOptions,
  UploadTask,
} from './transfer-types'

/** The part of `wx` that Node can stand in for. */
export interface NodeWx
  extends StorageMethods,
    AsyncStorageMethods,
    ScreenMethods,
    LoginMethods,
    NavigationMethods,
    AppEventMethods,
    NetworkStatusMethods {
  /** The one constant that an app needs to name a file. */
  readonly env: { readonly USER_DATA_PATH: string }
  /** Sends an HTTP request over a real socket. */
  request<T = unknown>(options: NodeWxRequestOptions<T>): RequestTask
  /** Posts a file in a form. */
  uploadFile(options: UploadFileOptions): UploadTask
  /** Puts an answer in a file. */
  downloadFile(options: DownloadFileOptions): DownloadTask
}
