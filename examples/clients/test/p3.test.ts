import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { answersOf, askMany, assertNoToken, errorOf, rest } from './bench'
import type { Facts } from './facts'
import { INVALID, type Nonsense, nonsense, oddTokens } from './nonsense'
import { BASE_URL, openP3 as open } from './p3-bench'
import { scenarios } from './scenarios'
import { tidyUp } from './tidy-up'
import { until } from './time'

const test = suite('P3')
test.after.each(tidyUp)

const toast = (text: string) => [
  `0 showToast ${text} none 3000`,
  `3000 toastExpired ${text}`,
]
const facts: Facts = {
  open,
  refreshPath: '/token',
  listOf: ({ data }) => (data as { data: unknown }).data,
  kept: session => {
    const { accessToken, expiresAt } = session.credential() ?? {}
    const record = { access_token: accessToken, expires_in: expiresAt }
    return accessToken ? { token: JSON.stringify(record) } : {}
  },
  refusedFirst: 10,
  rejection: { status: 401, message: '用户名或密码错误' },
  isOverWhenLost: false,
  timeoutMs: 10_000,
  screen: { good: [], rejected: toast('用户名或密码错误'), lost: toast('token expired') },
}
scenarios(test, facts)

const lifetimes = ['0', '-1', '-0.5', '"60000"', '""', 'true', '[60000]', '{}', '1e999']
const oddLifetimes = lifetimes.map((text): Nonsense => {
  const body = `{"access_token":"a.b","expires_in":${text}}`
  return [`the lifetime ${text}`, { status: 200, body }, INVALID]
})
nonsense(test, facts, [
  ...oddTokens(access_token => ({
    status: 200,
    body: { access_token, expires_in: 60_000 },
  })),
  ...oddLifetimes,
])

for (const kept of ['nothing', 'an expired token'] as const) {
  test(`with ${kept} kept, 50 requests are held for one token, and none is refused`, async () => {
    const bench = await open({ kept })
    await answersOf(askMany(bench, 50))
    const { wire, stats } = bench.server
    assert.equal([wire.entries[0]?.path, wire.count({ path: '/token' })], ['/token', 1])
    assert.equal([wire.count({ status: 401 }), wire.count()], [0, 51])
    assert.equal(stats, { refreshes: 1, refusals: 0, headerFaults: 0 })
    assert.equal(bench.stored(), facts.kept(bench.session))
  })
}

test('the end of a token is kept as an instant, in JSON under `token`', async () => {
  const bench = await open({ kept: 'nothing', accessTtlMs: 600_000 })
  await bench.clock.advance(1_234)
  await bench.ask('/me')
  assert.is(bench.keptNow()?.expires_in, bench.clock.now() + 600_000)
  assert.is(bench.keptNow()?.access_token, bench.session.credential()?.accessToken)
  assert.equal(Object.keys(bench.stored()), ['token'])
})

test('a token is renewed before it ends, and no request is refused', async () => {
  const bench = await open({ accessTtlMs: 30_000 })
  const { server, clock, ask } = bench
  await ask('/me')
  await clock.advance(19_999)
  await ask('/me')
  assert.is(server.wire.count({ path: '/token' }), 0)
  await clock.advance(1)
  await answersOf(askMany(bench, 50))
  assert.is(server.wire.entries[2]?.path, '/token')
  assert.equal([server.wire.count({ status: 401 }), server.stats.refreshes], [0, 1])
  assert.is(bench.keptNow()?.expires_in, clock.now() + 30_000)
})

test('a renewal that fails for now lets requests go with the token that still lives', async () => {
  const bench = await open({ accessTtlMs: 30_000 })
  const { server, clock, ask, events } = bench
  await ask('/me')
  await clock.advance(25_000)
  server.failRefreshWith(503)
  await answersOf(askMany(bench, 3))
  assert.is(server.wire.count({ path: '/token', status: 503 }), 1)
  await clock.advance(5_000)
  assert.is((await errorOf(ask('/me'))).code, 'refresh-transient')
  assert.equal(events.of('logout'), [])
  server.failRefreshWith(undefined)
  await clock.advance(3_000)
  await answersOf(askMany(bench, 3))
  assert.is(server.stats.refreshes, 1)
})

test('a token fetch that is never answered holds nobody for ever', async () => {
  const bench = await open({ kept: 'nothing' })
  const unblock = bench.wayBack.block('/token')
  const failing = errorOf(bench.ask('/me'))
  await until(() => bench.wayBack.count('/token') === 1)
  await bench.clock.advance(10_000)
  assert.is((await failing).code, 'refresh-timeout')
  unblock()
  await answersOf(askMany(bench, 3))
  assert.is(bench.server.stats.refreshes, 1)
})

for (const refusalStatus of [401, 403] as const) {
  test(`a wrong password, answered with ${refusalStatus}, ends it once`, async () => {
    const bench = await open({ kept: 'nothing', refusalStatus, password: '5EBE2294' })
    const error = await errorOf(bench.ask('/me'))
    assert.is(error.code, 'refresh-rejected')
    await errorOf(bench.ask('/me'))
    assert.equal(bench.server.stats, { refreshes: 0, refusals: 1, headerFaults: 0 })
    assert.is(bench.events.of('logout').length, 1)
    assert.equal(bench.stored(), {})
    assertNoToken(error)
    assert.not.match(
      JSON.stringify([error, bench.events.log, `${error.stack}`]),
      '5EBE2294',
    )
  })
}

test('the token is mirrored, and each request says that it is an XMLHttpRequest', async () => {
  const bench = await open()
  bench.server.expireAccess()
  await answersOf(askMany(bench, 50))
  assert.equal(bench.server.stats, { refreshes: 1, refusals: 0, headerFaults: 0 })
  assert.ok(bench.asked.every(url => url.startsWith(`${BASE_URL}/`)))
})

test('the caller gets the body; a body that says no is a toast, and rejects with the answer', async () => {
  const bench = await open()
  const good = await bench.api.get('/me')
  assert.equal(good.data, { code: 200, data: { user: 'u1' }, msg: 'ok' })
  const error = await errorOf(bench.ask('/sold-out'))
  assert.is(error.code, 'business')
  assert.equal(error.response?.data, { data: null, msg: '库存不足', code: 5001 })
  await rest(bench)
  assert.equal(bench.shown(), toast('库存不足'))
})

test.run()
