import { type AuthErrorCode, type Credential, loginByCode } from '../src/index'
import { a, type Bench, type BenchOptions, drain } from './bench'

/** One way to a code: two requests go, get a 401, and end so. */
export interface Way {
  readonly name: string
  readonly options?: BenchOptions
  /** Happens before the two are sent. */
  readonly before?: (t: Bench) => unknown
  /** Happens while they are on the wire. */
  readonly meanwhile?: (t: Bench) => unknown
  /** What ends them. @default their 401 */
  readonly end?: (t: Bench) => unknown
  /** How many of the two end so. @default 2 */
  readonly count?: number
  /** Whether it says of itself what is not the usual. */
  readonly isUnusual?: boolean
  /** The status of the request's own answer, readable on its error. @default 401 */
  readonly status?: 'none' | 401
  /** The code or the name of the cause that they share. @default none */
  readonly cause?: string
}

const answered = (status: number, body?: unknown) => (t: Bench) =>
  t.at('/refresh').reply(status, body)

/** Refreshes by hand that fail for now. */
const failed =
  (times: number, headers = {}) =>
  async (t: Bench) => {
    for (let i = 0; i < times; i += 1) {
      t.refresh()
      await drain()
      await t.at('/refresh').reply(503, {}, headers)
    }
  }

/** What the code needs fails before anything is sent. */
const codeless = loginByCode({
  url: '/refresh',
  read: () => undefined,
  code: () => Promise.reject(new TypeError('wx.login')),
})

export const ofA: Credential = { ...a(0), subject: 'A' }

/** The codes that tell of the session, and not of a refresh. */
type SessionCode =
  | 'expired'
  | 'session-changed'
  | 'no-credential'
  | 'too-many-held'
  | 'disposed'

/** The ways to the codes of a refresh. */
export const refreshWays: Readonly<
  Record<Exclude<AuthErrorCode, SessionCode>, readonly Way[]>
> = {
  'refresh-transient': [
    { name: 'a 503', end: answered(503), cause: 'status' },
    { name: 'no login code', options: { session: codeless }, cause: 'TypeError' },
  ],
  'refresh-rejected': [
    { name: 'a 401', end: answered(401), cause: 'status' },
    {
      name: 'invalid_grant',
      end: answered(400, { error: 'invalid_grant' }),
      cause: 'status',
    },
  ],
  'refresh-timeout': [
    {
      name: 'the waiters’ limit',
      async end(t) {
        await t.clock.advance(10_000)
        await t.renew(a(1))
      },
    },
    {
      name: 'the wire’s limit, where it equals the waiters’',
      options: { session: { refreshDeadline: 10_000 } },
      end: t => t.clock.advance(10_000),
    },
  ],
  'refresh-ambiguous': [
    {
      name: 'a lost answer',
      end: t => t.at('/refresh').fail(new Error('cut')),
      cause: 'network',
    },
    {
      name: 'a lost answer that is not asked for again',
      options: { session: { whenAnswerIsLost: 'report' } },
      async before(t) {
        t.refresh()
        await drain()
        await t.at('/refresh').fail(new Error('cut'))
      },
      isUnusual: true,
      cause: 'network',
    },
  ],
  'refresh-refused': [{ name: 'a 422', end: answered(422), cause: 'status' }],
  'invalid-refresh-answer': [
    { name: 'no token', end: answered(200, {}), cause: 'Error' },
    {
      name: 'a token of another user',
      options: { kept: ofA },
      end: answered(200, { ...a(1), subject: 'B' }),
      cause: 'Error',
    },
  ],
  'refresh-loop': [
    {
      name: 'a fresh token that is refused, too',
      async end(t) {
        await t.renew(a(1))
        t.at('/a').reply(401, { of: '/a' })
        await t.at('/b').reply(401, { of: '/b' })
      },
    },
  ],
  'refresh-window': [
    {
      name: 'one refresh more than the window takes',
      options: { session: { refreshWindow: { max: 1, ms: 1_000 } } },
      async before(t) {
        t.refresh()
        await drain()
        await t.renew(a(1))
      },
    },
  ],
  'cooling-down': [
    { name: 'two failures in a row', before: failed(2), cause: 'status' },
    {
      name: 'one with Retry-After',
      before: failed(1, { 'retry-after': '9' }),
      cause: 'status',
    },
  ],
}
