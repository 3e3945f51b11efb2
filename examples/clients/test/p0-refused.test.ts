import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { answersOf, askMany, errorOf, rest } from './bench'
import { openP0 as open, REFRESH_PATH as refreshPath } from './p0-bench'
import { tidyUp } from './tidy-up'
import { until } from './time'

const test = suite('P0, refresh refused or lost')
test.after.each(tidyUp)

for (const status of [400, 401, 403, 404, 409, 418, 422]) {
  test(`a refresh answered with ${status} ends the session`, async () => {
    const { ask, server, session, events } = await open()
    server.expireAccess()
    server.refuseRefreshWith(status, { msg: '请重新登录' })
    assert.is((await errorOf(ask('/me'))).code, 'refresh-rejected')
    assert.equal([session.credential(), server.stats.refreshes], [undefined, 0])
    const [logout] = events.of('logout') as [Record<string, unknown>]
    assert.equal([logout.status, logout.message], [status, '请重新登录'])
  })
}

for (const status of [408, 425, 429, 500, 502, 503]) {
  test(`a refresh answered with ${status} keeps the session`, async () => {
    const bench = await open()
    const { server, events } = bench
    const before = bench.stored()
    server.expireAccess()
    server.failRefreshWith(status)
    assert.is((await errorOf(bench.ask('/me'))).code, 'refresh-transient')
    assert.equal(bench.stored(), before)
    server.failRefreshWith(undefined)
    await answersOf(askMany(bench, 1))
    assert.equal(events.of('logout'), [])
  })
}

test('a refresh without a network keeps the session, and leads to no login page', async () => {
  const bench = await open()
  const { server, network, pages } = bench
  const before = bench.stored()
  server.expireAccess()
  network.offline = url => url.endsWith(refreshPath)
  const error = await errorOf(bench.ask('/me'))
  assert.equal([error.code, error.retryable], ['refresh-transient', true])
  assert.is(server.wire.count({ path: refreshPath }), 0)
  await rest(bench)
  assert.equal([bench.stored(), pages.stack], [before, ['pages/index/index']])
  network.offline = false
  await answersOf(askMany(bench, 1))
})

test('where refresh tokens rotate, a lost answer has spent one: shown again, it ends the session', async () => {
  const bench = await open()
  const { server, session, events } = bench
  server.expireAccess()
  server.dropRefreshAnswer()
  assert.is((await errorOf(bench.ask('/me'))).code, 'refresh-ambiguous')
  assert.equal(server.stats, { refreshes: 1, reuses: 0 })
  assert.ok(session.credential())
  assert.is((await errorOf(bench.ask('/me'))).code, 'refresh-rejected')
  assert.equal(server.stats, { refreshes: 1, reuses: 1 })
  assert.equal([bench.stored(), events.of('logout').length], [{}, 1])
})

test('where they do not rotate, the next request refreshes and goes on', async () => {
  const bench = await open({ rotate: false })
  const { server, session, events } = bench
  const { refreshToken } = bench.stored()
  server.expireAccess()
  server.dropRefreshAnswer()
  assert.is((await errorOf(bench.ask('/me'))).code, 'refresh-ambiguous')
  await answersOf(askMany(bench, 1))
  assert.equal(server.stats, { refreshes: 2, reuses: 0 })
  assert.is(session.credential()?.refreshToken, refreshToken, 'it is kept')
  assert.is(bench.stored().refreshToken, refreshToken)
  assert.equal(events.of('logout'), [])
})

test('after two lost answers in a row the token is shown again when the app comes back', async () => {
  const { ask, server, session, app, clock } = await open({ rotate: false })
  server.expireAccess()
  server.dropRefreshAnswer(2)
  for (let n = 0; n < 2; n += 1) await errorOf(ask('/me'))
  await clock.advance(3_600_000)
  const error = await errorOf(ask('/me'))
  assert.equal([error.code, error.retryable], ['refresh-ambiguous', false])
  assert.is(server.wire.count({ path: refreshPath }), 2)
  assert.ok(session.credential())
  app.hide()
  app.show()
  assert.is((await ask('/me')).status, 200)
  assert.is(server.wire.count({ path: refreshPath }), 3)
})

test('a refresh that is never answered fails its waiters after 10,000 ms, and its late answer counts', async () => {
  const bench = await open()
  const { server, session, clock, wayBack, ask } = bench
  server.expireAccess()
  const unblock = wayBack.block(refreshPath)
  const waiting = errorOf(ask('/me'))
  await until(() => wayBack.count(refreshPath) === 1)
  await clock.advance(10_000)
  assert.is((await waiting).code, 'refresh-timeout')
  assert.ok(session.credential())
  unblock()
  assert.is((await ask('/me')).status, 200)
  assert.equal(server.stats, { refreshes: 1, reuses: 0 })
})

test.run()
