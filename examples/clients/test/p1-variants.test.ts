import { drain } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { answersOf, askMany, errorOf, errorsOf } from './bench'
import { assertTokens, LOGIN_PATH, openP1 as open, type P1Bench } from './p1-bench'
import { tidyUp } from './tidy-up'
import { until } from './time'

const test = suite('P1, its variants')
test.after.each(tidyUp)

for (const expiredAs of [408, '408', 'TokenExpired', 401] as const) {
  test(`expired as ${JSON.stringify(expiredAs)}: 50 requests are one login`, async () => {
    const bench = await open({ expiredAs })
    bench.server.expireAccess()
    await answersOf(askMany(bench, 50))
    const { wire } = bench.server
    assert.equal([wire.count({ path: LOGIN_PATH }), wire.count()], [1, 52])
    assert.is(wire.count({ status: 401 }), expiredAs === 401 ? 1 : 0)
    assertTokens(bench, { logins: 1 })
  })
}

test('the login’s token may be in the body', async () => {
  const bench = await open({ loginTokenIn: 'body', isSignedIn: false })
  await answersOf(askMany(bench, 3))
  assertTokens(bench, { logins: 1 })
})

for (const header of ['b-t', 'B-T', 'b-T', 'B-t']) {
  test(`the header of answers may be written ${header}`, async () => {
    const bench = await open({ header, isSignedIn: false })
    await answersOf(askMany(bench, 5))
    assertTokens(bench, { logins: 1 })
  })
}

/** A request that fails, and what becomes of the next. */
async function failThenAsk(bench: P1Bench, url: string): Promise<void> {
  await errorOf(bench.ask(url))
  assert.ok(bench.session.credential(), 'the session is kept')
  await bench.ask('/me')
  assert.equal(bench.events.of('logout'), [])
}

for (const url of ['/status/404', '/status/500', '/sold-out']) {
  test(`${url} that brings the next token: it is taken`, async () => {
    const bench = await open({ onError: 'rotate' })
    await failThenAsk(bench, url)
    assertTokens(bench, { logins: 0 })
  })

  test(`${url} that keeps the token good: it is used again`, async () => {
    const bench = await open({ onError: 'keep' })
    await failThenAsk(bench, url)
    assertTokens(bench, { logins: 0 })
  })

  test(`${url} that has spent the token: it is tried once, then a code signs in`, async () => {
    const bench = await open({ onError: 'spend' })
    await failThenAsk(bench, url)
    assertTokens(bench, { logins: 1, reuses: 1 })
    assert.is(bench.server.wire.count(), 4)
  })
}

test('a lost answer leaves the known token: it is tried once, then a code signs in', async () => {
  const bench = await open()
  bench.server.loseNextToken()
  const error = await errorOf(bench.ask('/me'))
  assert.equal([error.code, error.sent, error.retryable], ['network', true, true])
  await answersOf(askMany(bench, 20))
  assertTokens(bench, { logins: 1, reuses: 1 })
  assert.is(bench.server.wire.count(), 1 + 1 + 1 + 20)
})

for (const how of ['empty', 'missing'] as const) {
  test(`a good answer whose token is ${how} leaves the known one: tried once, then a code`, async () => {
    const bench = await open()
    const before = bench.stored()
    bench.server.loseNextToken(1, how)
    assert.is((await bench.ask('/me')).status, 200)
    assert.equal(bench.stored(), before)
    await answersOf(askMany(bench, 20))
    assertTokens(bench, { logins: 1, reuses: 1 })
  })
}

test('a page that is no JSON brings the next token like any answer', async () => {
  const bench = await open()
  assert.is((await errorOf(bench.ask('/html'))).code, 'unreadable')
  await bench.ask('/me')
  assertTokens(bench, { logins: 0 })
})

test('a caller who leaves does not let the next one go before the token has come', async () => {
  const bench = await open()
  const { wayBack, api, server } = bench
  const unblock = wayBack.block('/slow')
  const left = api.request({ url: '/slow', query: { ms: 0 } })
  const failing = errorOf(left)
  await until(() => wayBack.count('/slow') === 1)
  const waiting = askMany(bench, 3)
  left.abort()
  assert.is((await failing).code, 'aborted')
  await drain()
  assert.is(server.wire.count(), 1)
  unblock()
  await answersOf(waiting)
  assert.is(server.wire.count(), 4)
  assertTokens(bench, { logins: 0 })
})

test('without a network all fail alone, and the token is as good as before', async () => {
  const bench = await open()
  bench.network.offline = true
  const errors = await errorsOf(askMany(bench, 10))
  assert.ok(errors.every(({ code, sent }) => code === 'offline' && !sent))
  bench.network.offline = false
  await answersOf(askMany(bench, 10))
  assertTokens(bench, { logins: 0 })
})

test.run()
