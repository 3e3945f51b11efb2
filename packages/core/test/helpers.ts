import {
  drain,
  type FakeHandler,
  type FakeTransport,
  fakeTransport,
  type ManualClock,
  manualClock,
} from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type AbortSignalLike, Signal } from '../src/abort-controller'
import { RequestContext } from '../src/context'
import { type ClientOptions, createClient } from '../src/create-client'
import type { RequestError } from '../src/errors'
import type { Client, Layer, Request, Response } from '../src/index'

const clocks: ManualClock[] = []
const unhandled: unknown[] = []
process.on('unhandledRejection', reason => unhandled.push(reason))

/** A client on a clock that stands still and a transport that opens no socket. */
export interface Bench {
  readonly client: Client
  readonly clock: ManualClock
  readonly transport: FakeTransport
}

export function bench(
  handler: FakeHandler = () => ({}),
  options: Partial<ClientOptions> = {},
): Bench {
  const clock = quietClock()
  const transport = fakeTransport(handler)
  return { client: createClient({ transport, clock, ...options }), clock, transport }
}

/** A manual clock whose timers must be gone when the test ends. */
export function quietClock(): ManualClock {
  const clock = manualClock()
  clocks.push(clock)
  return clock
}

/** A uvu suite whose every test ends in quiet: no timer armed, no rejection unhandled. */
export interface QuietSuite {
  (name: string, run: () => unknown): void
  run(): void
}

/**
 * Not a hook: uvu gives up the rest of a suite, and counts it as good, where a hook
 * throws after a test that failed, and where what a test throws is no error.
 */
export function quietSuite(name: string): QuietSuite {
  const test = suite(name)
  const add = (title: string, run: () => unknown) =>
    test(title, async () => {
      clocks.length = 0
      unhandled.length = 0
      try {
        await run()
      } catch (error) {
        await drain()
        throw error instanceof Error ? error : new Error(`it threw ${String(error)}`)
      }
      await drain()
      const pending = clocks.map(clock => clock.pending).filter(timers => timers > 0)
      assert.equal(pending, [], 'timers are left armed')
      assert.equal([...unhandled], [], 'a rejection went unhandled')
    })
  return Object.assign(add, { run: test.run })
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

/** A layer that writes down when it is entered and left. */
export function trace(log: string[], name: string): Layer {
  return async function traced(_, next) {
    log.push(`> ${name}`)
    await next()
    log.push(`< ${name}`)
  }
}

/** A promise that nobody settles. */
export function never<T = void>(): Promise<T> {
  return new Promise(() => {})
}

/** A signal made by hand, which counts its listeners. */
export interface CountingSignal extends AbortSignalLike {
  readonly counts: { added: number; removed: number; listening: number }
  abort(reason?: unknown): void
}

export function countingSignal(): CountingSignal {
  const listeners = new Set<() => void>()
  const counts = { added: 0, removed: 0, listening: 0 }
  const signal = {
    aborted: false,
    reason: undefined as unknown,
    counts,
    addEventListener(_: 'abort', listener: () => void) {
      listeners.add(listener)
      counts.added += 1
      counts.listening = listeners.size
    },
    removeEventListener(_: 'abort', listener: () => void) {
      listeners.delete(listener)
      counts.removed += 1
      counts.listening = listeners.size
    },
    abort(reason?: unknown) {
      signal.aborted = true
      signal.reason = reason
      for (const listener of [...listeners]) listener()
    },
  }
  return signal
}

/** A context as a call makes it. */
export function context(request: Partial<Request> = {}): RequestContext {
  const whole: Request = {
    method: 'GET',
    url: 'https://api.test/me',
    headers: Object.freeze({}),
    responseType: 'json',
    timeout: 10_000,
    priority: 0,
    acceptStatus: () => true,
    ...request,
  }
  return new RequestContext(whole, {}, 1, new Signal(), 0)
}

/** An answer with the parts that matter. */
export function answer(parts: Partial<Response> = {}): Response {
  const rest = { headers: {}, cookies: [], data: undefined, raw: undefined }
  return { status: 200, url: 'https://api.test/me', ...rest, ...parts }
}

/** Freezes a tree of plain values. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    for (const each of Object.values(value)) deepFreeze(each)
    Object.freeze(value)
  }
  return value
}
