import { isRequestError, RequestError } from '@allium/core'
import * as assert from 'uvu/assert'
import {
  AuthError,
  type AuthErrorCode,
  auth,
  createSession,
  isAuthError,
  type SessionOptions,
} from '../src/index'
import { a, type Bench, type BenchOptions, b, bench, contract, drain, p0 } from './bench'

const test = contract('errors')

interface Path {
  readonly code: AuthErrorCode
  readonly by: string
  readonly options?: BenchOptions
  readonly end: (t: Bench) => unknown
  readonly retryable: boolean
  readonly sessionEnded: boolean
  /** The status of the answer on the error; that of the 401 by default. */
  readonly status?: number | undefined
}

/** The paths of `refresh-window` and `cooling-down` are in outcome.test: F04, C04. */
const ways: readonly Path[] = [
  {
    code: 'expired',
    by: 'a verdict that the session is over',
    options: { auth: { classify: () => 'rejected' } },
    end: () => {},
    retryable: false,
    sessionEnded: true,
  },
  {
    code: 'refresh-transient',
    by: 'a refresh that fails for now',
    end: t => t.at('/refresh').reply(503),
    retryable: true,
    sessionEnded: false,
  },
  {
    code: 'refresh-rejected',
    by: 'a refresh that is refused',
    end: t => t.at('/refresh').reply(403),
    retryable: false,
    sessionEnded: true,
  },
  {
    code: 'refresh-timeout',
    by: 'a refresh that takes too long',
    end: async t => {
      await t.clock.advance(10_000)
      await t.renew(a(1))
    },
    retryable: true,
    sessionEnded: false,
  },
  {
    code: 'refresh-ambiguous',
    by: 'a refresh whose answer is lost',
    end: t => t.at('/refresh').fail(new Error('cut')),
    retryable: true,
    sessionEnded: false,
  },
  {
    code: 'refresh-refused',
    by: 'a refresh that is not understood',
    end: t => t.at('/refresh').reply(422),
    retryable: false,
    sessionEnded: false,
  },
  {
    code: 'invalid-refresh-answer',
    by: 'an answer without a token',
    end: t => t.at('/refresh').reply(200, {}),
    retryable: true,
    sessionEnded: false,
  },
  {
    code: 'refresh-loop',
    by: 'a fresh credential that is called expired',
    end: async t => {
      await t.renew(a(1))
      await t.at('/a').reply(401)
    },
    retryable: false,
    sessionEnded: false,
  },
  {
    code: 'session-changed',
    by: 'a switch of the user',
    end: t => t.session.signIn(b(0)),
    retryable: false,
    sessionEnded: true,
  },
  {
    code: 'no-credential',
    by: 'an expired token with nothing to renew it',
    options: { kept: { accessToken: 'a0.secret' } },
    end: () => {},
    retryable: false,
    sessionEnded: true,
  },
  {
    code: 'disposed',
    by: 'a session that is disposed of',
    end: t => t.session.dispose(),
    retryable: false,
    sessionEnded: true,
  },
]

for (const { code, by, options = {}, end, retryable, sessionEnded } of ways) {
  test(`N01 ${code}: ${by}`, async () => {
    const t = bench(options)
    const [call] = await t.expire('/a')
    await end(t)
    await drain()
    const error = call?.error as AuthError
    assert.instance(error, AuthError)
    assert.instance(error, RequestError)
    assert.ok(isAuthError(error))
    assert.ok(isRequestError(error))
    assert.is(error.name, 'AuthError')
    assert.is(error.code, code)
    assert.is(error.retryable, retryable)
    assert.is(error.sessionEnded, sessionEnded)
    assert.match(error.message, /^GET \/a: \S+/)
    assert.is(error.response?.status, 401)
    assert.equal(error.toJSON(), {
      name: 'AuthError',
      code,
      message: error.message,
      method: 'GET',
      url: 'https://api.test/a',
      status: 401,
      attempt: code === 'refresh-loop' ? 2 : 1,
      retryable,
      sessionEnded,
    })
  })
}

test('N01 too-many-held: one request more than may wait', async () => {
  const t = bench({ session: { maxHeld: 1 } })
  const [, over] = await t.expire('/a', '/b')
  assert.is(over?.error.code, 'too-many-held')
  assert.is(over?.error.retryable, true)
  assert.is(over?.error.sessionEnded, false)
  await t.renew(a(1))
  await t.at('/a').reply(200)
})

test('N01 no-credential: a refresh by hand where nobody is signed in', async () => {
  const t = bench({ kept: undefined })
  const call = t.refresh()
  await drain()
  assert.is(call.error.code, 'no-credential')
  assert.is(call.error.retryable, false)
  assert.match(call.error.message, 'there is no credential')
  assert.equal(t.log, ['! refresh() no-credential'])
})

test('N01 refresh-transient: a session that no client has', async () => {
  const session = createSession({ refresh: p0, clock: bench().clock })
  session.signIn(a(0))
  const error = await session.refresh().catch(thrown => thrown)
  assert.is(error.code, 'refresh-transient')
  const words = 'POST /refresh: no client has this session'
  assert.is(error.message, `REFRESH session: ${words}`)
  assert.is(error.cause.message, words)
  assert.is(error.cause.code, 'invalid')
  assert.is(error.cause.sent, false)
})

test('N01 an error is known by its brand, from another copy of the package', () => {
  const error = new AuthError('expired', { request: { method: 'GET', url: '/a' } })
  const foreign = Object.assign(Object.create(null), { name: 'AuthError' })
  foreign[Symbol.for('@allium/RequestError')] = true
  assert.ok(isAuthError(error))
  assert.ok(isAuthError(foreign))
  const facts = { request: { method: 'GET', url: '/a' }, message: 'm' }
  for (const other of [
    new RequestError('network', facts),
    new Error('x'),
    null,
    'expired',
  ]) {
    assert.not.ok(isAuthError(other))
  }
})

/** What a code says by itself, where nothing else is known. */
const says: Readonly<Record<AuthErrorCode, readonly [words: RegExp, kind?: string]>> = {
  expired: [/the session has expired; sign in again/, 'final'],
  'refresh-transient': [/the refresh failed for now; the session is kept/, 'passing'],
  'refresh-rejected': [/the refresh was rejected, and the session has ended/, 'final'],
  'refresh-timeout': [/the refresh took too long; the session is kept/, 'passing'],
  'refresh-ambiguous': [/the answer to the refresh was lost; the session/, 'passing'],
  'refresh-refused': [/the server did not understand the refresh; check the `refresh`/],
  'invalid-refresh-answer': [/answered without a usable credential/, 'passing'],
  'refresh-loop': [/refused again with a fresh credential; the server may not/],
  'refresh-window': [/too many refreshes in a short time/, 'passing'],
  'cooling-down': [/has just failed; the next is not tried yet/, 'passing'],
  'session-changed': [/the session it belonged to is over/, 'final'],
  'no-credential': [/there is no credential to send or to refresh/],
  'too-many-held': [/too many requests wait for the refresh/, 'passing'],
  disposed: [/the session has been disposed of/, 'final'],
}

for (const [code, [words, kind]] of Object.entries(says)) {
  test(`N01 ${code} says by itself what happened, and ${kind ?? 'neither passing nor final'}`, () => {
    const request = { method: 'GET', url: '/a' }
    const error = new AuthError(code as AuthErrorCode, { request })
    assert.match(error.message, words)
    assert.equal(
      [error.retryable, error.sessionEnded],
      [kind === 'passing', kind === 'final'],
    )
  })
}

test('N01 what is known may overrule what the code says', () => {
  const request = { method: 'GET', url: '/a' }
  const error = new AuthError('expired', {
    request,
    retryable: true,
    sessionEnded: false,
  })
  assert.is(error.retryable, true)
  assert.is(error.sessionEnded, false)
  assert.is(error.attempt, 1)
})

test('N02 each waiter has its own error, the cause is shared, the 401 is readable', async () => {
  const t = bench()
  const calls = [t.get('/a'), t.get('/b')]
  await drain()
  t.at('/a').reply(401, { of: 'a' })
  await t.at('/b').reply(401, { of: 'b' })
  const unsent = t.get('/c')
  const byHand = t.refresh()
  await drain()
  await t.at('/refresh').reply(503, { msg: 'busy' })
  const errors = [...calls, unsent, byHand].map(({ error }) => error)
  assert.is(new Set(errors).size, 4)
  const causes = new Set(errors.map(({ cause }) => cause))
  assert.is(causes.size, 1)
  const [cause] = causes as Set<RequestError>
  assert.instance(cause, RequestError)
  assert.is(cause?.response?.status, 503)
  assert.equal(
    errors.map(({ response }) => response?.data),
    [{ of: 'a' }, { of: 'b' }, undefined, undefined],
  )
  assert.equal(
    errors.map(({ request }) => `${request.method} ${request.url}`),
    [
      'GET https://api.test/a',
      'GET https://api.test/b',
      'GET https://api.test/c',
      'REFRESH session',
    ],
  )
})

test('N02 so it is when the session ends', async () => {
  const t = bench()
  const calls = await t.expire('/a', '/b')
  await t.at('/refresh').reply(401)
  const [first, second] = calls.map(({ error }) => error) as [AuthError, AuthError]
  assert.is.not(first, second)
  assert.is(first.cause, second.cause)
  assert.is((first.cause as RequestError).response?.status, 401)
})

const refresh = p0
const wrongSessions: ReadonlyArray<[string, unknown, RegExp]> = [
  ['nothing', undefined, /takes an object/],
  ['no refresh', {}, /needs the option `refresh`/],
  ['a refresh that is none', { refresh: 'x' }, /`refresh` must be a function/],
  [
    'an unknown option',
    { refresh, refreshtimeout: 1 },
    /knows no option `refreshtimeout`/,
  ],
  [
    'a storage that cannot save',
    { refresh, storage: { load() {}, clear() {} } },
    /`storage` must be an object with `load`, `save` and `clear`/,
  ],
  ['no storage', { refresh, storage: null }, /`storage`/],
  ['a time of zero', { refresh, refreshTimeout: 0 }, /a number of ms above 0/],
  [
    'a time that no timer keeps',
    { refresh, refreshDeadline: 2 ** 31 },
    /`refreshDeadline`/,
  ],
  ['a time that is text', { refresh, storageTimeout: '1s' }, /`storageTimeout`/],
  ['half a request', { refresh, maxHeld: 0.5 }, /a whole number above 0/],
  ['none at all', { refresh, maxHeld: 0 }, /a whole number above 0/],
  ['origins that are no list', { refresh, origins: 'https://a.test' }, /list of origins/],
  [
    'an origin with a path',
    { refresh, origins: ['https://a.test/x'] },
    /list of origins/,
  ],
  [
    'an origin with a path, behind one without',
    { refresh, origins: ['https://a.test', 'https://b.test/x'] },
    /list of origins/,
  ],
  [
    'an origin with its default port',
    { refresh, origins: ['https://a.test:443'] },
    /origins/,
  ],
  ['a clock that is none', { refresh, clock: {} }, /a clock/],
  ['no clock', { refresh, clock: null }, /a clock/],
  ['a switch that is text', { refresh, fromNothing: 'yes' }, /true or false/],
  ['an onFault that is none', { refresh, onFault: 1 }, /`onFault`/],
  ['an isRejected that is none', { refresh, isRejected: 401 }, /`isRejected`/],
]

for (const [name, options, message] of wrongSessions) {
  test(`createSession refuses ${name}`, () => {
    assert.throws(
      () => createSession(options as SessionOptions),
      (error: Error) => error instanceof TypeError && message.test(error.message),
    )
  })
}

const { session } = bench()
const wrongLayers: ReadonlyArray<[string, unknown, RegExp]> = [
  ['nothing', undefined, /^\[auth\] takes an object/],
  ['no session', {}, /needs the option `session`/],
  ['a session of another kind', { session: {} }, /made by `createSession`/],
  ['an authenticator that is none', { session, authenticator: {} }, /an authenticator/],
  ['no authenticator', { session, authenticator: null }, /an authenticator/],
  ['a classifier that is none', { session, classify: 401 }, /`classify`/],
  ['no replay at all', { session, maxReplays: 0 }, /a whole number above 0/],
  ['half a replay', { session, maxReplays: 1.5 }, /a whole number above 0/],
]

for (const [name, options, message] of wrongLayers) {
  test(`auth refuses ${name}`, () => {
    assert.throws(
      () => auth(options as never),
      (error: Error) => error instanceof TypeError && message.test(error.message),
    )
  })
}

test('signIn refuses what is no credential, and the session stays', async () => {
  const t = bench()
  for (const wrong of [undefined, null, {}, { accessToken: '' }, { accessToken: 5 }]) {
    assert.throws(() => t.session.signIn(wrong as never), /takes a credential/)
  }
  assert.equal(t.session.credential(), a(0))
  assert.equal(t.log, [])
})

test('a session without timers is refused when it is made', () => {
  const { setTimeout } = globalThis
  Object.assign(globalThis, { setTimeout: undefined })
  try {
    assert.throws(() => createSession({ refresh }), /needs timers/)
  } finally {
    Object.assign(globalThis, { setTimeout })
  }
})

test('a session needs no more than a refresh', async () => {
  const lone = createSession({ refresh: () => a(1) })
  lone.on('refresh', () => {
    throw new Error('nobody is told')
  })
  await lone.signIn(a(0))
  await lone.refresh()
  assert.equal(lone.credential(), { ...a(1), expiresAt: undefined })
  await lone.signOut()
  assert.is(lone.credential(), undefined)
  lone.dispose()
})

test('L02 what ended with its session is moot; what ended the session is to be said', () => {
  const request = { method: 'GET', url: '/a' }
  const moot = (code: AuthErrorCode, facts = {}) =>
    new AuthError(code, { request, ...facts }).moot
  assert.ok(moot('expired') && moot('session-changed') && moot('disposed'))
  assert.ok(moot('no-credential', { sessionEnded: true }))
  assert.not(moot('no-credential'))
  assert.not(moot('refresh-rejected'))
  assert.not(moot('refresh-transient'))
})

test.run()
