import { type Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { FailureError, failures } from './failures'
import { answerHeader } from './header'
import type { HeadersReceived } from './request-types'
import { sendBody } from './send-body'
import type { WireRequest } from './wire-request'

/** What an answer is before the host has read its body. */
export interface RawAnswer extends HeadersReceived {
  /** The body; empty for a chunked request. */
  readonly body: Buffer
}

/** What one exchange needs beside the request. */
export interface ExchangePort {
  /** Ends the exchange at once. */
  readonly signal: AbortSignal
  /** The keep-alive agent for this url. */
  agentFor(url: URL): Agent
  /** Told once, with the headers of the answer that will be delivered. */
  onHeaders(head: HeadersReceived): void
  /** Told for each piece of a chunked answer. */
  onChunk(chunk: Buffer): void
  /** Told of the bytes of the watched body so far, and of all there will be; 0 if unknown. */
  onProgress?(bytes: number, total: number): void
}

type Hop = Pick<WireRequest, 'method' | 'url' | 'header' | 'body' | 'watch'>

/** As many as Chromium follows. */
const MAX_REDIRECTS = 20

/** Sends one request and follows its redirects; rejects with Node's error or a FailureError. */
export async function exchange(
  wire: WireRequest,
  port: ExchangePort,
): Promise<RawAnswer> {
  let hop: Hop = wire
  for (let redirects = 0; ; redirects++) {
    const message = await send(hop, port)
    const next = wire.follow ? redirected(hop, message) : undefined
    if (next === undefined) return receive(message, wire, port)
    message.resume()
    if (redirects === MAX_REDIRECTS) throw new FailureError(failures.tooManyRedirects())
    hop = next
  }
}

// A server may close an idle connection just as it is taken for the next request. Chromium
// would then send again on a new one; here nothing is ever sent twice, so that a test which
// counts what the server saw can trust its count.
function send(hop: Hop, port: ExchangePort): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const start = hop.url.protocol === 'https:' ? httpsRequest : httpRequest
    const request = start(hop.url, {
      method: hop.method,
      headers: { ...hop.header, ...contentLength(hop) },
      agent: port.agentFor(hop.url),
      signal: port.signal,
    })
    request.on('response', resolve)
    request.on('error', reject)
    if (hop.watch === 'sent' && hop.body !== undefined) {
      sendBody(request, hop.body, (bytes, total) => port.onProgress?.(bytes, total))
    } else request.end(hop.body)
  })
}

function contentLength({ method, body }: Hop): Record<string, string> {
  if (body !== undefined) return { 'Content-Length': String(Buffer.byteLength(body)) }
  return method === 'POST' || method === 'PUT' ? { 'Content-Length': '0' } : {}
}

/**
 * The next hop, if the answer is a redirect.
 *
 * The headers are carried along as they are, to another origin too, `Authorization` and
 * `Cookie` with them. That is what the platform does by default, and it is unsafe: do not
 * take it for a model.
 */
function redirected(hop: Hop, message: IncomingMessage): Hop | undefined {
  const { statusCode = 0, headers } = message
  if (![301, 302, 303, 307, 308].includes(statusCode) || !headers.location) return
  const url = locationUrl(headers.location, hop.url)
  const becomesGet =
    (statusCode === 303 && hop.method !== 'HEAD') ||
    (statusCode <= 302 && hop.method === 'POST')
  if (becomesGet) return { url, method: 'GET', header: hop.header, body: undefined }
  return { ...hop, url }
}

function locationUrl(location: string, base: URL): URL {
  try {
    const url = new URL(location, base)
    if (/^https?:$/.test(url.protocol)) return url
  } catch {
    // Told below: a location that is no url is as unsafe as one to another scheme.
  }
  throw new FailureError(failures.unsafeRedirect())
}

function receive(
  message: IncomingMessage,
  { chunked, watch }: WireRequest,
  port: ExchangePort,
): Promise<RawAnswer> {
  const head: HeadersReceived = {
    ...answerHeader(message.rawHeaders),
    statusCode: message.statusCode ?? 0,
  }
  port.onHeaders(head)
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    const total = Number(message.headers['content-length'] ?? 0)
    let bytes = 0
    message.on('data', (piece: Buffer) => {
      if (chunked) port.onChunk(piece)
      else pieces.push(piece)
      bytes += piece.length
      if (watch === 'received') port.onProgress?.(bytes, total)
    })
    message.on('end', () => resolve({ ...head, body: Buffer.concat(pieces) }))
    message.on('error', error => {
      // Node's word for a connection that ends within the body.
      if (error.message !== 'aborted') return reject(error)
      const isSized = message.headers['content-length'] !== undefined
      reject(new FailureError(isSized ? failures.shortBody() : failures.cutChunks()))
    })
  })
}
