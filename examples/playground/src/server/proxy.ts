import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as open,
  type ServerResponse,
} from 'node:http'

/** Fields that belong to one connection, and not to what is said over it. */
const ofTheConnection = new Set(['connection', 'keep-alive', 'host', 'transfer-encoding'])

/**
 * Hands a request to a backend, and its answer back. What the backend does not answer is
 * lost here as well. Returns what loses it at once.
 */
export function proxy(
  request: IncomingMessage,
  response: ServerResponse,
  base: string,
  path: string,
): () => void {
  const { method } = request
  const upstream = open(base + path, { method, headers: passedOn(request.headers) })
  upstream.on('response', answer => {
    const { statusCode = 502, headers } = answer
    response.writeHead(statusCode, without(headers))
    answer.on('error', () => response.destroy())
    answer.pipe(response)
  })
  upstream.on('error', () => cut(response))
  response.on('close', () => upstream.destroy())
  request.pipe(upstream)
  return () => cut(response)
}

/**
 * Ends an answer in the middle. A browser that gets none at all over a kept connection
 * asks again by itself, and nobody would see that one was lost.
 */
function cut(response: ServerResponse): void {
  if (response.destroyed) return
  if (!response.headersSent) response.writeHead(200, { 'Content-Length': 1 })
  response.flushHeaders()
  setImmediate(() => response.destroy())
}

/** A page may not write `Cookie`, as a mini program does: `X-Cookie` stands for it. */
function passedOn(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { 'x-cookie': cookie, ...rest } = without(headers)
  return cookie === undefined ? rest : { ...rest, cookie: String(cookie) }
}

function without(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !ofTheConnection.has(name))
  return Object.fromEntries(kept)
}
