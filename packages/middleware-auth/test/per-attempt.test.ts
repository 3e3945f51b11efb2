import { type Context, headers, type Layer } from '@allium/core'
import * as assert from 'uvu/assert'
import {
  type Authenticator,
  bearer,
  cookie,
  fromBody,
  mirrored,
  refreshByToken,
  tokenHeader,
} from '../src/index'
import { a, bench, contract, drain, type Exchange } from './bench'

const test = contract('what belongs to an attempt, and what to the request')

/** A signature over what is sent, the token included: wrong where one of them is old. */
const signing =
  (now: () => number): Layer =>
  (ctx: Context, next) => {
    const { request } = ctx
    const at = String(now())
    const signed = [ctx.attempt, at, request.headers.authorization, request.url].join('|')
    ctx.request = {
      ...request,
      headers: { ...request.headers, 'x-at': at, 'X-Sign': signed },
    }
    return next()
  }

/** A key that the server knows a repeated request by. */
const keyed = (): Layer => {
  let keys = 0
  return headers(() => ({ 'Idempotency-Key': `k${++keys}` }))
}

test('F02 a signature inside auth is made anew, a key outside it is the same', async () => {
  let nonces = 0
  const t = bench({
    outside: [keyed()],
    inside: [headers(() => ({ 'x-nonce': ++nonces })), (ctx, next) => sign(ctx, next)],
  })
  const sign = signing(t.clock.now)
  t.post('/a', { n: 1 })
  t.post('/b', { n: 2 })
  await drain()
  await t.at('/a').reply(401)
  await t.clock.advance(70)
  await t.renew(a(1))
  t.at('/a').reply(200)
  await t.at('/b').reply(200)
  const sent = ({ request }: Exchange) => {
    const { 'idempotency-key': key, 'x-at': at, 'x-nonce': nonce } = request.headers
    return [key, at, nonce, request.headers['x-sign']]
  }
  assert.equal(t.all('/a').map(sent), [
    ['k1', '0', '1', '1|0|Bearer a0.secret|https://api.test/a'],
    // The third nonce is that of the refresh.
    ['k1', '70', '4', '2|70|Bearer a1.secret|https://api.test/a'],
  ])
  assert.equal(t.all('/b').map(sent), [
    ['k2', '0', '2', '1|0|Bearer a0.secret|https://api.test/b'],
  ])
  // What is outside auth does not run for the refresh.
  assert.is(t.at('/refresh').request.headers['idempotency-key'], undefined)
})

test('F02 so it is for a request that is held before its first sending', async () => {
  const t = bench({ outside: [keyed()], inside: [(ctx, next) => sign(ctx, next)] })
  const sign = signing(t.clock.now)
  await t.expire('/a')
  t.post('/held')
  await t.clock.advance(70)
  await t.renew(a(1))
  const { 'x-sign': signed, 'idempotency-key': key } = t.at('/held').request.headers
  assert.equal([signed, key], ['1|70|Bearer a1.secret|https://api.test/held', 'k2'])
  t.at('/a').reply(200)
  await t.at('/held').reply(200)
})

/** Writes its field as somebody might who does not think of letter cases. */
const loud: Authenticator = {
  isSuppliedBy: () => false,
  attach: (request, { accessToken }) => ({
    ...request,
    headers: { ...request.headers, AUTHORIZATION: `Bearer ${accessToken}` },
  }),
}

const ways: ReadonlyArray<[string, Authenticator, Record<string, string>]> = [
  ['bearer()', bearer(), { authorization: 'Bearer a1.secret' }],
  [
    'bearer() of its own',
    bearer({ header: 'X-AUTH', scheme: 'T' }),
    { 'x-auth': 'T a1.secret' },
  ],
  ['tokenHeader()', tokenHeader('B-T'), { 'b-t': 'a1.secret' }],
  ['cookie()', cookie('SID'), { cookie: 'lang=zh; SID=a1.secret' }],
  [
    'mirrored()',
    mirrored(bearer(), tokenHeader('X-Token'), cookie('SID')),
    {
      authorization: 'Bearer a1.secret',
      'x-token': 'a1.secret',
      cookie: 'lang=zh; SID=a1.secret',
    },
  ],
  ['one that writes in capitals', loud, { authorization: 'Bearer a1.secret' }],
]

for (const [name, authenticator, fields] of ways) {
  test(`F02 ${name}: on attempt 2 nothing is left of the old token`, async () => {
    const t = bench({ auth: { authenticator } })
    const call = t.get('/a', { headers: { Cookie: 'lang=zh' } })
    await drain()
    assert.match(JSON.stringify(t.at('/a').request), 'a0.secret')
    await t.at('/a').reply(401)
    await t.renew(a(1))
    const { request } = t.at('/a')
    assert.not.match(JSON.stringify(request), 'a0.secret')
    assert.equal(request.headers, { cookie: 'lang=zh', ...fields })
    await t.at('/a').reply(200)
    assert.is(call.state, 'resolved')
  })
}

test('F02 `authorization` next to `Authorization`: one field, the caller’s, and left alone', async () => {
  const t = bench()
  const names = { authorization: 'Bearer one', Authorization: 'Bearer two' }
  const call = t.get('/a', { headers: names })
  await drain()
  assert.equal(t.at('/a').request.headers, { authorization: 'Bearer two' })
  await t.at('/a').reply(401)
  assert.is(call.error.code as string, 'status')
  assert.is(t.wire.length, 1)
})

test('F02 a default inside auth in another letter case neither wins nor stands beside it', async () => {
  const t = bench({ inside: [headers({ Authorization: 'Basic app', 'X-App': 'shop' })] })
  await t.expire('/a')
  // The refresh carries what the hook gave it.
  assert.is(t.at('/refresh').token, 'a0')
  await t.renew(a(1))
  assert.equal(t.at('/a').request.headers, {
    authorization: 'Bearer a1.secret',
    'x-app': 'shop',
  })
  await t.at('/a').reply(200)
})

test('F02 a refresh that is signed anew by a retry has its own nonce, and the same token', async () => {
  let nonces = 0
  const strategy = refreshByToken({
    url: '/refresh',
    read: fromBody('accessToken'),
    sign: bearer(),
  })
  const t = bench({
    session: { ...strategy, whenAnswerIsLost: 'retry-once' },
    inside: [headers(() => ({ 'x-nonce': ++nonces }))],
  })
  await t.expire('/a')
  await t.at('/refresh').fail(new Error('cut'))
  assert.equal(
    t.all('/refresh').map(({ request, token }) => [request.headers['x-nonce'], token]),
    [
      ['2', 'a0'],
      ['3', 'a0'],
    ],
  )
  await t.renew(a(1))
  await t.at('/a').reply(200)
})

test.run()
