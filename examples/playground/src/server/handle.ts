import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Backends } from './backends'
import { control } from './controls'
import { proxy } from './proxy'

/** What stands before the page's own server, and takes what is not the page's. */
export type Handle = (
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
) => void

/** `/p0/…` goes to that backend, `/control/…` to its controls, all else to the page. */
export function handleWith(backends: Backends): Handle {
  return (request, response, next) => {
    const url = request.url ?? ''
    const [path = ''] = url.split('?')
    const name = path.split('/')[1] ?? ''
    if (name === 'control') {
      void answerControl(backends, path, request, response)
      return
    }
    const served = Object.entries(backends.served).find(([key]) => key === name)?.[1]
    if (served === undefined) return next()
    const { server, keepsName, refreshPath, hang } = served
    const target = keepsName ? url : url.slice(name.length + 1)
    const cut = proxy(request, response, server.url, target)
    if (target.split('?')[0] === refreshPath) response.on('close', hang.take(cut))
  }
}

async function answerControl(
  backends: Backends,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    // Pages of other origins may post a form unasked, but no JSON.
    const isOurs = request.headers['content-type'] === 'application/json'
    if (request.method !== 'POST' || !isOurs) {
      return send(response, 415, { message: 'POST with JSON' })
    }
    const answer = control(backends, path, await bodyOf(request))
    if (answer === undefined) return send(response, 404, { message: 'no such control' })
    send(response, 200, answer)
  } catch (error) {
    const message = error instanceof Error ? error.message : 'it failed'
    send(response, 400, { message })
  }
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece)
  const body: unknown = JSON.parse(Buffer.concat(pieces).toString() || '{}')
  return Object(body)
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(body))
}
