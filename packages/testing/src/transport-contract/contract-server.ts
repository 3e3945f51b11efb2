import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A place where nobody listens. No system gives this port to a server that asks for any, as
 * it may give one that was free a moment ago; and no browser refuses to go there.
 */
export const NOBODY = 'http://127.0.0.1:4'

/** A request as the server saw it, body read. */
export interface Seen {
  readonly method: string
  /** Path and query, as they stood on the wire. */
  readonly target: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** Answers a request, now or later or never. */
export type Answering = (response: ServerResponse, seen: Seen, index: number) => void

/** A server on an ephemeral port of 127.0.0.1. */
export interface ContractServer {
  /** `http://127.0.0.1:<port>`, without a slash. */
  readonly url: string
  /** The requests whose last byte has come, in that order. */
  readonly seen: Seen[]
  /** How many requests have begun to arrive. */
  readonly arrived: number
  /** How many of them lost their connection before the answer was over. */
  readonly left: number
  close(): Promise<void>
}

/** Serves until it is closed, and closes all connections then. */
export async function contractServer(answer: Answering): Promise<ContractServer> {
  const seen: Seen[] = []
  let arrived = 0
  let left = 0
  const server = createServer(async (request, response) => {
    arrived += 1
    response.on('close', () => {
      if (!response.writableFinished) left += 1
    })
    const body = await bodyOf(request)
    if (body === undefined) return
    const { method = '', url = '', headers } = request
    const one = { method, target: url, headers, body }
    answer(response, one, seen.push(one) - 1)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    get arrived(): number {
      return arrived
    },
    get left(): number {
      return left
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** `undefined` where the client went away before its last byte. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const pieces: Buffer[] = []
  try {
    for await (const piece of request) pieces.push(piece)
    return Buffer.concat(pieces)
  } catch {
    return undefined
  }
}
