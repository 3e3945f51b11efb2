import type { Callbacks } from './callbacks'
import type { RequestFailure } from './failures'

/** What `success` is called with, for any HTTP status. */
export interface RequestResult<T = unknown> {
  /** The body: parsed JSON, text or an ArrayBuffer. */
  data: T
  /** The HTTP status. */
  statusCode: number
  /** The headers, names as the server wrote them. */
  header: Record<string, string>
  /** The value of each `Set-Cookie`; absent before base library 2.10.0. */
  cookies: string[]
  /** Always `request:ok`. */
  errMsg: string
}

/** The options of `wx.request`. */
export interface NodeWxRequestOptions<T = unknown>
  extends Callbacks<RequestResult<T>, RequestFailure> {
  /** Where to; http and https only. */
  url: string
  /** A text or ArrayBuffer goes as it is; anything else is serialised. */
  data?: unknown
  /** Headers; `Referer` cannot be set. */
  header?: object | undefined
  /** The method, in any case. @default 'GET' */
  method?: string | undefined
  /** How long the network may take, in ms; at most 60000. @default 60000 */
  timeout?: number | undefined
  /** `json` parses the body once; anything else leaves it. @default 'json' */
  dataType?: string | undefined
  /** `text` or `arraybuffer`. @default 'text' */
  responseType?: string | undefined
  /** Whether redirects are followed. @default 'follow' */
  redirect?: 'follow' | 'manual' | undefined
  /** Hands the body out in pieces only; `data` of the result is then empty. @default false */
  enableChunked?: boolean | undefined
  /** Without effect here. */
  enableCache?: boolean | undefined
  /** Without effect here. */
  enableHttp2?: boolean | undefined
  /** Without effect here. */
  enableHttpDNS?: boolean | undefined
  /** Without effect here. */
  enableHttpDNSFallback?: boolean | undefined
  /** Without effect here. */
  enableProfile?: boolean | undefined
  /** Without effect here. */
  enableQuic?: boolean | undefined
  /** Without effect here. */
  forceCellularNetwork?: boolean | undefined
  /** Without effect here. */
  httpDNSServiceId?: string | undefined
  /** Without effect here. */
  httpDNSTimeout?: number | undefined
  /** Without effect here. */
  useHighPerformanceMode?: boolean | undefined
}

/** What a task tells when the headers of the answer are there. */
export interface HeadersReceived {
  /** The headers, names as the server wrote them. */
  header: Record<string, string>
  /** The value of each `Set-Cookie`. */
  cookies: string[]
  /** The HTTP status. */
  statusCode: number
}

/** What a task tells for each piece of a chunked answer. */
export interface ChunkReceived {
  /** The bytes of the piece. */
  data: ArrayBuffer
}

/** What `wx.request` returns; not a promise. */
export interface RequestTask {
  /** Ends the request with `request:fail abort`, unless it has ended. */
  abort(): void
  /** Listens for the headers of the answer. */
  onHeadersReceived(listener: (result: HeadersReceived) => void): void
  /** Removes this listener, or all of them. */
  offHeadersReceived(listener?: (result: HeadersReceived) => void): void
  /** Listens for the pieces of a chunked answer. */
  onChunkReceived(listener: (result: ChunkReceived) => void): void
  /** Removes this listener, or all of them. */
  offChunkReceived(listener?: (result: ChunkReceived) => void): void
}
