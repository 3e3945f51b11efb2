import {
  type Client,
  type ClientOptions,
  createClient,
  type LayerLike,
  type Nothing,
  readBody,
  type Shape,
  type Transport,
} from '@allium/core'
import {
  drain,
  type FakeHandler,
  type FakeTransport,
  fakeTransport,
  type ManualClock,
  manualClock,
} from '@allium/testing'
import axios, {
  type AxiosError,
  type AxiosInstance,
  type CreateAxiosDefaults,
} from 'axios'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type AlliumAdapterOptions, alliumAdapter } from '../src/index'

export const ORIGIN = 'https://api.test'

const clocks: ManualClock[] = []
const unhandled: unknown[] = []
process.on('unhandledRejection', reason => unhandled.push(reason))

/** The adapter with axios given, and without: what axios users expect holds for both. */
export const forms: ReadonlyArray<[name: string, options: AlliumAdapterOptions]> = [
  ['with axios', { axios }],
  ['without axios', {}],
]

/** An axios instance over a client whose transport opens no socket. */
export interface Bench {
  readonly api: AxiosInstance
  readonly client: Client
  readonly clock: ManualClock
  /** The requests as they went to the wire. */
  readonly calls: FakeTransport['calls']
}

export interface BenchOptions {
  /** Shared with what else keeps time in the test. @default one of its own */
  readonly clock?: ManualClock
  readonly layers?: ReadonlyArray<LayerLike<never, object, Shape>>
  readonly client?: Partial<ClientOptions>
  readonly adapter?: AlliumAdapterOptions
  readonly axios?: CreateAxiosDefaults
}

/** The handler's `data` is the text or the bytes on the wire, as a server sends them. */
export function bench(
  handler: FakeHandler = () => ({}),
  options: BenchOptions = {},
): Bench {
  const { clock = quietClock() } = options
  const fake = fakeTransport(handler)
  let client: Client<Nothing> = createClient({
    transport: onWire(fake),
    clock,
    baseURL: ORIGIN,
    ...options.client,
  })
  for (const layer of options.layers ?? []) client = client.use(layer as never)
  const adapter = alliumAdapter(client, options.adapter ?? { axios })
  const api = axios.create({ ...options.axios, adapter })
  return { api, client, clock, calls: fake.calls }
}

/** Reads bodies by the rule of all transports. */
export function onWire(fake: FakeTransport): Transport {
  return async (request, wire) =>
    readBody(request, await fake(request, wire), wire.attempt)
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

/** Not a hook: uvu gives up the rest of a suite where a hook throws. */
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
export async function rejection<E = AxiosError>(promise: Promise<unknown>): Promise<E> {
  let value: unknown
  try {
    value = await promise
  } catch (error) {
    return error as E
  }
  throw new Error(`it resolved with ${JSON.stringify(value)}`)
}

/** A promise that nobody settles. */
export function never<T = never>(): Promise<T> {
  return new Promise(() => {})
}
