import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type AbortControllerLike,
  type Response as Answer,
  createAbortController,
  type RequestError,
  type WireRequest,
} from '@allium/core'
import { drain } from '@allium/testing'
import * as assert from 'uvu/assert'
import {
  type FetchTransportOptions,
  fetchTransport,
  type PageDocument,
} from '../src/index'

const unhandled: unknown[] = []
process.on('unhandledRejection', reason => unhandled.push(reason))

/** After each test: no rejection went unhandled. */
export async function quiet(): Promise<void> {
  await drain()
  assert.equal(unhandled.splice(0), [], 'a rejection went unhandled')
}

/** A finished request. */
export function wireRequest(parts: Partial<WireRequest> = {}): WireRequest {
  return {
    method: 'GET',
    url: 'https://api.test/me',
    headers: {},
    body: undefined,
    responseType: 'json',
    timeout: 10_000,
    ...parts,
  }
}

/** A `fetch` made by hand, which writes down what it is told. */
export interface HandFetch {
  (url: string, init: RequestInit): Promise<Response>
  readonly calls: Array<{ readonly url: string; readonly init: RequestInit }>
}

export function handFetch(
  answer: (url: string, init: RequestInit) => Response | Promise<Response> = () =>
    new Response('{"a":1}'),
): HandFetch {
  const calls: HandFetch['calls'] = []
  const fetch = async (url: string, init: RequestInit) => {
    calls.push({ url, init })
    return answer(url, init)
  }
  return Object.assign(fetch, { calls })
}

/** A request on its way through a transport. */
export interface Flight extends Pick<AbortControllerLike, 'abort'> {
  readonly promise: Promise<Answer>
}

/** Hands one request to a new transport. */
export function fly(
  options: FetchTransportOptions = {},
  parts: Partial<WireRequest> = {},
): Flight {
  const { signal, abort } = createAbortController()
  const promise = fetchTransport(options)(wireRequest(parts), { signal, attempt: 1 })
  // The test looks at it later.
  promise.catch(() => {})
  return { promise, abort }
}

/** What the promise rejects with. */
export async function rejection<E = RequestError>(promise: Promise<unknown>): Promise<E> {
  let value: unknown
  try {
    value = await promise
  } catch (error) {
    return error as E
  }
  throw new Error(`it resolved with ${JSON.stringify(value)}`)
}

/** `pending`, `resolved` or `rejected`, as it stands after all microtasks have run. */
export async function stateOf(promise: Promise<unknown>): Promise<string> {
  let state = 'pending'
  promise.then(
    () => {
      state = 'resolved'
    },
    () => {
      state = 'rejected'
    },
  )
  await drain()
  return state
}

/** Runs with these globals, which are as they were afterwards. */
export async function withGlobals<T>(
  globals: Readonly<Record<string, unknown>>,
  run: () => Promise<T> | T,
): Promise<T> {
  const before = Object.entries(globals).map(([name, value]) => {
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, name)
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
    return [name, descriptor] as const
  })
  try {
    return await run()
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name)
      else Object.defineProperty(globalThis, name, descriptor)
    }
  }
}

/** A request as the server saw it, body read. */
export interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

export interface TestServer {
  /** `http://127.0.0.1:<port>`, without a slash. */
  readonly url: string
  /** All requests, in order of arrival of their last byte. */
  readonly seen: Seen[]
  close(): Promise<void>
}

/** Serves on an ephemeral port of 127.0.0.1. */
export async function serve(
  answer: (response: ServerResponse, seen: Seen) => void,
): Promise<TestServer> {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece)
    const { method = '', url = '', headers } = request
    const one = { method, url, headers, body: Buffer.concat(pieces) }
    seen.push(one)
    answer(response, one)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Waits until it is so, turn by turn; a test that waits in vain ends with an error. */
export async function until(isSo: () => boolean): Promise<void> {
  const givesUpAt = Date.now() + 5_000
  while (!isSo()) {
    if (Date.now() > givesUpAt) throw new Error(`waited in vain for ${isSo}`)
    await new Promise(resolve => setImmediate(resolve))
  }
}

/** A window or a document, whose events the test fires. */
export interface HandPage extends PageDocument {
  visibilityState: string
  /** How many listen. */
  readonly listeners: number
  fire(type: string, event?: object): void
}

export function handPage(): HandPage {
  let heard: Array<[type: string, listener: (event: object) => void]> = []
  return {
    visibilityState: 'visible',
    get listeners(): number {
      return heard.length
    },
    addEventListener: (type, listener) => heard.push([type, listener]),
    removeEventListener(type, listener) {
      heard = heard.filter(each => each[0] !== type || each[1] !== listener)
    },
    fire(type, event = {}) {
      for (const [each, listener] of heard) if (each === type) listener(event)
    },
  }
}
