import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Backends, startBackends } from '../../src/server/backends'
import type { ServerState } from '../../src/server/controls'
import { handleWith } from '../../src/server/handle'

/** The node side of the playground, without the page. */
export interface Bench {
  readonly url: string
  readonly backends: Backends
  /** Posts to a control, and gives its answer. */
  control(path: string, body?: object): Promise<ServerState & { code?: string }>
  close(): Promise<void>
}

export async function openBench(): Promise<Bench> {
  const backends = await startBackends()
  for (const { server } of Object.values(backends.served)) server.latencyMs = 0
  const handle = handleWith(backends)
  const server = createServer((request, response) => {
    handle(request, response, () => {
      response.statusCode = 404
      response.end('the page')
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    backends,
    async control(path, body = {}) {
      return json(await fetch(`${url}/control/${path}`, posted(body)))
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await backends.close()
    },
  }
}

/** The body of an answer. */
export async function json<Body = Record<string, unknown>>(
  answer: Response,
): Promise<Body> {
  return (await answer.json()) as Body
}

/** A `POST` of JSON. */
export function posted(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }
}
