import {
  type Context,
  createClient,
  headers,
  type LoadingRequestOptions,
  loading,
  query,
  RequestError,
  type RequestOptions,
} from '@allium/core'
import { deferred } from '@allium/testing'
import * as assert from 'uvu/assert'
import { type Authenticator, auth, bearer } from '../src/index'
import {
  a,
  type Bench,
  b,
  bench,
  contract,
  deepFreeze,
  drain,
  type Exchange,
  ORIGIN,
  paths,
} from './bench'

const test = contract('replay')

/** What an exchange put on the wire, without the token. */
function bytes({ request }: Exchange): unknown {
  const { authorization, ...others } = request.headers
  return { ...request, headers: others }
}

const inputs: ReadonlyArray<[string, string, () => RequestOptions, string, unknown]> = [
  [
    'an object',
    'POST',
    () => ({ data: { n: 1, deep: { list: [1, 2] } } }),
    '/a',
    '{"n":1,"deep":{"list":[1,2]}}',
  ],
  ['a string', 'PUT', () => ({ data: 'plain text' }), '/a', 'plain text'],
  [
    'a form',
    'POST',
    () => ({
      data: { user: '林', tags: ['x', 'y'] },
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    }),
    '/a',
    'user=%E6%9E%97&tags=x&tags=y',
  ],
  [
    'a query with a list',
    'GET',
    () => ({ query: { ids: [1, 2, 3], q: 'a b' } }),
    '/a?ids=1&ids=2&ids=3&q=a%20b',
    undefined,
  ],
  ['the data of a GET', 'GET', () => ({ data: { page: 2 } }), '/a?page=2', undefined],
]

for (const [name, method, make, path, body] of inputs) {
  test(`F01 ${name}: attempt 2 is attempt 1 but for the token`, async () => {
    const t = bench({ inside: [query()] })
    const options = deepFreeze({ ...make(), method, url: '/a' })
    const before = JSON.stringify(options)
    const call = t.request(options)
    await drain()
    await t.at(path).reply(401)
    await t.renew(a(1))
    await t.at(path).reply(200)
    const [first, second] = t.all(path) as [Exchange, Exchange]
    assert.equal(bytes(second), bytes(first))
    assert.is(second.request.url, ORIGIN + path)
    assert.is(second.request.body, body)
    assert.equal([first.token, second.token], ['a0', 'a1'])
    assert.is(JSON.stringify(options), before)
    assert.is(call.state, 'resolved')
  })
}

test('F01 what an authenticator gives may be frozen', async () => {
  const { isSuppliedBy, attach } = bearer()
  const authenticator: Authenticator = {
    isSuppliedBy,
    attach: (request, credential) => Object.freeze(attach(request, credential)),
  }
  const t = bench({ auth: { authenticator } })
  await t.expire('/a')
  await t.renew(a(1))
  assert.is(t.at('/a').token, 'a1')
  await t.at('/a').reply(200)
})

test('F01 what the caller does to its data meanwhile changes nothing', async () => {
  const t = bench({ inside: [query()] })
  const data = { items: [{ n: 1 }] }
  const asked = { ids: [1] }
  t.post('/a', data, { query: asked })
  await drain()
  const path = '/a?ids=1'
  await t.at(path).reply(401)
  data.items[0] = { n: 666 }
  asked.ids.push(666)
  await t.renew(a(1))
  await t.at(path).reply(200)
  assert.is(t.at(path).request.body, '{"items":[{"n":1}]}')
  assert.is(t.all(path).length, 2)
})

test('F01 nor before the first attempt, while it is held', async () => {
  const t = bench()
  await t.expire('/a')
  const data = { n: 1 }
  t.post('/b', data)
  data.n = 666
  await t.renew(a(1))
  assert.is(t.at('/b').request.body, '{"n":1}')
  t.at('/a').reply(200)
  await t.at('/b').reply(200)
})

test('F02 what belongs to an attempt is made anew, what belongs to the request stays', async () => {
  let nonce = 0
  const ids: number[] = []
  const t = bench({
    inside: [
      headers((ctx: Context) => {
        nonce += 1
        ids.push(ctx.id)
        return {
          'x-nonce': nonce,
          'idempotency-key': `k${ctx.id}`,
          'x-attempt': ctx.attempt,
        }
      }),
    ],
  })
  t.post('/a')
  await drain()
  await t.at('/a').reply(401)
  await t.renew(a(1))
  await t.at('/a').reply(200)
  assert.equal(
    t.all('/a').map(({ request }) => request.headers),
    [
      {
        authorization: 'Bearer a0.secret',
        'idempotency-key': 'k1',
        'x-attempt': '1',
        'x-nonce': '1',
      },
      {
        authorization: 'Bearer a1.secret',
        'idempotency-key': 'k1',
        'x-attempt': '2',
        // The second nonce is that of the refresh.
        'x-nonce': '3',
      },
    ],
  )
  assert.is(new Set([ids[0], ids[2]]).size, 1)
})

test('F02 each attempt is signed from the request as the caller made it', async () => {
  const authenticator: Authenticator = {
    isSuppliedBy: () => false,
    attach(request, { accessToken }) {
      const before = request.headers.authorization ?? ''
      const authorization = `${before}Bearer ${accessToken}`
      return { ...request, headers: { ...request.headers, authorization } }
    },
  }
  const t = bench({ auth: { authenticator } })
  await t.expire('/a')
  await t.renew(a(1))
  await t.at('/a').reply(200)
  assert.is(t.at('/a').request.headers.authorization, 'Bearer a1.secret')
})

test('F03 a server that always says 401: two sendings, one refresh, a loop error', async () => {
  const t = bench()
  const [call] = await t.expire('/a')
  await t.renew(a(1))
  await t.at('/a').reply(401)
  assert.is(call?.error.code, 'refresh-loop')
  assert.is(call?.error.attempt, 2)
  assert.is(call?.error.sessionEnded, false)
  assert.is(call?.error.retryable, false)
  assert.equal(t.log, [
    '> GET /a a0',
    'refresh:start',
    '> POST /refresh r0',
    'save a1',
    'refresh',
    '> GET /a a1',
    '! /a refresh-loop',
  ])
  assert.is(t.session.credential()?.accessToken, 'a1.secret')
})

test('F03 how often is an option', async () => {
  const t = bench({ auth: { maxReplays: 2 } })
  const [call] = await t.expire('/a')
  await t.renew(a(1))
  await t.at('/a').reply(401)
  await t.renew(a(2))
  await t.at('/a').reply(401)
  assert.is(call?.error.code, 'refresh-loop')
  assert.is(t.all('/a').length, 3)
  assert.is(t.all('/refresh').length, 2)
})

test('F05 a network error is never sent again here', async () => {
  const t = bench()
  const call = t.post('/a', { n: 1 })
  await drain()
  const { request } = t.at('/a')
  const failure = new RequestError('network', { request, message: 'connection lost' })
  await t.at('/a').fail(failure)
  assert.is(call.error, failure as never)
  assert.equal(t.log, ['> POST /a a0', '! /a network'])
})

test('F05 nor is a timeout, nor any status but an expired one', async () => {
  const t = bench()
  const slow = t.post('/slow')
  const busy = t.post('/busy')
  const denied = t.post('/denied')
  await drain()
  await t.at('/busy').reply(503)
  await t.at('/denied').reply(403)
  await t.clock.advance(10_000)
  assert.equal(
    [slow, busy, denied].map(({ error }) => error.code as string),
    ['timeout', 'status', 'status'],
  )
  assert.is(t.wire.length, 3)
  assert.equal(t.events.log, [])
})

test('F05 nor a network error of the replay', async () => {
  const t = bench()
  const [call] = await t.expire('/a')
  await t.renew(a(1))
  await t.at('/a').fail(new Error('cut'))
  assert.is(call?.error.code as string, 'network')
  assert.is(t.wire.length, 3)
})

test('F06 replays leave in the order of asking, and nobody overtakes them', async () => {
  const t = bench()
  t.session.on('refresh', () => {
    t.get('/in-listener')
  })
  const all = paths(5)
  for (const path of all) t.get(path)
  await drain()
  for (const path of [...all].reverse()) t.at(path).reply(401)
  await drain()
  t.get('/later')
  await drain()
  await t.renew(a(1))
  const replayed = [...all, '/later', '/in-listener']
  assert.equal(
    t.wire.slice(6).map(({ path, token }) => `${path} ${token}`),
    replayed.map(path => `${path} a1`),
  )
  for (const path of replayed) t.at(path).reply(200)
  await drain()
})

for (const [name, status, body] of [
  ['null', 200, null],
  ['0', 200, 0],
  ['an empty text', 200, ''],
  ['false', 200, false],
  ['nothing', 204, undefined],
] as const) {
  test(`F06 an answer of ${name} to a replay is success`, async () => {
    const t = bench()
    const [call] = await t.expire('/a')
    await t.renew(a(1))
    await t.at('/a').reply(status, body)
    assert.is(call?.state, 'resolved')
    assert.is(call?.response.data, body)
    assert.is(call?.response.status, status)
  })
}

test('F06 a replay that fails is nobody else’s', async () => {
  const t = bench()
  const [first, second, third] = await t.expire('/a', '/b', '/c')
  await t.renew(a(1))
  await t.at('/b').reply(500)
  t.at('/a').reply(200)
  await t.at('/c').reply(200)
  assert.equal(
    [first?.state, second?.state, third?.state],
    ['resolved', 'rejected', 'resolved'],
  )
  assert.is(second?.error.code as string, 'status')
  assert.is(second?.error.attempt, 2)
})

test('F07 one deadline spans hold, refresh and replay', async () => {
  const t = bench()
  const held = t.get('/a', { deadline: 5_000 })
  const replayed = t.get('/b', { deadline: 5_000 })
  await drain()
  t.at('/a').reply(401)
  await t.at('/b').reply(401)
  const late = t.get('/c', { deadline: 4_000 })
  await t.clock.advance(4_000)
  assert.is(late.error.code as string, 'timeout')
  assert.is(t.all('/c').length, 0)
  await t.renew(a(1))
  await t.at('/a').reply(200)
  await t.clock.advance(1_000)
  assert.is(held.state, 'resolved')
  assert.is(replayed.error.code as string, 'timeout')
  assert.is(t.at('/b').signal.aborted, true)
})

test('F08 what is outside auth runs once per request', async () => {
  const screen: string[] = []
  const toasts: number[] = []
  const view = { show: () => screen.push('show'), hide: () => screen.push('hide') }
  const t = bench({
    outside: [
      loading(view, { bridgeMs: 0 }),
      async (ctx, next) => {
        await next()
        if (ctx.response && ctx.response.status !== 200) toasts.push(ctx.response.status)
      },
    ],
  })
  const [call] = await t.expire('/a')
  assert.equal(screen, ['show'])
  await t.renew(a(1))
  assert.equal(screen, ['show'])
  await t.at('/a').reply(200)
  assert.equal(screen, ['show', 'hide'])
  assert.equal(toasts, [])
  assert.is(call?.state, 'resolved')
})

test('F08 the loading goes when auth gives up', async () => {
  const screen: string[] = []
  const view = { show: () => screen.push('show'), hide: () => screen.push('hide') }
  const t = bench({ outside: [loading(view, { bridgeMs: 0 })] })
  await t.expire('/a', '/b')
  await t.at('/refresh').reply(401)
  assert.equal(screen, ['show', 'hide'])
})

test('F08 layers inside auth run once per attempt, each from the same request', async () => {
  const seen: string[] = []
  const gate = deferred()
  const t = bench({
    inside: [
      async (ctx, next) => {
        const { url } = ctx.request
        if (!url.endsWith('/a')) return next()
        seen.push(url)
        ctx.request = { ...ctx.request, url: `${url}?once=1` }
        await gate.promise
        return next()
      },
    ],
  })
  gate.resolve()
  t.get('/a')
  await drain()
  await t.at('/a?once=1').reply(401)
  await t.renew(a(1))
  await t.at('/a?once=1').reply(200)
  assert.equal(seen, [`${ORIGIN}/a`, `${ORIGIN}/a`])
  assert.is(t.all('/a?once=1').length, 2)
})

test('a layer inside that neither answers nor goes on is no business of auth', async () => {
  const t: Bench = bench({ inside: [async () => {}] })
  const call = t.get('/a')
  await drain()
  assert.is(call.error.code as string, 'invalid')
  assert.is(t.wire.length, 0)
})

test('nor is one that signs the user out and does no more', async () => {
  const t: Bench = bench({ inside: [async () => void t.session.signOut()] })
  const call = t.get('/a')
  await drain()
  assert.is(call.error.code as string, 'invalid')
})

test('a client’s types know what the layer adds', () => {
  const { session } = bench({ kept: b(0) })
  const transport = () => new Promise<never>(() => {})
  const client = createClient({ transport, baseURL: 'https://api.test' })
  const whole = client.use(loading({ show() {}, hide() {} })).use(auth({ session }))
  const options: Parameters<typeof whole.get>[1] & LoadingRequestOptions = {
    auth: false,
    loading: false,
  }
  whole.on('logout', ({ reason }) => reason)
  // @ts-expect-error there is no such event
  whole.on('logged-out', () => {})
  // @ts-expect-error there is no such option
  const wrong: typeof options = { auth: 'no' }
  assert.ok(wrong)
})

test('G05 a request that is exempt does not say whom to refresh through', async () => {
  const t = bench({ kept: undefined })
  const api = t.client.use(headers({ 'X-App': 'shop' }))
  t.post('/login', {}, { auth: false })
  await drain()
  await t.at('/login').reply(200)
  await t.session.signIn(a(0))
  const call = api.get('/me')
  await drain()
  await t.at('/me').reply(401)
  assert.is(t.at('/refresh').request.headers['x-app'], 'shop')
  await t.renew(a(1))
  await t.at('/me').reply(200)
  assert.is((await call).status, 200)
})

test.run()
