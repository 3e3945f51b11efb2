import type { BaseLibrary } from './base-library'
import { type Payload, payload } from './body'
import { FailureError, failures } from './failures'
import { requestHeader } from './header'
import type { NodeWxRequestOptions } from './request-types'

/** A request that is ready for the network. */
export interface WireRequest {
  /** The method, in upper case. */
  readonly method: string
  /** The url with its query; a hash is not sent. */
  readonly url: URL
  /** The headers, with those that the host adds. */
  readonly header: Readonly<Record<string, string>>
  /** The body as sent. */
  readonly body: string | Uint8Array | undefined
  /** How long the network may take, in ms; `undefined` for ever, which WeChat never grants. */
  readonly timeoutMs: number | undefined
  /** Whether redirects are followed. */
  readonly follow: boolean
  /** Whether the body is handed out in pieces. */
  readonly chunked: boolean
  /** Whether the body is handed out as an ArrayBuffer. */
  readonly binary: boolean
  /** Whether a text body is parsed as JSON. */
  readonly json: boolean
  /** Which body's progress is told, if any. */
  readonly watch?: 'sent' | 'received'
}

const METHODS = new Set('OPTIONS GET HEAD POST PUT DELETE TRACE CONNECT'.split(' '))

/** The default, and the most that WeChat grants. */
const MAX_TIMEOUT_MS = 60_000

/** Reads the options of `wx.request`; throws a FailureError where WeChat would not send. */
export function wireRequest(
  options: NodeWxRequestOptions,
  library: BaseLibrary,
): WireRequest {
  const method = String(options.method ?? 'GET').toUpperCase()
  if (!METHODS.has(method)) throw new FailureError(failures.invalidMethod())
  const header = requestHeader(options.header)
  const { url, body } = serialised(method, options, header)
  return {
    method,
    url: parsedUrl(url),
    header,
    body,
    timeoutMs: timeoutMs(options.timeout, library),
    follow: options.redirect !== 'manual' || !library.has('redirect'),
    chunked: options.enableChunked === true && library.has('enableChunked'),
    binary: options.responseType === 'arraybuffer' && library.has('responseType'),
    json: (options.dataType ?? 'json') === 'json',
  }
}

function serialised(
  method: string,
  options: NodeWxRequestOptions,
  header: Readonly<Record<string, string>>,
): Payload {
  const contentType = header['content-type'] ?? ''
  try {
    return payload(method, options.url, options.data, contentType)
  } catch {
    throw new FailureError(failures.unserialisable())
  }
}

/** Reads an http or https url; throws a FailureError on anything else. */
export function parsedUrl(url: string): URL {
  try {
    if (/^https?:\/\//i.test(url)) return new URL(url)
  } catch {
    // Told below, as any other url that cannot be sent to.
  }
  throw new FailureError(failures.invalidUrl(url))
}

/** The timeout that WeChat makes of the one asked for, in ms; an old one asks nobody. */
export function timeoutMs(asked: number | undefined, library: BaseLibrary): number {
  return asked !== undefined && asked > 0 && library.has('timeout')
    ? Math.min(asked, MAX_TIMEOUT_MS)
    : MAX_TIMEOUT_MS
}
