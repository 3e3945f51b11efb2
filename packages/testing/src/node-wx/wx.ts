import type { RequestOptions, RequestTask } from './request-types'
import type { ScreenMethods } from './screen-methods'
import type { StorageMethods } from './storage'

/** The part of `wx` that Node can stand in for. */
export interface NodeWx extends StorageMethods, ScreenMethods {
  /** Sends an HTTP request over a real socket. */
  request<T = unknown>(options: RequestOptions<T>): RequestTask
}
