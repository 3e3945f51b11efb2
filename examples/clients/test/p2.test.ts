import { type P2Options, startP2 } from '@allium/example-backends'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { p2 } from '../src/index'
import { answersOf, askMany, benchOf, errorOf, rest } from './bench'
import type { Facts } from './facts'
import { nonsense, oddCodes, oddTokens } from './nonsense'
import { openPhone } from './phone'
import { scenarios } from './scenarios'
import { replace, tidyUp, whenOver } from './tidy-up'
import { until } from './time'

const test = suite('P2')
test.after.each(tidyUp)

/** A phone before P2, whose codes the server redeems. */
async function open(options: P2Options & { isSignedIn?: boolean } = {}) {
  const { isSignedIn = true, ...more } = options
  const phone = await openPhone()
  const { redeem } = phone.login
  const server = await startP2({ now: phone.clock.now, redeem, ...more })
  whenOver(server.close)
  if (isSignedIn) phone.wx.setStorageSync('cookie', server.signIn())
  return benchOf(phone, server, p2(server.url, options.loginPath))
}

/** So many logins, each with a code of its own. */
function assertLogins(
  { server, login }: Awaited<ReturnType<typeof open>>,
  count: number,
): void {
  assert.equal(server.stats, { refreshes: count, codes: count, codeReuses: 0 })
  assert.equal([login.calls, login.codes.length], [count, count])
}

const toast = (text: string) => [
  `0 showToast ${text} none 2000`,
  `2000 toastExpired ${text}`,
]
const facts: Facts = {
  open,
  refreshPath: '/login',
  listOf: ({ data }) => data,
  kept: session => {
    const { accessToken } = session.credential() ?? {}
    return accessToken ? { cookie: accessToken } : {}
  },
  refusedFirst: 10,
  rejection: { status: 200, message: '账号已被停用' },
  isOverWhenLost: false,
  timeoutMs: 10_000,
  screen: { good: [], rejected: toast('账号已被停用'), lost: toast('请求失败') },
}
scenarios(test, facts)
nonsense(test, facts, [
  ...oddCodes,
  ...oddTokens(sessionId => ({
    status: 200,
    body: { code: '0000', success: true, data: { sessionId } },
  })),
])

test('50 parallel requests on an expired session are one code, used once', async () => {
  const bench = await open()
  bench.server.expireAccess()
  await answersOf(askMany(bench, 50))
  assertLogins(bench, 1)
  assert.ok(bench.server.wire.entries.every(({ method }) => method === 'POST'))
})

test('without a session the first request signs in, by one code', async () => {
  const bench = await open({ isSignedIn: false })
  await answersOf(askMany(bench, 50))
  assertLogins(bench, 1)
  assert.equal(
    [bench.server.wire.count(), bench.stored()],
    [51, facts.kept(bench.session)],
  )
})

test('an expiry without `success` is one, too', async () => {
  const bench = await open({ tellsSuccess: false })
  bench.server.expireAccess()
  await answersOf(askMany(bench, 50))
  assertLogins(bench, 1)
})

for (const body of ['{"code":2}', '{"code":"2"}', '{"code":"0002","success":true}']) {
  test(`${body} is no expiry`, async () => {
    const bench = await open()
    const { request } = bench.wx
    const told: typeof request = options => {
      const { success } = options
      return request({
        ...options,
        success: answer => success?.({ ...answer, data: body as never }),
      })
    }
    replace(globalThis, { wx: { ...bench.wx, request: told } })
    assert.is((await errorOf(bench.ask('/me'))).code, 'business')
    assert.equal([bench.events.types(), bench.login.calls], [[], 0])
  })
}

test('the session may come in a `Set-Cookie`, beside other cookies', async () => {
  const bench = await open({ sessionIn: 'set-cookie', isSignedIn: false })
  await answersOf(askMany(bench, 3))
  assertLogins(bench, 1)
  assert.equal(bench.stored(), facts.kept(bench.session))
})

test('a `Set-Cookie` without a session id is no session', async () => {
  const bench = await open()
  const before = bench.stored()
  bench.server.expireAccess()
  bench.server.answerRefreshWith({
    status: 200,
    headers: { 'Set-Cookie': ['JSESSIONID=; Path=/', 'locale=zh_CN'] },
    body: { code: '0000', success: true },
  })
  assert.is((await errorOf(bench.ask('/me'))).code, 'invalid-refresh-answer')
  assert.equal(bench.stored(), before)
})

test('the path of the login is configuration', async () => {
  const bench = await open({ loginPath: '/wx/login', isSignedIn: false })
  await bench.ask('/me')
  assert.equal(
    bench.server.wire.entries.map(({ path }) => path),
    ['/wx/login', '/me'],
  )
})

test('other cookies of the caller are kept, before and after a login', async () => {
  const bench = await open()
  bench.server.expireAccess()
  const headers = { Cookie: 'locale=zh_CN; theme=dark' }
  await bench.api.request({ url: '/me', headers })
  const cookies = { locale: 'zh_CN', theme: 'dark' }
  assert.equal(bench.server.otherCookies, [
    { path: '/me', cookies },
    { path: '/login', cookies: {} },
    { path: '/me', cookies },
  ])
})

test('a session id of the caller’s own is left alone', async () => {
  const bench = await open()
  const headers = { cookie: `JSESSIONID=${bench.server.signIn('u2')}` }
  const { data } = await bench.api.request<{ user: string }>({ url: '/me', headers })
  assert.equal(data, { user: 'u2' })
})

test('the caller gets the data; a failure is a toast of the server’s words, and rejects', async () => {
  const bench = await open()
  const { data } = await bench.api.request<{ user: string }>({ url: '/me' })
  assert.equal(data, { user: 'u1' })
  const error = await errorOf(bench.ask('/sold-out'))
  const { code, businessCode } = error as typeof error & { businessCode: unknown }
  assert.equal([code, businessCode], ['business', '5001'])
  await rest(bench)
  assert.equal(bench.shown(), toast('库存不足'))
})

test('a failure without the server’s words is a toast all the same', async () => {
  const bench = await open()
  bench.network.offline = true
  assert.is((await errorOf(bench.ask('/me'))).code, 'offline')
  await rest(bench)
  assert.equal(bench.shown(), toast('请求失败'))
})

test('a login that yields no session settles all, and the next one is tried', async () => {
  const bench = await open()
  const { server, login } = bench
  server.expireAccess()
  login.hang = true
  const failing = errorOf(bench.ask('/me'))
  await until(() => login.calls === 1)
  await bench.clock.advance(10_000)
  assert.is((await failing).code, 'refresh-timeout')
  login.hang = false
  await answersOf(askMany(bench, 3))
  assert.equal([server.stats.refreshes, login.calls], [1, 2])
})

test.run()
