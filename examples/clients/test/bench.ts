import { inspect } from 'node:util'
import {
  isRequestError,
  type RequestError,
  type Response,
  type SendOptions,
} from '@allium/core'
import { type Backend, TOKEN_PATTERN } from '@allium/example-backends'
import type { AuthError, AuthEvents, Session } from '@allium/middleware-auth'
import {
  drain,
  type EventRecorder,
  eventRecorder,
  type ManualClock,
} from '@allium/testing'
import * as assert from 'uvu/assert'
import { whenOver } from './tidy-up'
import type { WayBack } from './way-back'

/** A client and its server, whatever the backend. */
export interface Bench extends Place {
  readonly server: Backend<unknown, { readonly refreshes: number }>
  readonly session: Session
  /** What the session has announced, by way of its client. */
  readonly events: EventRecorder
  /** Asks by the client's usual method. */
  ask(url: string, query?: object): Promise<Response>
}

/** Where a client runs: a phone or a web page. */
export interface Place {
  readonly clock: ManualClock
  readonly wayBack: WayBack
  /** What the app keeps for its next start. */
  stored(): Record<string, unknown>
  /** What was on the screen; nothing on a web page. */
  shown(): string[]
}

interface Asking {
  request(options: SendOptions): Promise<Response>
  on<Name extends keyof AuthEvents>(name: Name, listener: (event: unknown) => void): void
}

/** Puts a client into its place, before its server. */
export function benchOf<
  Where extends Place,
  Server extends Bench['server'],
  Api extends Asking,
>(place: Where, server: Server, client: { api: Api; session: Session }) {
  const { api, session } = client
  whenOver(session.dispose)
  const events = eventRecorder()
  for (const name of ['refresh:start', 'refresh', 'refresh:error', 'logout'] as const) {
    api.on(name, events.on(name))
  }
  const ask = (url: string, query?: object): Promise<Response> =>
    api.request({ url, ...(query && { query }) })
  return { ...place, server, api, session, events, ask }
}

/** Asks so many times at once, each for something else. */
export function askMany({ ask }: Bench, count: number): Array<Promise<Response>> {
  const calls = Array.from({ length: count }, (_, i) => ask('/items', { i }))
  // What fails while a test waits for something else is looked at later.
  for (const call of calls) call.catch(() => {})
  return calls
}

/** The answers, where each of them is one. */
export async function answersOf(calls: Array<Promise<Response>>): Promise<Response[]> {
  const settled = await Promise.allSettled(calls)
  return settled.map(each => {
    if (each.status === 'rejected') throw each.reason
    return each.value
  })
}

/** The errors, where each of them is one of this project's. */
export async function errorsOf(calls: Array<Promise<unknown>>): Promise<RequestError[]> {
  const settled = await Promise.allSettled(calls)
  return settled.map(each => {
    assert.is(each.status, 'rejected')
    const { reason } = each as PromiseRejectedResult
    assert.ok(isRequestError(reason), `not typed: ${reason}`)
    return reason
  })
}

/** The one error of a call. */
export async function errorOf(call: Promise<unknown>): Promise<AuthError> {
  const [error] = await errorsOf([call])
  return error as AuthError
}

/** How often each value comes: `{ 'refresh-rejected': 20 }`. */
export function tally(values: readonly unknown[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) counts[`${value}`] = (counts[`${value}`] ?? 0) + 1
  return counts
}

/** Lets a minute pass: whatever is shown, held or planned has gone, and no timer is left. */
export async function rest({ clock }: Pick<Bench, 'clock'>): Promise<void> {
  await drain()
  await clock.advance(60_000)
  assert.is(clock.pending, 0, 'a timer is left')
}

/** Whatever may be printed or logged holds no token. */
export function assertNoToken(...told: readonly unknown[]): void {
  for (const each of told) {
    const texts = [String(each), inspect(each, { depth: 9 }), JSON.stringify(each)]
    for (const text of texts) assert.not.match(text ?? '', TOKEN_PATTERN)
  }
}
