import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { createWireRecorder, type WireLog, type WireRecorder } from './wire-log'

/** A request whose body has been read. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** Aborts when the socket closes, by either side. */
  readonly signal: AbortSignal
}

export interface Reply {
  status: number
  headers?: Record<string, string | string[]>
  /** A string goes out as it is, anything else as JSON, and `undefined` as no body. */
  body?: unknown
}

/** A reply, or one of the two ways to fail a client: the socket destroyed, or silence. */
export type Answer = Reply | 'drop' | 'hang'

/** Whose request it is, as far as its credential tells. */
export interface Caller {
  user: string
  tokenSerial: number
}

export interface ServeOptions {
  /**
   * The port to listen on.
   * @default one that is free
   */
  readonly port?: number | undefined
  handle: (call: Call) => Answer | Promise<Answer>
  /** Called when the headers arrive, for the wire log. */
  identify: (headers: IncomingHttpHeaders) => Caller | undefined
  /** Keeps tokens out of the logged paths and queries. */
  mask: (text: string) => string
  /** Asked per request; the request is handled first, and its answer is late by this much. */
  latencyMs: () => number
  now: () => number
}

export interface Serving {
  readonly url: string
  readonly wire: WireLog
  /** Stops listening and destroys every socket, idle, busy or hanging. */
  close(): Promise<void>
}

/** The part that all backends share: a server on 127.0.0.1, on a port of its own. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const recorder = createWireRecorder(options)
  const server = createServer((request, response) => {
    void respond(request, response, recorder, options)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  let closing: Promise<void> | undefined
  return {
    url: `http://127.0.0.1:${port}`,
    wire: recorder.log,
    close() {
      closing ??= closeServer(server)
      return closing
    },
  }
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  recorder: WireRecorder,
  { handle, identify, latencyMs }: ServeOptions,
): Promise<void> {
  const { method = '', headers } = request
  const [path = '', ...rest] = (request.url ?? '').split('?')
  const query = rest.join('?')
  const end = recorder.begin({ method, path, query, ...identify(headers) })
  const gone = new AbortController()
  response.once('close', () => {
    end(0)
    gone.abort()
  })
  try {
    const body = await readBody(request)
    const answer = await handle({
      method,
      path,
      query,
      headers,
      body,
      signal: gone.signal,
    })
    const lateByMs = latencyMs()
    if (lateByMs > 0) await delay(lateByMs, undefined, { signal: gone.signal })
    if (answer === 'drop') {
      end(0)
      response.destroy()
    } else if (answer !== 'hang') send(response, answer, end)
  } catch (error) {
    // A client that left, in mid-body even, is not answered; `close` ends its entry.
    if (!request.complete || gone.signal.aborted || response.headersSent) return
    send(response, { status: 500, body: { msg: String(error) } }, end)
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function send(
  response: ServerResponse,
  { status, headers, body }: Reply,
  end: (status: number) => void,
): void {
  if (response.destroyed) return
  const isText = typeof body === 'string'
  const text = isText ? body : body === undefined ? '' : JSON.stringify(body)
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'
  const allowsBody = status !== 204 && status !== 304
  const about = { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) }
  response.writeHead(status, {
    ...(allowsBody && body !== undefined && about),
    ...headers,
  })
  // Before the bytes leave: a client that has its answer finds the entry complete.
  end(status)
  response.end(allowsBody ? text : undefined)
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close(error => (error ? reject(error) : resolve()))
    server.closeAllConnections()
  })
}
