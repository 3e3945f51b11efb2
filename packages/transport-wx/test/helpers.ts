import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type AbortControllerLike,
  createAbortController,
  type RequestError,
  type Response,
  type WireRequest,
} from '@allium/core'
import { drain } from '@allium/testing'
import * as assert from 'uvu/assert'
import type { HostRequest, RequestHost, WxTransportOptions } from '../src/index'
import { wxTransport } from '../src/index'

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

/** A host made by hand, which leaves the callbacks to the test. */
export interface HandHost extends RequestHost {
  /** The options of each request. */
  readonly calls: HostRequest[]
  /** Those of the last one. */
  readonly last: HostRequest
}

export function handHost(
  request: (options: HostRequest) => unknown = () => undefined,
): HandHost {
  const calls: HostRequest[] = []
  return {
    calls,
    get last(): HostRequest {
      const last = calls[calls.length - 1]
      if (last === undefined) throw new Error('the host has not been called')
      return last
    },
    request(options) {
      calls.push(options)
      return request(options)
    },
  }
}

/** A request on its way through a transport. */
export interface Flight extends Pick<AbortControllerLike, 'abort'> {
  readonly promise: Promise<Response>
}

/** Hands one request to a new transport. */
export function fly(
  host: RequestHost | undefined,
  parts: Partial<WireRequest> = {},
  options: WxTransportOptions = {},
): Flight {
  const { signal, abort } = createAbortController()
  const transport = wxTransport({ ...options, ...(host && { host }) })
  const promise = transport(wireRequest(parts), { signal, attempt: 1 })
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

/** Runs with this global `wx`, which is gone afterwards. */
export async function withGlobalWx<T>(
  wx: unknown,
  run: () => Promise<T> | T,
): Promise<T> {
  Object.assign(globalThis, { wx })
  try {
    return await run()
  } finally {
    Reflect.deleteProperty(globalThis, 'wx')
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
