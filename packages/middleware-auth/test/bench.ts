import { inspect } from 'node:util'
import {
  type AbortSignalLike,
  type Call,
  type Client,
  type ClientOptions,
  type CoreEvents,
  createClient,
  type Gate,
  type Layer,
  type RequestOptions,
  type Response,
  type SendOptions,
  type WireRequest,
} from '@allium/core'
import {
  type Deferred,
  deferred,
  drain,
  type EventRecorder,
  eventRecorder,
  type ManualClock,
  manualClock,
} from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { engineOf } from '../src/create-session'
import {
  type AuthError,
  type AuthEvents,
  type AuthOptions,
  type AuthRequestOptions,
  auth,
  type Credential,
  type CredentialStorage,
  createSession,
  type HoldEvents,
  type RefreshHook,
  type Session,
  type SessionOptions,
} from '../src/index'
import type { SessionEngine } from '../src/session-parts'

/** Where the tokens may go. */
export const ORIGIN = 'https://api.test'

/** The credentials of the user A; their texts are found wherever they leak to. */
export function a(n: number): Credential {
  return { accessToken: `a${n}.secret`, refreshToken: `r${n}.secret` }
}

/** Those of the user B. */
export function b(n: number): Credential {
  return { accessToken: `b${n}.secret`, refreshToken: `s${n}.secret` }
}

/** One call of the transport; it is answered by the test, or never. */
export interface Exchange {
  readonly request: WireRequest
  readonly path: string
  /** The access token it was signed with, in short; `-` for none. */
  readonly token: string
  readonly attempt: number
  readonly signal: AbortSignalLike
  /** Answers at once; what it returns lets everything run that waited for the answer. */
  reply(
    status: number,
    data?: unknown,
    headers?: Record<string, string>,
    cookies?: readonly string[],
  ): Promise<void>
  fail(error: unknown): Promise<void>
}

/** A caller's request, and what became of it. */
export interface Tracked {
  readonly name: string
  readonly call: Call
  readonly state: 'pending' | 'resolved' | 'rejected'
  readonly response: Response
  readonly error: AuthError
}

/** A storage whose next operations fail or wait as the test says. */
export interface ScriptedStorage extends CredentialStorage {
  readonly kept: unknown
  readonly loads: number
  /** The next operation of this name does this before it takes effect; it may throw. */
  next(name: 'load' | 'save' | 'clear', act: () => unknown): void
  /** The next operation of this name takes effect, and ends, when the test says so. */
  hold(name: 'load' | 'save' | 'clear'): Deferred<void>
}

/** A caller's signal, which counts its listeners. */
export interface CallerSignal extends AbortSignalLike {
  readonly listening: number
  abort(reason?: unknown): void
}

export type AuthClient = Client<AuthRequestOptions, CoreEvents & AuthEvents & HoldEvents>
type CallOptions = RequestOptions & AuthRequestOptions

export interface BenchOptions {
  /** What the storage holds at the start. @default a(0) */
  readonly kept?: unknown
  readonly session?: Partial<SessionOptions>
  readonly client?: Partial<ClientOptions>
  /** The host's slots. @default as many as are wanted */
  readonly gate?: () => Gate
  readonly auth?: Partial<AuthOptions>
  readonly outside?: readonly Layer[]
  readonly inside?: readonly Layer[]
}

export interface Bench {
  readonly clock: ManualClock
  readonly session: Session
  readonly client: AuthClient
  readonly storage: ScriptedStorage
  /** All that the session announced. */
  readonly events: EventRecorder
  /** Everything in its order: sendings, writes, events, ends of calls. */
  readonly log: string[]
  readonly wire: readonly Exchange[]
  readonly faults: readonly unknown[]
  readonly held: number
  /** The last exchange with this path. */
  at(path: string): Exchange
  all(path: string): readonly Exchange[]
  get(url: string, options?: CallOptions): Tracked
  post(url: string, data?: unknown, options?: CallOptions): Tracked
  request(options: SendOptions & AuthRequestOptions, by?: AuthClient): Tracked
  /** A refresh by hand, as a call of its own. */
  refresh(): Tracked
  signal(): CallerSignal
  /** Another client of this or another session, on the same wire. */
  clientOf(options?: BenchOptions, session?: Session): AuthClient
  /** Requests that have got their 401 and wait for the refresh that is on the wire. */
  expire(...paths: string[]): Promise<readonly Tracked[]>
  /** Answers the last refresh. */
  renew(credential: Partial<Credential>): Promise<void>
}

/** The refresh of P0: it sends the old access token along. */
export const p0: RefreshHook = async ({ credential, send }) => {
  const { data } = await send<Credential>({
    method: 'POST',
    url: '/refresh',
    headers: { authorization: `Bearer ${credential.accessToken}` },
    data: { refreshToken: credential.refreshToken },
  })
  return data
}

const benches: Array<() => void> = []
const unhandled: unknown[] = []
process.on('unhandledRejection', reason => unhandled.push(reason))

/**
 * After every test: nothing is held, armed, listened to, pending or unhandled, and no
 * secret stands where it does not belong.
 */
async function closing(): Promise<void> {
  await drain()
  const checks = benches.splice(0)
  assert.equal(unhandled.splice(0), [], 'a rejection went unhandled')
  for (const check of checks) check()
}

const short = (token: unknown): string => String(token).replace('.secret', '')

export function bench(options: BenchOptions = {}): Bench {
  const clock = manualClock()
  const log: string[] = []
  const wire: Exchange[] = []
  const faults: unknown[] = []
  const calls: Tracked[] = []
  const signals: CallerSignal[] = []
  const events = eventRecorder()
  const heard: unknown[] = []
  const storage = scriptedStorage(log, 'kept' in options ? options.kept : a(0))

  const send: ClientOptions['transport'] = (request, { signal, attempt }) => {
    const answer = deferred<Response>()
    const token = short(request.headers.authorization?.replace('Bearer ', '') ?? '-')
    const path = request.url.replace(ORIGIN, '')
    const body = request.body as string | undefined
    const spent = path === '/refresh' ? short(JSON.parse(body ?? '{}').refreshToken) : ''
    log.push(`> ${request.method} ${path} ${spent || token}`)
    wire.push({
      request,
      path,
      token,
      attempt,
      signal,
      reply(status, data, headers = {}, cookies = []) {
        const rest = { cookies, url: request.url, raw: undefined }
        answer.resolve({ status, data, headers, ...rest })
        return drain()
      },
      fail(error) {
        answer.reject(error)
        return drain()
      },
    })
    return answer.promise
  }
  const transport = Object.assign(send, { gate: options.gate?.() })

  const session = createSession({
    refresh: p0,
    storage,
    clock,
    onFault: fault => faults.push(fault),
    ...options.session,
  })
  session.on('refresh:start', () => log.push('refresh:start'))
  session.on('refresh', () => log.push('refresh'))
  session.on('refresh:error', ({ outcome }) => log.push(`refresh:error ${outcome}`))
  session.on('logout', ({ reason }) => log.push(`logout ${reason}`))
  const names = ['refresh:start', 'refresh', 'refresh:error', 'logout'] as const
  for (const name of names) session.on(name, events.on(name))

  function clientOf(more: BenchOptions = options, of: Session = session): AuthClient {
    const base = createClient({ transport, clock, baseURL: ORIGIN, ...more.client })
    for (const name of ['request', 'attempt', 'response', 'error'] as const) {
      base.on(name, payload => heard.push(payload))
    }
    const outer = (more.outside ?? []).reduce((client, layer) => client.use(layer), base)
    const whole = outer.use(auth({ session: of, ...more.auth }))
    return (more.inside ?? []).reduce((client, layer) => client.use(layer), whole)
  }
  const client = clientOf()

  function track<Value>(name: string, call: Promise<Value>): Tracked {
    const tracked = { name, call, state: 'pending' } as unknown as {
      -readonly [Key in keyof Tracked]: Tracked[Key]
    }
    calls.push(tracked)
    call.then(
      value => {
        tracked.state = 'resolved'
        tracked.response = value as Response
        log.push(`= ${name} ${(value as Response | undefined)?.status ?? 'done'}`)
      },
      error => {
        tracked.state = 'rejected'
        tracked.error = error
        log.push(`! ${name} ${error?.code ?? error}`)
      },
    )
    return tracked
  }

  const request: Bench['request'] = (options, by = client) =>
    track(options.url, by.request(options))

  benches.push(() => {
    const pending = calls.filter(({ state }) => state === 'pending')
    assert.equal(
      pending.map(({ name }) => name),
      [],
      'promises never settled',
    )
    assert.is(heldBy(session), 0, 'requests are still held')
    assert.is(clock.pending, 0, 'timers are left armed')
    const listening = signals.map(signal => signal.listening)
    assert.equal(
      listening,
      listening.map(() => 0),
      'listeners are left on callers’ signals',
    )
    for (const { error } of calls) if (error !== undefined) assertClean(error)
    for (const told of [...events.log, ...heard, ...faults]) assertClean(told)
    for (const { request } of wire) assertContained(request)
  })

  return {
    clock,
    session,
    client,
    storage,
    events,
    log,
    wire,
    faults,
    get held() {
      return heldBy(session)
    },
    at(path) {
      const found = wire.filter(each => each.path === path).pop()
      if (found === undefined) throw new Error(`nothing was sent to ${path}: ${log}`)
      return found
    },
    all: path => wire.filter(each => each.path === path),
    get: (url, options) => request({ ...options, url }),
    post: (url, data, options) => request({ ...options, method: 'POST', url, data }),
    request,
    refresh: () => track('refresh()', session.refresh()),
    signal() {
      const signal = callerSignal()
      signals.push(signal)
      return signal
    },
    clientOf,
    async expire(...paths) {
      const calls = paths.map(url => request({ url }))
      await drain()
      for (const path of paths) this.at(path).reply(401)
      await drain()
      return calls
    },
    renew(credential) {
      return this.at('/refresh').reply(200, credential)
    },
  }
}

/** What stands behind a session. */
export function engineIn(session: Session): SessionEngine {
  return engineOf(session) as SessionEngine
}

/** How many requests a session holds. */
export function heldBy(session: Session): number {
  const { held, lane } = engineIn(session)
  return held.size() + (lane?.size() ?? 0)
}

function scriptedStorage(log: string[], atStart: unknown): ScriptedStorage {
  let kept = atStart
  let loads = 0
  const plans: Record<string, Array<() => unknown>> = { load: [], save: [], clear: [] }
  const act = (name: string, effect: () => unknown): unknown => {
    const result = plans[name]?.shift()?.()
    return result instanceof Promise ? result.then(effect) : effect()
  }
  return {
    get kept() {
      return kept
    },
    get loads() {
      return loads
    },
    load() {
      loads += 1
      // A read that ends late tells what stood there when it began.
      const seen = kept
      return act('load', () => seen)
    },
    save(credential) {
      log.push(`save ${short(credential.accessToken)}`)
      return act('save', () => {
        kept = credential
      })
    },
    clear() {
      log.push('clear')
      return act('clear', () => {
        kept = undefined
      })
    },
    next(name, plan) {
      plans[name]?.push(plan)
    },
    hold(name) {
      const gate = deferred()
      plans[name]?.push(() => gate.promise)
      return gate
    },
  }
}

function callerSignal(): CallerSignal {
  const listeners = new Set<() => void>()
  let reason: unknown
  let aborted = false
  return {
    get aborted() {
      return aborted
    },
    get reason() {
      return reason
    },
    get listening() {
      return listeners.size
    },
    addEventListener: (_, listener) => void listeners.add(listener),
    removeEventListener: (_, listener) => void listeners.delete(listener),
    abort(why) {
      aborted = true
      reason = why
      for (const listener of [...listeners]) listener()
    },
  }
}

/** In every form that a log or a console may give it, with all that stands behind it. */
export function written(thing: unknown): string {
  const forms = [String(thing), JSON.stringify(thing), inspect(thing, { depth: null })]
  if (thing instanceof Error) {
    const { message, stack, cause } = thing as Error & { readonly cause?: unknown }
    forms.push(message, String(stack), Object.values(thing).map(String).join())
    if (cause !== undefined) forms.push(written(cause))
  }
  return forms.join('\n')
}

function assertClean(thing: unknown): void {
  assert.not.match(written(thing), /\.secret/, 'a secret is told')
}

/** Refresh tokens go to the refresh endpoint and nowhere else, access tokens home. */
function assertContained({ url, headers, body }: WireRequest): void {
  const text = JSON.stringify({ url, headers, body })
  const isHome = new URL(url).origin === ORIGIN
  if (url !== `${ORIGIN}/refresh`) assert.not.match(text, /[rs]\d+\.secret/, url)
  if (!isHome) assert.not.match(text, /\.secret/, url)
}

/** Lets so many microtasks pass, and no more. */
export async function ticks(count: number): Promise<void> {
  for (let tick = 0; tick < count; tick += 1) await undefined
}

/** The same shuffle on every run. */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const result = [...items]
  let state = seed
  for (let at = result.length - 1; at > 0; at -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const to = state % (at + 1)
    const item = result[at] as Item
    result[at] = result[to] as Item
    result[to] = item
  }
  return result
}

/** Freezes a tree of plain values. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) deepFreeze(each)
    Object.freeze(value)
  }
  return value
}

/** `0`, `1`, … as paths. */
export function paths(count: number, prefix = '/n'): string[] {
  return Array.from({ length: count }, (_, n) => `${prefix}${n}`)
}

export { drain }

/** A uvu suite whose every test ends with the closing assertions. */
export interface Contract {
  (sentence: string, check: () => unknown): void
  run(): void
}

/**
 * Not `after.each`: where a test and its `after.each` both throw, uvu drops the rest of
 * the suite and exits with 0.
 */
export function contract(name: string): Contract {
  const test = suite(name)
  const checked = (sentence: string, check: () => unknown) =>
    test(sentence, async () => {
      try {
        await check()
      } catch (error) {
        await drain()
        benches.length = 0
        unhandled.length = 0
        throw error
      }
      await closing()
    })
  return Object.assign(checked, { run: () => test.run() })
}
