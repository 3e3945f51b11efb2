import type { ServerResponse } from 'node:http'
import { type Seen, serve, type TestServer } from './helpers'

type Route = (response: ServerResponse, seen: Seen, name: string) => unknown

/** The server that `web-checks` are run against; a page may be served beside it. */
export async function webRoutes(
  others: Readonly<Record<string, Route>> = {},
): Promise<TestServer> {
  const all = { ...routes(), ...others }
  return serve((response, seen) => {
    const [, route = '', name = ''] = (seen.url.split('?')[0] as string).split('/')
    const run = all[route]
    if (run === undefined) response.writeHead(404).end()
    else run(response, seen, name)
  })
}

function json(response: ServerResponse, data: unknown): void {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(data))
}

function routes(): Record<string, Route> {
  const [arrived, left] = [new Set<string>(), new Set<string>()]
  let sendNext = () => {}
  return {
    echo: (response, { method, url, headers, body }) => {
      const type = headers['content-type'] ?? ''
      json(response, { method, url, type, body: body.toString() })
    },
    status: (response, _, name) => {
      response.statusCode = Number(name)
      json(response, { message: 'no' })
    },
    form: async (response, seen) => json(response, await formOf(seen)),
    bytes: (response, _, name) => {
      const length = Number(name)
      const type = 'application/octet-stream'
      response.writeHead(200, { 'content-length': length, 'content-type': type })
      response.end(Uint8Array.from({ length }, (__, n) => n % 251))
    },
    events: response => {
      let n = 0
      sendNext = () => {
        n += 1
        if (n > 3) response.end()
        else response.write(`id: ${n}\nevent: word\ndata: 词${n}\n\n`)
      }
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      sendNext()
    },
    next: response => {
      sendNext()
      response.end()
    },
    hang: (response, { url }, name) => {
      arrived.add(name)
      response.on('close', () => left.add(name))
      if (url.endsWith('?head')) response.write('first')
    },
    arrived: async (response, _, name) => {
      while (!arrived.has(name)) await new Promise(resolve => setTimeout(resolve, 1))
      response.end()
    },
    left: (response, _, name) => json(response, left.has(name)),
    cookie: (response, { method, headers }) => {
      if (method === 'POST') response.setHeader('set-cookie', 'sid=s0; HttpOnly; Path=/')
      json(response, headers.cookie ?? 'none')
    },
    away: response => response.writeHead(307, { location: '/echo' }).end(),
  }
}

/** What is in a form: its fields, and its file by name, type and size. */
async function formOf({ headers, body }: Seen): Promise<unknown> {
  const type = headers['content-type'] ?? ''
  const form = await new Response(body, { headers: { 'content-type': type } }).formData()
  const fields: Record<string, string> = {}
  let file: unknown
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value
    else file = { name: value.name, type: value.type, size: value.size }
  }
  return { fields, file }
}
