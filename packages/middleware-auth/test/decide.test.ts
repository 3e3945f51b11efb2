import { RequestError } from '@allium/core'
import * as assert from 'uvu/assert'
import { type Classifier, expiredOn, type Verdict } from '../src/index'
import { a, type BenchOptions, b, bench, contract, drain } from './bench'

const test = contract('deciding that authentication failed')

const verdicts: ReadonlyArray<{
  verdict: Verdict
  status: number
  log: readonly string[]
}> = [
  { verdict: 'ok', status: 200, log: ['= /a 200'] },
  { verdict: 'ok', status: 401, log: ['! /a status'] },
  { verdict: 'other', status: 401, log: ['! /a status'] },
  { verdict: 'other', status: 200, log: ['= /a 200'] },
  {
    verdict: 'expired',
    status: 200,
    log: ['refresh:start', '> POST /refresh r0', 'save a1', 'refresh', '> GET /a a1'],
  },
  { verdict: 'rejected', status: 200, log: ['clear', 'logout rejected', '! /a expired'] },
]

for (const { verdict, status, log } of verdicts) {
  test(`A01 the verdict "${verdict}" decides over the status ${status}`, async () => {
    let calls = 0
    const classify: Classifier = () => {
      calls += 1
      return calls === 1 ? verdict : 'ok'
    }
    const t = bench({ auth: { classify } })
    t.get('/a')
    await drain()
    await t.at('/a').reply(status, { some: 'body' })
    const isHeld = verdict === 'expired'
    if (isHeld) await t.renew(a(1))
    assert.equal(t.log, ['> GET /a a0', ...log])
    if (isHeld) await t.at('/a').reply(200)
    assert.is(calls, isHeld ? 2 : 1)
  })
}

test('A01 the classifier reads status, headers, body and request', async () => {
  const seen: unknown[] = []
  const classify: Classifier = (
    { status, headers, data },
    { method, url, headers: h },
  ) => {
    seen.push({ status, headers, data, method, url, signed: 'authorization' in h })
    return 'ok'
  }
  const t = bench({ auth: { classify } })
  t.post('/a', { x: 1 })
  await drain()
  await t.at('/a').reply(200, { code: 7 }, { 'x-h': 'v' })
  assert.equal(seen, [
    {
      status: 200,
      headers: { 'x-h': 'v' },
      data: { code: 7 },
      method: 'POST',
      url: 'https://api.test/a',
      signed: false,
    },
  ])
})

test('A01 a verdict "rejected" about an old credential sends again, and ends nothing', async () => {
  const classify: Classifier = ({ status }) =>
    status === 401 ? 'expired' : status === 403 ? 'rejected' : 'ok'
  const t = bench({ auth: { classify } })
  t.get('/late')
  await t.expire('/a')
  await t.renew(a(1))
  await t.at('/late').reply(403)
  assert.is(t.at('/late').token, 'a1')
  await t.at('/late').reply(200)
  await t.at('/a').reply(200)
  assert.equal(t.events.types(), ['refresh:start', 'refresh'])
  assert.equal(t.session.credential(), { ...a(1), expiresAt: undefined })
})

test('A01 a rejection by verdict carries the server’s status and words', async () => {
  const t = bench({ auth: { classify: () => 'rejected' } })
  const call = t.get('/a')
  await drain()
  await t.at('/a').reply(418, { msg: '请重新登录' })
  assert.equal(t.events.of('logout'), [
    { at: 0, reason: 'rejected', status: 418, message: '请重新登录' },
  ])
  assert.is(call.error.response?.status, 418)
  assert.is(t.storage.kept, undefined)
})

test('A01 a verdict "rejected" ends the session under a refresh and all that wait for it', async () => {
  const classify: Classifier = ({ status }) =>
    status === 401 ? 'expired' : status === 403 ? 'rejected' : 'ok'
  const t = bench({ auth: { classify } })
  t.get('/dead')
  await t.expire('/a', '/b')
  await t.at('/dead').reply(403)
  await t.renew(a(1))
  assert.equal(t.log.slice(3), [
    'refresh:start',
    '> POST /refresh r0',
    'clear',
    'logout rejected',
    '! /dead expired',
    '! /a expired',
    '! /b expired',
  ])
  assert.is(t.session.credential(), undefined)
})

test('A01 expiredOn reads a configured business code in a 200 body', async () => {
  const t = bench({ auth: { classify: expiredOn({ codes: ['0002'] }) } })
  const call = t.get('/a')
  await drain()
  await t.at('/a').reply(200, { code: '0002' })
  await t.renew(a(1))
  await t.at('/a').reply(200, { code: 0 })
  assert.equal(call.response.data, { code: 0 })
  assert.equal(t.log, [
    '> GET /a a0',
    'refresh:start',
    '> POST /refresh r0',
    'save a1',
    'refresh',
    '> GET /a a1',
    '= /a 200',
  ])
})

test('A04 a wrong-password 401 reaches the caller untouched', async () => {
  const t = bench()
  const call = t.post('/login', { password: 'x' }, { auth: false })
  await drain()
  assert.is(t.at('/login').token, '-')
  await t.at('/login').reply(401, { msg: 'wrong password' })
  assert.instance(call.error, RequestError)
  assert.is(call.error.code as string, 'status')
  assert.equal(call.error.response?.data, { msg: 'wrong password' })
  assert.equal(t.log, ['> POST /login -', '! /login status'])
  assert.equal(t.events.log, [])
  assert.equal(t.session.credential(), a(0))
})

test('A04 an exempt request is neither held by a refresh nor ended by a logout', async () => {
  const t = bench()
  await t.expire('/a')
  const early = t.get('/early', { auth: false })
  const late = t.get('/late', { auth: false })
  await drain()
  assert.is(t.at('/early').token, '-')
  await t.at('/early').reply(200)
  assert.is(early.state, 'resolved')
  t.session.signOut()
  await t.at('/late').reply(200)
  assert.is(late.state, 'resolved')
})

test('A04 an exempt request goes through a session that is disposed of', async () => {
  const t = bench()
  t.session.dispose()
  const call = t.get('/public', { auth: false })
  await drain()
  await t.at('/public').reply(200)
  assert.is(call.state, 'resolved')
})

test('A05 the refresh endpoint’s 401 is a result, never a new trigger', async () => {
  const t = bench()
  const waiting = ['/a', '/b', '/c']
  await t.expire(...waiting)
  await t.at('/refresh').reply(401, { msg: 'dead' })
  assert.equal(t.log, [
    '> GET /a a0',
    '> GET /b a0',
    '> GET /c a0',
    'refresh:start',
    '> POST /refresh r0',
    'clear',
    'logout rejected',
    '! /a refresh-rejected',
    '! /b refresh-rejected',
    '! /c refresh-rejected',
  ])
  assert.is(t.all('/refresh').length, 1)
})

for (const [name, status, body, session] of [
  ['403', 403, {}, {}],
  [
    'business failure',
    200,
    { code: 'DEAD' },
    {
      isRejected: ({ data }: { data: unknown }) =>
        (data as { code?: string }).code === 'DEAD',
    },
  ],
] as const) {
  test(`A05 so is its ${name}`, async () => {
    const t = bench({ session } as BenchOptions)
    await t.expire('/a', '/b')
    await t.at('/refresh').reply(status, body)
    assert.equal(t.log.slice(4), [
      'clear',
      'logout rejected',
      '! /a refresh-rejected',
      '! /b refresh-rejected',
    ])
    assert.is(t.all('/refresh').length, 1)
  })
}

for (const name of ['authorization', 'Authorization', 'AUTHORIZATION']) {
  test(`A06 a credential that the caller brings as ${name} is left alone`, async () => {
    const t = bench()
    const call = t.get('/a', { headers: { [name]: 'Bearer own' } })
    await drain()
    assert.is(t.at('/a').request.headers.authorization, 'Bearer own')
    await t.at('/a').reply(401)
    assert.is(call.error.code as string, 'status')
    assert.equal(t.log, ['> GET /a own', '! /a status'])
  })
}

test('A06 a 401 without a session is delivered, and announced once', async () => {
  const t = bench({ kept: undefined })
  t.get('/a')
  t.get('/b')
  await drain()
  await t.at('/a').reply(401)
  await t.at('/b').reply(401)
  t.get('/c')
  await drain()
  await t.at('/c').reply(401)
  assert.equal(t.log, [
    '> GET /a -',
    '> GET /b -',
    'logout absent',
    '! /a status',
    '! /b status',
    '> GET /c -',
    '! /c status',
  ])
})

test('A06 absence is not announced after a logout', async () => {
  const t = bench()
  t.session.signOut()
  t.get('/a')
  await drain()
  await t.at('/a').reply(401)
  assert.equal(t.log, ['clear', 'logout user', '> GET /a -', '! /a status'])
})

test('A06 a request without a session is sent again when one has begun meanwhile', async () => {
  const t = bench({ kept: undefined })
  const call = t.get('/a')
  const anonymous = t.get('/login', { auth: false })
  await drain()
  t.session.signIn(b(0))
  await t.at('/a').reply(401)
  await t.at('/login').reply(401)
  assert.is(t.at('/a').token, 'b0')
  await t.at('/a').reply(200)
  assert.is(call.state, 'resolved')
  assert.is(anonymous.error.code as string, 'status')
  assert.equal(t.log, [
    '> GET /a -',
    '> GET /login -',
    'save b0',
    '> GET /a b0',
    '! /login status',
    '= /a 200',
  ])
})

test('A06 and once only', async () => {
  const t = bench({ kept: undefined })
  const call = t.get('/a')
  await drain()
  t.session.signIn(b(0))
  await t.at('/a').reply(401)
  await t.at('/a').reply(401)
  assert.is(call.error.code, 'refresh-loop')
  assert.is(t.all('/a').length, 2)
  assert.is(t.all('/refresh').length, 0)
})

test('A06 a strategy that signs in from nothing does so before the first sending', async () => {
  const t = bench({ kept: undefined, session: { fromNothing: true } })
  const call = t.get('/a')
  await drain()
  await t.renew({ accessToken: 'a1.secret' })
  await t.at('/a').reply(200)
  assert.is(call.state, 'resolved')
  assert.equal(t.log, [
    'refresh:start',
    '> POST /refresh undefined',
    'save a1',
    'refresh',
    '> GET /a a1',
    '= /a 200',
  ])
})

test('A06 after a signOut() nothing signs in by itself until refresh() or signIn()', async () => {
  const t = bench({ session: { fromNothing: true } })
  t.session.signOut()
  t.get('/a')
  await drain()
  await t.at('/a').reply(401)
  assert.equal(t.log, ['clear', 'logout user', '> GET /a -', '! /a status'])
  t.refresh()
  await drain()
  await t.renew(a(1))
  t.get('/b')
  await drain()
  await t.at('/b').reply(200)
  assert.equal(t.log.slice(4), [
    'refresh:start',
    '> POST /refresh undefined',
    'save a1',
    'refresh',
    '= refresh() done',
    '> GET /b a1',
    '= /b 200',
  ])
})

test('A06 a refresh by hand that a signOut() overtakes signs nobody in', async () => {
  const t = bench({ session: { fromNothing: true } })
  const call = t.refresh()
  t.session.signOut()
  await drain()
  assert.is(call.error.code, 'session-changed')
  assert.is(t.wire.length, 0)
  assert.is(t.session.credential(), undefined)
})

test('A01 a verdict that is none is an invalid use, and not taken for ok', async () => {
  for (const verdict of ['Expired', undefined, Promise.resolve('expired')]) {
    const t = bench({ auth: { classify: () => verdict as never } })
    const call = t.get('/a')
    await drain()
    await t.at('/a').reply(401)
    assert.is(call.error.code as string, 'invalid')
    assert.match(call.error.message, '`classify` must return one of ok, expired')
  }
})

test('C06 a deadline of the client is no deadline of the refresh', async () => {
  const t = bench({ client: { deadline: 150 } })
  const call = t.get('/a')
  await drain()
  await t.at('/a').reply(401)
  await t.clock.advance(200)
  assert.is(call.error.code as string, 'timeout')
  await t.renew(a(1))
  assert.is(t.session.credential()?.accessToken, a(1).accessToken)
})

test('A06 who passes storage that cannot be read is told so, and was not sent', async () => {
  const load = () => {
    throw new Error('quota')
  }
  const storage = { load, save() {}, clear() {} }
  const t = bench({ session: { storage } })
  const call = t.get('/a')
  await drain()
  const { code, message, sent, retryable } = call.error
  assert.equal([code, sent, retryable], ['no-credential', false, true])
  assert.match(message, 'the stored credential could not be read')
})

test('A06 who refuses the field by null is left alone, as who brings its own', async () => {
  const t = bench()
  for (const headers of [{ authorization: null }, { AUTHORIZATION: null }]) {
    const call = t.request({ url: '/a', headers })
    await drain()
    assert.is(t.at('/a').request.headers.authorization, undefined)
    await t.at('/a').reply(401)
    assert.is(call.error.code as string, 'status')
  }
  assert.is(t.all('/refresh').length, 0)
})

test.run()
