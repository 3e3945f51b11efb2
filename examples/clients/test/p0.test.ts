import { DEMO_PASSWORD } from '@allium/example-backends'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { p0 } from '../src/index'
import { answersOf, askMany, benchOf, errorOf } from './bench'
import type { Facts } from './facts'
import { nonsense, oddTokens } from './nonsense'
import { openP0 as open, REFRESH_PATH as refreshPath } from './p0-bench'
import { scenarios } from './scenarios'
import { replace, tidyUp } from './tidy-up'
import { until } from './time'

const test = suite('P0')
test.after.each(tidyUp)

const facts: Facts = {
  open,
  refreshPath,
  listOf: ({ data }) => (data as { data: unknown }).data,
  kept: session => {
    const { accessToken, refreshToken } = session.credential() ?? {}
    return accessToken ? { accessToken, refreshToken } : {}
  },
  refusedFirst: 10,
  rejection: { status: 401, message: '登录已过期，请重新登录' },
  isOverWhenLost: true,
  timeoutMs: 10_000,
  screen: {
    good: ['0 showLoading 加载中 mask', '50 hideLoading'],
    rejected: [
      '0 showLoading 加载中 mask',
      '0 hideLoading',
      '0 showToast 登录已过期，请重新登录 none 2000',
      '2000 toastExpired 登录已过期，请重新登录',
    ],
    lost: [
      '0 showLoading 加载中 mask',
      '0 hideLoading',
      '0 showToast 请求数据失败，请稍后重试。 none 2000',
      '2000 toastExpired 请求数据失败，请稍后重试。',
    ],
  },
}
scenarios(test, facts)
nonsense(
  test,
  facts,
  oddTokens(data => ({ status: 200, body: { data } })),
)

test('without a token no header is sent, and its 401 is the caller’s to read', async () => {
  const { ask, server, events } = await open({}, () => ({}))
  const error = await errorOf(ask('/me'))
  assert.equal([error.code, error.response?.status], ['status', 401])
  await errorOf(ask('/me'))
  assert.equal(
    server.wire.entries.map(({ path, user }) => [path, user]),
    [
      ['/me', undefined],
      ['/me', undefined],
    ],
  )
  assert.equal(events.types(), ['logout'], 'said once')
  assert.is((events.of('logout') as [{ reason: string }])[0].reason, 'absent')
})

test('a request that opts out has no token, and neither has its 401', async () => {
  const { api, server, events } = await open()
  const error = await errorOf(api.get('/me', { auth: false }))
  assert.equal([error.code, error.response?.status], ['status', 401])
  const wrong = { user: 'u1', password: 'wrong' }
  const refused = await errorOf(api.post('/Login', wrong, { auth: false }))
  assert.equal([refused.code, refused.response?.status], ['status', 401])
  assert.ok(server.wire.entries.every(({ user }) => user === undefined))
  assert.is(server.wire.count({ path: refreshPath }), 0)
  assert.equal(events.types(), [])
})

test('a login signs in, and the next start of the app needs none', async () => {
  const { api, session, server, ...place } = await open({}, () => ({}))
  type Tokens = { data: { accessToken: string; refreshToken: string } }
  const account = { user: 'u2', password: DEMO_PASSWORD }
  const { data } = await api.post<Tokens>('/Login', account, { auth: false })
  await session.signIn(data.data)
  assert.equal(place.stored(), { ...data.data })
  const next = benchOf(place, server, p0(server.url))
  await next.ask('/me')
  assert.equal(
    server.wire.entries.map(({ path, user }) => [path, user]),
    [
      ['/Login', undefined],
      ['/me', 'u2'],
    ],
  )
})

test('the data of a GET is its query, in any letter case of the method', async () => {
  const { api, server } = await open()
  for (const method of ['get', 'GET', 'Get']) {
    const data = { a: 1, 词: '中 文' }
    const answer = await api.request({ url: '/items', method, data })
    assert.equal(facts.listOf(answer), [
      ['a', '1'],
      ['词', '中 文'],
    ])
  }
  assert.is(server.wire.count({ method: 'GET' }), 3)
})

test('the content type is JSON, unless the caller says another', async () => {
  const { api, wx } = await open()
  const told: unknown[] = []
  const request: typeof wx.request = options => {
    told.push((options.header as Record<string, string>)['content-type'])
    return wx.request(options)
  }
  replace(globalThis, { wx: { ...wx, request } })
  await api.get('/me')
  type Order = { data: { received: unknown; contentType: string } }
  const json = await api.post<Order>('/orders', { n: 1 })
  assert.equal(json.data.data, { received: { n: 1 }, contentType: 'application/json' })
  const headers = { 'content-type': 'text/plain' }
  const text = await api.post<Order>('/orders', 'n=1', { headers })
  assert.equal(text.data.data, { received: 'n=1', contentType: 'text/plain' })
  assert.equal(told, ['application/json', 'application/json', 'text/plain'])
})

test('the refresh is sent once, with the old access token', async () => {
  const bench = await open()
  bench.server.expireAccess()
  await bench.ask('/me')
  assert.equal(
    bench.server.wire.entries.map(({ seq, status, ...entry }) => {
      const { method, path, tokenSerial } = entry
      return [method, path, tokenSerial, status]
    }),
    [
      ['GET', '/me', 1, 401],
      ['POST', refreshPath, 1, 200],
      ['GET', '/me', 2, 200],
    ],
  )
  assert.equal(bench.server.stats, { refreshes: 1, reuses: 0 })
})

test('a request is replayed once; a fresh token that is refused is a loop', async () => {
  const { ask, server, session, events } = await open({ accessTtlMs: 0 })
  assert.is((await errorOf(ask('/me'))).code, 'refresh-loop')
  assert.is(server.wire.count({ path: '/me' }), 2)
  assert.is(server.wire.count({ path: refreshPath }), 1)
  assert.equal(events.types(), ['refresh:start', 'refresh'])
  assert.ok(session.credential(), 'the session goes on')
})

test('a 401 that comes late is replayed, and refreshes nothing', async () => {
  const bench = await open()
  const { server, wayBack, ask } = bench
  server.expireAccess()
  const unblock = wayBack.block('/me')
  const late = ask('/me')
  await until(() => wayBack.count('/me') === 1)
  await answersOf(askMany(bench, 1))
  unblock()
  assert.is((await late).status, 200)
  assert.is(server.wire.count({ path: refreshPath }), 1)
  assert.is(server.wire.count({ path: '/me', status: 401 }), 1)
  assert.equal(server.stats, { refreshes: 1, reuses: 0 })
})

test.run()
