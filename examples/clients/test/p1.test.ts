import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { answersOf, askMany, errorOf, rest } from './bench'
import type { Facts } from './facts'
import { nonsense, oddCodes, oddTokens } from './nonsense'
import { assertTokens, LOGIN_PATH, openP1 as open } from './p1-bench'
import { scenarios } from './scenarios'
import { tidyUp } from './tidy-up'

const test = suite('P1')
test.after.each(tidyUp)

const failed = ['0 showToast 请求发送失败 none 2000', '2000 toastExpired 请求发送失败']
const facts: Facts = {
  open,
  refreshPath: LOGIN_PATH,
  listOf: ({ data }) => data,
  kept: session => {
    const { accessToken } = session.credential() ?? {}
    return accessToken ? { LOGIN_B_T: accessToken } : {}
  },
  refusedFirst: 1,
  rejection: { status: 200, message: '账号已被停用' },
  isOverWhenLost: false,
  timeoutMs: 10_000,
  screen: { good: [], rejected: failed, lost: failed },
}
scenarios(test, facts)
nonsense(test, facts, [
  ...oddCodes,
  ...oddTokens(token => ({ status: 200, body: { code: 200, data: { token } } })),
])

test('50 parallel requests go one after the other, each with the token of the one before', async () => {
  const bench = await open()
  const answers = await answersOf(askMany(bench, 50))
  assert.equal(
    answers.map(facts.listOf),
    answers.map((_, i) => [['i', `${i}`]]),
  )
  const { entries } = bench.server.wire
  assert.equal(
    entries.map(({ tokenSerial }) => tokenSerial),
    answers.map((_, i) => i + 1),
  )
  assert.ok(entries.every(({ method, path }) => method === 'POST' && path === '/items'))
  assertTokens(bench, { logins: 0 })
  assert.equal(bench.events.types(), [])
  assert.equal(bench.stored(), facts.kept(bench.session))
})

test('50 parallel requests on an expired token are one code, used once', async () => {
  const bench = await open()
  bench.server.expireAccess()
  await answersOf(askMany(bench, 50))
  assertTokens(bench, { logins: 1 })
  const [refused, login, ...rest] = bench.server.wire.entries
  assert.equal([refused?.tokenSerial, login?.path], [1, LOGIN_PATH])
  assert.equal(
    rest.map(({ tokenSerial }) => tokenSerial),
    rest.map((_, i) => i + 2),
  )
})

test('without a token the first request signs in, by one code', async () => {
  const bench = await open({ isSignedIn: false })
  await answersOf(askMany(bench, 50))
  assert.equal(
    [bench.server.wire.count(), bench.server.wire.entries[0]?.path],
    [51, LOGIN_PATH],
  )
  assertTokens(bench, { logins: 1 })
  assert.equal(bench.stored(), facts.kept(bench.session))
})

test('the caller gets the data, and a body that says no is a typed error with its code', async () => {
  const bench = await open()
  const { data } = await bench.api.request<{ user: string }>({ url: '/me' })
  assert.equal(data, { user: 'u1' })
  const error = await errorOf(bench.ask('/sold-out'))
  const { code, businessCode, response } = error as typeof error & {
    businessCode: unknown
  }
  assert.equal([code, businessCode, response?.status], ['business', 5001, 200])
  await rest(bench)
  assert.equal(bench.shown(), failed)
})

test('the HTTP status 408 is a failure, and no expiry', async () => {
  const bench = await open({ onError: 'rotate' })
  const error = await errorOf(bench.ask('/status/408'))
  assert.equal([error.code, error.response?.status], ['status', 408])
  await bench.ask('/me')
  assertTokens(bench, { logins: 0 })
})

test('a login that gives a token which is refused at once is a loop, ended after one replay', async () => {
  const bench = await open({ tokenTtlMs: 0 })
  assert.is((await errorOf(bench.ask('/me'))).code, 'refresh-loop')
  assert.is(bench.server.wire.count({ path: '/me' }), 2)
  assertTokens(bench, { logins: 1 })
  assert.ok(bench.session.credential())
})

test('a login whose answer is lost is not repeated with the same code', async () => {
  const bench = await open()
  const { server, login } = bench
  server.expireAccess()
  server.dropRefreshAnswer()
  assert.is((await errorOf(bench.ask('/me'))).code, 'refresh-ambiguous')
  await bench.ask('/me')
  const { refreshes, codes, codeReuses } = server.stats
  assert.equal([refreshes, codes, codeReuses, login.calls], [2, 2, 0, 2])
})

test('a code that the server does not know ends the session, with its words', async () => {
  const bench = await open({ redeem: () => false })
  bench.server.expireAccess()
  assert.is((await errorOf(bench.ask('/me'))).code, 'refresh-rejected')
  const [logout] = bench.events.of('logout') as [Record<string, unknown>]
  assert.equal([logout.reason, logout.message], ['rejected', 'invalid code'])
  assert.equal(bench.stored(), {})
})

test('where `wx.login` gives no code the session is kept, and no server is asked', async () => {
  const bench = await open()
  const { server, login } = bench
  const before = bench.stored()
  server.expireAccess()
  login.failWith({ errMsg: 'login:fail system error' })
  const error = await errorOf(bench.ask('/me'))
  assert.equal([error.code, error.retryable], ['refresh-transient', true])
  assert.is(server.wire.count({ path: LOGIN_PATH }), 0)
  assert.equal(bench.stored(), before)
  login.failWith(undefined)
  await bench.ask('/me')
  assert.equal([server.stats.refreshes, login.codes.length], [1, 1])
})

test('after a logout nothing signs in by itself; `refresh` does', async () => {
  const bench = await open()
  await bench.session.signOut()
  assert.is((await errorOf(bench.ask('/me'))).code, 'business')
  assert.is(bench.login.calls, 0)
  await bench.session.refresh()
  await bench.ask('/me')
  assertTokens(bench, { logins: 1 })
})

test.run()
