import {
  type AbortSignalLike,
  type Client,
  type ClientOptions,
  type CoreEvents,
  createClient,
  type Gate,
  headers,
  query,
  type Transport,
} from '@allium/core'
import {
  type AuthEvents,
  type AuthRequestOptions,
  auth,
  createSession,
  fromBody,
  type HoldEvents,
  refreshByToken,
  type Session,
} from '@allium/middleware-auth'
import {
  drain,
  type FakeHandler,
  type FakeTransport,
  fakeTransport,
  type ManualClock,
  manualClock,
} from '@allium/testing'
import type { Entry } from '../src/entry'
import { createInspector, type Inspector } from '../src/index'
import type { Row } from '../src/row'

/** An entry, as far as a test cares. */
export type Told = Partial<Entry> & Pick<Entry, 'type' | 'at'>

/** Entries of one request of client `a`, in the order given. */
export function entries(...told: readonly Told[]): Entry[] {
  return told.map((each, index) => ({ seq: index + 1, client: 'a', id: 1, ...each }))
}

/** What `request` tells of `GET /me`. */
export function asked(at: number, more: Partial<Entry> = {}): Told {
  return { type: 'request', at, method: 'GET', url: 'https://api.test/me', ...more }
}

/** A row that was answered, but for what is said. */
export function row(parts: Partial<Row> = {}): Row {
  return {
    ...{ key: 'a:1', kind: 'request', client: 'a', id: 1, method: 'GET', path: '/me' },
    ...{ startedAt: 0, endedAt: 10, state: 'answered', status: 200 },
    ...{ spans: [], layers: [], attempts: 1, replays: 0, retries: 0 },
    ...parts,
  }
}

type ShopClient = Client<AuthRequestOptions, CoreEvents & AuthEvents & HoldEvents>

/** A shop: a session, its client with the usual layers, an inspector that watches. */
export interface Shop {
  readonly api: ShopClient
  readonly inspector: Inspector
  readonly clock: ManualClock
  readonly transport: FakeTransport
  readonly session: Session
  signIn(): Promise<void>
}

const REFRESH = '/refresh-token'

export function shop(handler: FakeHandler, slots?: number): Shop {
  const clock = manualClock(1_000)
  const transport = fakeTransport(handler)
  const session = sessionOn(clock)
  const inspector = createInspector()
  const options = { transport: slots ? gated(transport, slots) : transport, clock }
  const api = shopClient(options, session, inspector)
  inspector.watch(api)
  const signIn = () => session.signIn({ accessToken: 'a0', refreshToken: 'r0' })
  return { api, inspector, clock, transport, session, signIn }
}

function sessionOn(clock: ManualClock): Session {
  const read = fromBody({ accessToken: 'accessToken', refreshToken: 'refreshToken' })
  return createSession({ clock, ...refreshByToken({ url: REFRESH, read }) })
}

function shopClient(
  options: Pick<ClientOptions, 'transport' | 'clock'>,
  session: Session,
  inspector: Inspector,
): ShopClient {
  return createClient({ baseURL: 'https://api.test', ...options })
    .use(auth({ session }))
    .use(headers({ 'X-App': 'shop' }))
    .use(query())
    .use(inspector.layer)
}

/** Takes `a0` for expired and gives `a1`; every answer takes 20 ms of the clock. */
export function expiring(clock: () => ManualClock): FakeHandler {
  return async ({ url, headers: { authorization } }) => {
    await new Promise<void>(resolve => clock().setTimeout(resolve, 20))
    if (url.endsWith(REFRESH)) {
      return { data: { accessToken: 'a1', refreshToken: 'r1' } }
    }
    return authorization === 'Bearer a1' ? { data: { user: 'u1' } } : { status: 401 }
  }
}

/** Lets so many go at once; who is urgent goes first. */
function gated(transport: FakeTransport, slots: number): Transport {
  let taken = 0
  const queue: Array<{ readonly priority: number; go(): void }> = []
  const take = () => {
    taken += 1
    return () => {
      taken -= 1
      queue.shift()?.go()
    }
  }
  const gate: Gate = {
    enter: ({ priority, signal }: { priority: number; signal: AbortSignalLike }) => {
      if (taken < slots) return take()
      return new Promise((resolve, reject) => {
        const waiter = { priority, go: () => resolve(take()) }
        queue.push(waiter)
        queue.sort((a, b) => b.priority - a.priority)
        signal.addEventListener('abort', () => {
          queue.splice(queue.indexOf(waiter), 1)
          reject(signal.reason)
        })
      })
    },
  }
  return Object.assign((...args: Parameters<FakeTransport>) => transport(...args), {
    gate,
  })
}

/** Moves the clock on until nothing is armed any more. */
export async function settle(clock: ManualClock, ms = 10_000): Promise<void> {
  await drain()
  await clock.advance(ms)
}
