import { startP0, startP1, startP2, startP3, startP4, type TokenPair } from '../src/index'

export interface SendOptions {
  token?: string
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}

export interface Received {
  status: number
  headers: Headers
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests assert the shape
  json: any
}

/** One request over a real socket; a body that is no string goes out as JSON. */
export async function send(
  server: { url: string },
  line: string,
  { token, body, headers, signal }: SendOptions = {},
): Promise<Received> {
  const [method = '', path = ''] = line.split(' ')
  const response = await fetch(server.url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && {
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
    ...(signal && { signal }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json')
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  }
}

export function refresh(
  server: { url: string },
  { accessToken, refreshToken }: TokenPair,
): Promise<Received> {
  return send(server, 'POST /Login/RefreshToken', {
    token: accessToken,
    body: { refreshToken },
  })
}

interface Closable {
  close(): Promise<void>
}

type Run<Server> = (server: Server) => Promise<void>

/** Makes tests that run against a server of their own, which is closed whatever happens. */
function withServer<Server extends Closable, Options>(
  start: (options?: Options) => Promise<Server>,
): (run: Run<Server>, options?: Options) => () => Promise<void> {
  return (run, options) => async () => {
    const server = await start(options)
    try {
      await run(server)
    } finally {
      await server.close()
    }
  }
}

export const withP0 = withServer(startP0)
export const withP1 = withServer(startP1)
export const withP2 = withServer(startP2)
export const withP3 = withServer(startP3)
export const withP4 = withServer(startP4)

/** The outcome of a promise that may fail: its status, or `'lost'` without an answer. */
export function outcome(received: Promise<Received>): Promise<number | 'lost'> {
  return received.then(
    ({ status }) => status,
    () => 'lost' as const,
  )
}

/** Waits until a condition holds, for what happens on the other side of a socket. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(resolve => setImmediate(resolve))
}

export function fakeClock(): { now: () => number; advance: (ms: number) => void } {
  let at = 1_000
  return {
    now: () => at,
    advance(ms) {
      at += ms
    },
  }
}
