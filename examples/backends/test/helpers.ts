import { type P0Options, type P0Server, startP0, type TokenPair } from '../src/index'

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

/** Runs a test against a P0 server of its own and closes it, whatever happens. */
export function withP0(
  run: (server: P0Server) => Promise<void>,
  options?: P0Options,
): () => Promise<void> {
  return async () => {
    const server = await startP0(options)
    try {
      await run(server)
    } finally {
      await server.close()
    }
  }
}

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
