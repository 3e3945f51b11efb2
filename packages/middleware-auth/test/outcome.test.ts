import { RequestError, type RequestErrorCode } from '@allium/core'
import * as assert from 'uvu/assert'
import {
  type AuthErrorCode,
  anyClientError,
  type Credential,
  type RefreshHook,
  type RefreshOutcome,
  type SessionOptions,
} from '../src/index'
import { restraintOn } from '../src/restraint'
import { unknownSession } from '../src/session-state'
import { a, type Bench, b, bench, contract, drain, p0 } from './bench'

const test = contract('the outcome of the flight')

const request = { method: 'POST', url: 'https://api.test/refresh' }
const noAnswer = (code: RequestErrorCode, sent: boolean) =>
  new RequestError(code, { request, message: code, sent })

/** A hook that catches what `send` rejects with, and throws its own. */
const rethrowing: RefreshHook = async input => {
  try {
    return await p0(input)
  } catch {
    throw new Error('the refresh did not work')
  }
}
/** One that catches, and has nothing. */
const silent: RefreshHook = async input => {
  try {
    return await p0(input)
  } catch {
    return undefined as never
  }
}
const throwing: RefreshHook = async input => {
  const answer = (await p0(input)) as unknown as { data: { deep: Credential } }
  return answer.data.deep
}

interface Row {
  readonly name: string
  readonly end: (t: Bench) => Promise<void>
  readonly outcome: RefreshOutcome
  readonly code: AuthErrorCode
  readonly session?: Partial<SessionOptions>
  readonly client?: { readonly acceptStatus: () => boolean }
}

const answers = (
  outcome: RefreshOutcome,
  code: AuthErrorCode,
  ...statuses: Array<number | [number, unknown]>
): Row[] =>
  statuses.map(each => {
    const [status, body] = Array.isArray(each) ? each : [each, { error: 'other' }]
    return {
      name: `the answer ${status} ${JSON.stringify(body)}`,
      end: t => t.at('/refresh').reply(status, body),
      outcome,
      code,
    }
  })

const failures = (
  outcome: RefreshOutcome,
  code: AuthErrorCode,
  sent: boolean,
  ...codes: RequestErrorCode[]
): Row[] =>
  codes.map(each => ({
    name: `${each}, ${sent ? 'perhaps' : 'surely not'} sent`,
    end: t => t.at('/refresh').fail(noAnswer(each, sent)),
    outcome,
    code,
  }))

const rejected: Row[] = answers(
  'rejected',
  'refresh-rejected',
  401,
  403,
  [401, '<html>'],
  [400, { error: 'invalid_grant' }],
)
const transient: Row[] = [
  ...answers('transient', 'refresh-transient', 408, 425, 429, 500, 502, 503, 504, 599),
  ...failures(
    'transient',
    'refresh-transient',
    false,
    'offline',
    'domain',
    'tls',
    'network',
    'invalid',
  ),
]
const refused: Row[] = answers(
  'refused',
  'refresh-refused',
  400,
  404,
  405,
  422,
  [400, { error: 'invalid_request' }],
  [400, { error: 'unsupported_grant_type' }],
  [400, 'invalid_grant'],
  [400, null],
)
const ambiguous: Row[] = [
  ...failures(
    'ambiguous',
    'refresh-ambiguous',
    true,
    'timeout',
    'interrupted',
    'network',
    'unreadable',
  ),
  ...answers('ambiguous', 'refresh-ambiguous', 302),
  {
    name: 'a host that fails with no error of ours',
    end: t => t.at('/refresh').fail({ errMsg: 'request:fail' }),
    outcome: 'ambiguous',
    code: 'refresh-ambiguous',
  },
  ...answers(
    'ambiguous',
    'invalid-refresh-answer',
    [200, undefined],
    [200, {}],
    [200, { accessToken: '' }],
    [200, { accessToken: null }],
    [200, '<html>'],
    [204, undefined],
  ),
]
const table: readonly Row[] = [
  ...rejected,
  ...transient,
  ...refused,
  ...ambiguous,
  // Whatever the hook makes of it, the wire is what counts.
  ...[...rejected, ...transient, ...refused, ...ambiguous.slice(0, 5)].flatMap(row => [
    { ...row, name: `${row.name}, hidden by the hook`, session: { refresh: rethrowing } },
    { ...row, name: `${row.name}, swallowed by it`, session: { refresh: silent } },
  ]),
  // A client that accepts every status: the answer is the same.
  ...[...rejected, ...refused, ...answers('transient', 'refresh-transient', 503)].map(
    row => ({
      ...row,
      name: `${row.name}, accepted by the client`,
      client: { acceptStatus: () => true },
    }),
  ),
  {
    name: 'a 2xx after which the hook throws a TypeError',
    end: t => t.at('/refresh').reply(200, {}),
    outcome: 'ambiguous',
    code: 'invalid-refresh-answer',
    session: { refresh: throwing },
  },
  {
    name: 'a hook that throws before it sends',
    end: async () => {},
    outcome: 'transient',
    code: 'refresh-transient',
    session: {
      refresh: () => {
        throw new TypeError('wx.login failed')
      },
    },
  },
  {
    name: 'a hook that throws no error at all',
    end: async () => {},
    outcome: 'transient',
    code: 'refresh-transient',
    session: { refresh: () => Promise.reject(undefined) },
  },
  {
    name: 'a configured body code',
    end: t => t.at('/refresh').reply(200, { code: 'DEAD' }),
    outcome: 'rejected',
    code: 'refresh-rejected',
    session: { isRejected: ({ data }) => (data as { code?: string })?.code === 'DEAD' },
  },
  {
    name: 'a configured body code that the hook throws at',
    end: t => t.at('/refresh').reply(200, { code: 'DEAD' }),
    outcome: 'rejected',
    code: 'refresh-rejected',
    session: {
      refresh: throwing,
      isRejected: ({ data }) => (data as { code?: string })?.code === 'DEAD',
    },
  },
  {
    name: 'any client error, by configuration',
    end: t => t.at('/refresh').reply(422),
    outcome: 'rejected',
    code: 'refresh-rejected',
    session: { isRejected: anyClientError },
  },
  ...[408, 425, 429, 500].map(
    (status): Row => ({
      name: `${status} where any client error rejects`,
      end: t => t.at('/refresh').reply(status),
      outcome: 'transient',
      code: 'refresh-transient',
      session: { isRejected: anyClientError },
    }),
  ),
  {
    name: 'a reading of the app that throws, over a 401',
    end: t => t.at('/refresh').reply(401),
    outcome: 'rejected',
    code: 'refresh-rejected',
    session: {
      isRejected: () => {
        throw new Error('reading')
      },
    },
  },
  {
    name: 'a reading of the app that throws, over a 503',
    end: t => t.at('/refresh').reply(503),
    outcome: 'transient',
    code: 'refresh-transient',
    session: {
      isRejected: () => {
        throw new Error('reading')
      },
    },
  },
]

for (const { name, end, outcome, code, session = {}, client = {} } of table) {
  test(`C01 ${name}: ${outcome}`, async () => {
    // Where every status is accepted, nothing but the body tells of a good answer.
    const classify = client
      ? {
          classify: ({ status }: { status: number }) =>
            status === 401 ? 'expired' : 'ok',
        }
      : {}
    const t = bench({ session, client, auth: classify as object })
    const calls = await t.expire('/a', '/b')
    await end(t)
    assert.equal(
      calls.map(({ error }) => error.code),
      [code, code],
    )
    const hasEnded = outcome === 'rejected'
    for (const { error } of calls) {
      assert.is(error.sessionEnded, hasEnded)
      assert.is(error.retryable, outcome === 'transient' || outcome === 'ambiguous')
    }
    assert.equal(t.session.credential(), hasEnded ? undefined : a(0))
    assert.equal(t.storage.kept, hasEnded ? undefined : a(0))
    const told = hasEnded ? ['clear', 'logout rejected'] : [`refresh:error ${outcome}`]
    assert.equal(
      t.log.filter(line => !line.startsWith('>')),
      ['refresh:start', ...told, `! /a ${code}`, `! /b ${code}`],
    )
    assert.ok(t.all('/refresh').length <= 1)
  })
}

test('C01 a reading of the app that throws is reported', async () => {
  const fault = new Error('reading')
  const t = bench({
    session: {
      isRejected: () => {
        throw fault
      },
    },
  })
  await t.expire('/a')
  await t.at('/refresh').reply(503)
  assert.equal(t.faults, [fault])
})

test('C02 a transient failure keeps everything, and is never sticky', async () => {
  const t = bench()
  const [failed] = await t.expire('/a')
  await t.at('/refresh').fail(noAnswer('offline', false))
  assert.is(failed?.error.code, 'refresh-transient')
  assert.is(failed?.error.retryable, true)
  const [again] = await t.expire('/b')
  await t.renew(a(1))
  await t.at('/b').reply(200)
  assert.is(again?.state, 'resolved')
  assert.equal(t.log, [
    '> GET /a a0',
    'refresh:start',
    '> POST /refresh r0',
    'refresh:error transient',
    '! /a refresh-transient',
    '> GET /b a0',
    'refresh:start',
    '> POST /refresh r0',
    'save a1',
    'refresh',
    '> GET /b a1',
    '= /b 200',
  ])
})

test('C02 a failure is not joinable: who comes in its own turn tries anew', async () => {
  const t = bench()
  t.session.on('refresh:error', () => {
    t.get('/b')
  })
  await t.expire('/a')
  await t.at('/refresh').reply(503)
  assert.is(t.at('/b').token, 'a0')
  await t.at('/b').reply(200)
})

test('C02 the event tells what is known of the failure', async () => {
  const t = bench()
  await t.expire('/a')
  await t.clock.advance(70)
  await t.at('/refresh').reply(503, { msg: 'busy' })
  assert.equal(t.events.of('refresh:error'), [
    {
      at: 70,
      outcome: 'transient',
      code: 'refresh-transient',
      status: 503,
      retryable: true,
    },
  ])
})

test('C03 twenty waiters: one logout, twenty rejections', async () => {
  const t = bench()
  const names = Array.from({ length: 20 }, (_, n) => `/n${n}`)
  const calls = await t.expire(...names)
  await t.at('/refresh').reply(400, { error: 'invalid_grant', error_description: 'used' })
  assert.equal(
    calls.map(({ error }) => `${error.code} ${error.sessionEnded} ${error.retryable}`),
    names.map(() => 'refresh-rejected true false'),
  )
  assert.equal(t.events.types(), ['refresh:start', 'logout'])
  assert.equal(t.events.of('logout'), [
    { at: 0, reason: 'rejected', status: 400, message: 'used' },
  ])
  assert.is(t.storage.kept, undefined)
  assert.equal(t.log.slice(21, 26), [
    '> POST /refresh r0',
    'clear',
    'logout rejected',
    '! /n0 refresh-rejected',
    '! /n1 refresh-rejected',
  ])
})

test('C03 a 401 that comes after the end adds nothing', async () => {
  const t = bench()
  const late = t.get('/late')
  await t.expire('/a')
  await t.at('/refresh').reply(401)
  await t.at('/late').reply(401)
  assert.is(late.error.code, 'expired')
  assert.is(late.error.response?.status, 401)
  assert.equal(t.events.types(), ['refresh:start', 'logout'])
  assert.is(t.all('/refresh').length, 1)
})

test('C05 the waiters are let go at the refresh timeout, and nobody is logged out', async () => {
  const t = bench()
  const [call] = await t.expire('/a')
  await t.clock.advance(9_999)
  assert.is(call?.state, 'pending')
  await t.clock.advance(1)
  assert.is(call?.error.code, 'refresh-timeout')
  assert.is(call?.error.retryable, true)
  assert.is(call?.error.sessionEnded, false)
  assert.equal(t.log, [
    '> GET /a a0',
    'refresh:start',
    '> POST /refresh r0',
    '! /a refresh-timeout',
  ])
  assert.is(t.at('/refresh').signal.aborted, false)
  assert.equal(t.storage.kept, a(0))
  await t.renew(a(1))
})

for (const order of ['equal', 'shorter'] as const) {
  test(`C05 where the wire’s limit is ${order}, the code is still "timed out"`, async () => {
    const refreshDeadline = order === 'equal' ? 5_000 : 4_000
    const t = bench({ session: { refreshTimeout: 5_000, refreshDeadline } })
    const calls = await t.expire('/a', '/b')
    await t.clock.advance(5_000)
    assert.equal(
      calls.map(({ error }) => error.code),
      ['refresh-timeout', 'refresh-timeout'],
    )
    assert.is(t.at('/refresh').signal.aborted, true)
    assert.equal(t.events.of('refresh:error'), [
      {
        at: refreshDeadline,
        outcome: 'ambiguous',
        code: 'refresh-timeout',
        status: undefined,
        retryable: true,
      },
    ])
  })
}

test('C05 a send of the hook’s own has the limit that the hook gives it', async () => {
  const refresh: RefreshHook = async ({ send }) => {
    const { data } = await send<Credential>({ url: '/refresh', timeout: 3_000 })
    return data
  }
  const t = bench({ session: { refresh } })
  const [call] = await t.expire('/a')
  assert.is(t.at('/refresh').request.timeout, 3_000)
  await t.clock.advance(3_000)
  assert.is(call?.error.code, 'refresh-ambiguous')
})

test('C06 letting the waiters go does not free the slot; a late success is taken', async () => {
  const t = bench()
  await t.expire('/a')
  await t.clock.advance(10_000)
  const next = t.get('/b')
  await drain()
  assert.is(t.all('/refresh').length, 1)
  assert.is(t.all('/b').length, 0)
  await t.clock.advance(9_000)
  await t.renew(a(1))
  assert.is(t.at('/b').token, 'a1')
  await t.at('/b').reply(200)
  assert.is(next.state, 'resolved')
  assert.equal(t.log, [
    '> GET /a a0',
    'refresh:start',
    '> POST /refresh r0',
    '! /a refresh-timeout',
    'save a1',
    'refresh',
    '> GET /b a1',
    '= /b 200',
  ])
})

test('C06 a late success without waiters is taken, too', async () => {
  const t = bench()
  await t.expire('/a')
  await t.clock.advance(30_000)
  await t.renew(a(1))
  assert.equal(t.storage.kept, { ...a(1), expiresAt: undefined })
  assert.equal(t.events.types(), ['refresh:start', 'refresh'])
})

test('C06 the wire’s own limit frees the slot', async () => {
  const t = bench()
  await t.expire('/a')
  await t.clock.advance(59_999)
  assert.is(t.at('/refresh').signal.aborted, false)
  await t.clock.advance(1)
  assert.is(t.at('/refresh').signal.aborted, true)
  assert.equal(t.events.types(), ['refresh:start', 'refresh:error'])
  const [call] = await t.expire('/b')
  assert.is(t.all('/refresh').length, 2)
  // The first answer comes after all: nobody hears it.
  await t.all('/refresh')[0]?.reply(200, a(7))
  assert.equal(t.session.credential(), a(0))
  await t.renew(a(1))
  await t.at('/b').reply(200)
  assert.is(call?.state, 'resolved')
})

test('C09 without a refresh token the session ends: one logout, zero network', async () => {
  const t = bench({ kept: { accessToken: 'a0.secret' } })
  t.get('/a')
  t.get('/b')
  await drain()
  t.at('/a').reply(401)
  await t.at('/b').reply(401)
  assert.equal(t.log, [
    '> GET /a a0',
    '> GET /b a0',
    'clear',
    'logout rejected',
    '! /a no-credential',
    '! /b expired',
  ])
  assert.is(t.session.credential(), undefined)
})

for (const answer of [
  {},
  { accessToken: 'a1.secret', expiresAt: 0 },
  { accessToken: 'a1.secret', expiresAt: -5 },
  { accessToken: 'a1.secret', expiresAt: 'soon' },
  { accessToken: 'a1.secret', subject: 'B' },
]) {
  test(`C09 ${Object.keys(answer)} that cannot be used keeps the session`, async () => {
    const t = bench({ kept: { ...a(0), subject: 'A' } })
    const [call] = await t.expire('/a')
    await t.renew(answer as never)
    assert.is(call?.error.code, 'invalid-refresh-answer')
    assert.equal(t.session.credential(), { ...a(0), subject: 'A' })
    assert.equal(t.events.types(), ['refresh:start', 'refresh:error'])
    const [{ outcome }] = t.events.of('refresh:error') as [{ outcome: string }]
    assert.is(outcome, 'ambiguous')
  })
}

for (const [name, answer, second] of [
  ['a refresh token in the answer replaces the old one', a(1), 'r1'],
  ['without one the old one stays', { accessToken: 'a1.secret' }, 'r0'],
] as const) {
  test(`C10 ${name}`, async () => {
    const t = bench()
    t.refresh()
    await drain()
    await t.renew(answer)
    t.refresh()
    await drain()
    assert.is(t.log[t.log.length - 1], `> POST /refresh ${second}`)
    const kept = t.storage.kept as Credential
    assert.is(kept.refreshToken, `${second}.secret`)
    await t.renew(a(2))
  })
}

/** One request whose refresh fails with a status, a while after the last. */
async function fail(
  t: Bench,
  path: string,
  status: number,
  headers = {},
): Promise<string> {
  const before = t.all('/refresh').length
  const call = t.get(path)
  await drain()
  await t.at(path).reply(401)
  const refreshes = t.all('/refresh')
  if (refreshes.length > before) await t.at('/refresh').reply(status, undefined, headers)
  return `${call.error.code} ${refreshes.length}`
}

test('C04 from the second failure in a row on there is a pause, and then another try', async () => {
  const t = bench()
  assert.is(await fail(t, '/a', 503), 'refresh-transient 1')
  assert.is(await fail(t, '/b', 503), 'refresh-transient 2')
  for (let i = 0; i < 50; i += 1)
    assert.is(await fail(t, `/c${i}`, 503), 'cooling-down 2')
  await t.clock.advance(2_999)
  assert.is(await fail(t, '/d', 503), 'cooling-down 2')
  await t.clock.advance(1)
  const call = t.get('/e')
  await drain()
  await t.at('/e').reply(401)
  await t.renew(a(1))
  await t.at('/e').reply(200)
  assert.is(call.response.status, 200)
  assert.is(t.all('/refresh').length, 3)
})

test('C04 a success ends the row, and so does a sign-in', async () => {
  const t = bench()
  await fail(t, '/a', 503)
  await fail(t, '/b', 503)
  t.session.signIn(b(0))
  assert.is(await fail(t, '/c', 503), 'refresh-transient 3')
  assert.is(await fail(t, '/d', 503), 'refresh-transient 4')
  assert.is(await fail(t, '/e', 503), 'cooling-down 4')
})

test('C04 who asks by hand is not kept waiting', async () => {
  const t = bench()
  await fail(t, '/a', 503)
  await fail(t, '/b', 503)
  const refresh = t.session.refresh()
  await drain()
  await t.renew(a(1))
  await refresh
  assert.is(t.all('/refresh').length, 3)
})

test('C04 Retry-After holds from the first failure on, also with the cool-down off', async () => {
  const t = bench({ session: { refreshCooldown: 0 } })
  assert.is(await fail(t, '/a', 429, { 'retry-after': '30' }), 'refresh-transient 1')
  assert.is(await fail(t, '/b', 503), 'cooling-down 1')
  await t.clock.advance(30_000)
  assert.is(await fail(t, '/c', 503), 'refresh-transient 2')
  assert.is(await fail(t, '/d', 503), 'refresh-transient 3')
  const date = new Date(t.clock.now() + 5_000).toUTCString()
  assert.is(await fail(t, '/e', 503, { 'retry-after': date }), 'refresh-transient 4')
  assert.is(await fail(t, '/f', 503), 'cooling-down 4')
  await t.clock.advance(5_000)
  assert.is(await fail(t, '/g', 503, { 'retry-after': 'soon' }), 'refresh-transient 5')
  assert.is(await fail(t, '/h', 503), 'refresh-transient 6')
})

/** One request whose refresh is sent, and whose answer is lost. */
async function lose(t: Bench, path: string): Promise<string> {
  const before = t.all('/refresh').length
  const call = t.get(path)
  await drain()
  await t.at(path).reply(401)
  const sent = t.all('/refresh').length
  if (sent > before) await t.at('/refresh').fail(noAnswer('interrupted', true))
  return `${call.error.code} ${sent}`
}

test('C07 a lost answer may be asked for once more, and then not again', async () => {
  const t = bench({ session: { refreshCooldown: 0 } })
  assert.is(await lose(t, '/a'), 'refresh-ambiguous 1')
  assert.is(await lose(t, '/b'), 'refresh-ambiguous 2')
  for (let i = 0; i < 20; i += 1) {
    await t.clock.advance(60_000)
    assert.is(await lose(t, `/c${i}`), 'refresh-ambiguous 2')
  }
  assert.equal(t.session.credential(), a(0))
  assert.equal(t.events.of('logout'), [])
})

test('C07 under `report` it is not sent again at all', async () => {
  const t = bench({ session: { whenAnswerIsLost: 'report', refreshCooldown: 0 } })
  assert.is(await lose(t, '/a'), 'refresh-ambiguous 1')
  assert.is(await lose(t, '/b'), 'refresh-ambiguous 1')
})

test('C07 a sign-in, a success and who asks by hand begin anew', async () => {
  const t = bench({ session: { refreshCooldown: 0 } })
  await lose(t, '/a')
  await lose(t, '/b')
  const refresh = t.session.refresh()
  await drain()
  await t.renew(a(1))
  await refresh
  assert.is(await lose(t, '/c'), 'refresh-ambiguous 4')
  assert.is(await lose(t, '/d'), 'refresh-ambiguous 5')
  assert.is(await lose(t, '/e'), 'refresh-window 5')
  t.session.signIn(b(0))
  assert.is(await lose(t, '/f'), 'refresh-ambiguous 6')
})

test('C07 a failure that is no loss neither counts nor forgives', async () => {
  const t = bench({ session: { refreshCooldown: 0 } })
  assert.is(await lose(t, '/a'), 'refresh-ambiguous 1')
  assert.is(await fail(t, '/b', 503), 'refresh-transient 2')
  assert.is(await lose(t, '/c'), 'refresh-ambiguous 3')
  assert.is(await fail(t, '/d', 503), 'refresh-ambiguous 3')
})

test('F04 the sixth refresh within the window fails fast, by hand or not', async () => {
  const t = bench()
  const refresh = async () => {
    const by = t.refresh()
    await drain()
    return by
  }
  for (let i = 1; i <= 5; i += 1) {
    await refresh()
    await t.renew(a(i))
    await t.clock.advance(1_000)
  }
  assert.is((await refresh()).error.code as string, 'refresh-window')
  const call = t.get('/a')
  await drain()
  await t.at('/a').reply(401)
  assert.is(call.error.code as string, 'refresh-window')
  assert.is(call.error.retryable, true)
  assert.is(t.all('/refresh').length, 5)
  // The first has left the window.
  await t.clock.advance(25_000)
  await refresh()
  await t.renew(a(6))
  assert.is((await refresh()).error.code as string, 'refresh-window')
  t.session.signIn(b(0))
  await refresh()
  await t.renew(b(1))
  assert.is(t.all('/refresh').length, 7)
})

test('F04 the window is an option', async () => {
  const t = bench({ session: { refreshWindow: { max: 1, ms: 100 } } })
  t.refresh()
  await drain()
  await t.renew(a(1))
  const second = t.refresh()
  await drain()
  assert.is(second.error.code as string, 'refresh-window')
  await t.clock.advance(100)
  t.refresh()
  await drain()
  await t.renew(a(2))
  assert.is(t.all('/refresh').length, 2)
})

test('F04 C04 a clock that was turned back makes nobody wait', () => {
  const limits = { refreshWindow: { max: 1, ms: 100 }, whenAnswerIsLost: 'try-again' }
  const setback = { count: 2, unanswered: 0, cause: undefined, at: 5_000, pauseMs: 100 }
  const at = (now: number) =>
    restraintOn({ ...unknownSession, departures: [5_000], setback }, now, limits, false)
  assert.is(at(5_050), 'refresh-window')
  assert.is(at(4_999), undefined)
  assert.is(at(5_100), undefined)
})

test('C07 a sign-in by a fresh code shows nothing twice, and is tried again', async () => {
  const t = bench({ kept: undefined, session: { fromNothing: true, refreshCooldown: 0 } })
  for (let i = 1; i <= 4; i += 1) {
    const call = t.get(`/${i}`)
    await drain()
    await t.at('/refresh').fail(noAnswer('network', true))
    assert.is(call.error.code as string, 'refresh-ambiguous')
    assert.is(t.all('/refresh').length, i)
    await t.clock.advance(30_000)
  }
})

test('C07 the error of one that is not sent again says so', async () => {
  const t = bench({ session: { whenAnswerIsLost: 'report' } })
  await lose(t, '/a')
  const call = t.get('/b')
  await drain()
  await t.at('/b').reply(401)
  assert.is(call.error.retryable, false)
  assert.match(
    call.error.message,
    'after a sign-in, `session.refresh()`, or when the app comes back',
  )
})

test.run()
