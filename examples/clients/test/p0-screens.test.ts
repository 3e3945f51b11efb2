import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { askMany, errorOf, errorsOf, rest } from './bench'
import { openP0 as open, REFRESH_PATH as refreshPath } from './p0-bench'
import { tidyUp } from './tidy-up'
import { until } from './time'

const test = suite('P0, its screens')
test.after.each(tidyUp)

const index = 'pages/index/index'
const login = 'pages/login/login'
const shown = ['0 showLoading 加载中 mask', '0 hideLoading']
const said = (text: string, at = 0) => [
  `${at} showToast ${text} none 2000`,
  `${at + 2_000} toastExpired ${text}`,
]
const failed = said('请求数据失败，请稍后重试。')

test('the loading goes with the last that wanted it; a replay shows no other', async () => {
  const bench = await open()
  const { server, wayBack, clock, ask } = bench
  server.expireAccess()
  const unblock = wayBack.block('/me')
  const slow = ask('/me')
  await until(() => wayBack.count('/me') === 1)
  await ask('/items')
  await clock.advance(1_000)
  assert.equal(bench.shown(), ['0 showLoading 加载中 mask'])
  assert.equal(bench.screen.visible, { kind: 'loading', title: '加载中' })
  unblock()
  await slow
  assert.is(server.wire.count({ path: '/me' }), 2)
  await rest(bench)
  assert.equal(bench.shown(), ['0 showLoading 加载中 mask', '1050 hideLoading'])
})

test('a request that opts out shows nothing, not even where it fails', async () => {
  const bench = await open()
  await bench.api.get('/me', { loading: false })
  await errorOf(bench.api.get('/status/500', { loading: false }))
  await rest(bench)
  assert.equal(bench.shown(), [])
})

test('a failure is told, once for all that fail together, and no other request hides it', async () => {
  const bench = await open()
  const { wayBack, ask } = bench
  const unblock = wayBack.block('/me')
  const slow = ask('/me')
  await until(() => wayBack.count('/me') === 1)
  const errors = await errorsOf([ask('/status/500'), ask('/status/404'), ask('/html')])
  assert.equal(
    errors.map(({ code }) => code),
    ['status', 'status', 'unreadable'],
  )
  assert.equal(bench.shown(), ['0 showLoading 加载中 mask'])
  unblock()
  await slow
  await rest(bench)
  assert.equal(bench.shown(), [...shown, ...failed])
})

test('a login with a wrong password is a failure like any other', async () => {
  const bench = await open({}, () => ({}))
  const wrong = { user: 'u1', password: 'wrong' }
  await errorOf(bench.api.post('/Login', wrong, { auth: false }))
  await rest(bench)
  assert.equal(bench.shown(), [...shown, ...failed])
  assert.equal(bench.pages.stack, [index])
})

test('after a rejected refresh the login page opens 2,000 ms after the toast, once', async () => {
  const bench = await open()
  const { server, pages, clock } = bench
  server.expireAccess()
  server.rejectRefresh(true)
  await errorsOf(askMany(bench, 50))
  assert.equal(bench.shown().slice(2), ['0 showToast 登录已过期，请重新登录 none 2000'])
  await clock.advance(1_999)
  assert.equal(pages.stack, [index])
  await clock.advance(1)
  await until(() => pages.stack.length === 2)
  assert.equal(pages.stack, [index, login])
  await errorOf(bench.ask('/me'))
  await rest(bench)
  assert.equal(pages.stack, [index, login])
})

test('where the login page is open already, no second one opens', async () => {
  const bench = await open()
  const { server, wx, pages } = bench
  await wx.navigateTo({ url: `/${login}` })
  server.expireAccess()
  server.rejectRefresh(true)
  await errorOf(bench.ask('/me'))
  await rest(bench)
  assert.equal(bench.shown().slice(2), said('登录已过期，请重新登录'))
  assert.equal(pages.stack, [index, login])
})

test('somebody who signs in within the 2,000 ms is left where he is', async () => {
  const bench = await open()
  const { server, session, pages, clock } = bench
  server.expireAccess()
  server.rejectRefresh(true)
  await errorOf(bench.ask('/me'))
  await clock.advance(1_000)
  await session.signIn(server.signIn('u2'))
  await rest(bench)
  assert.equal(pages.stack, [index])
})

for (const [name, isKept] of [
  ['a refresh token', true],
  ['any token', false],
] as const) {
  test(`without ${name} there is no toast, and the login page opens 2,000 ms later`, async () => {
    const bench = await open({}, server =>
      isKept ? { accessToken: server.signIn().accessToken } : {},
    )
    const { server, pages, clock } = bench
    server.expireAccess()
    const errors = await errorsOf(askMany(bench, 20))
    assert.ok(
      errors.every(({ response }) => response === undefined || response.status === 401),
    )
    assert.is(server.wire.count({ path: refreshPath }), 0)
    await clock.advance(1_999)
    assert.equal(pages.stack, [index])
    await clock.advance(1)
    await until(() => pages.stack.length === 2)
    await rest(bench)
    assert.equal([pages.stack, bench.stored()], [[index, login], {}])
    assert.equal(
      bench.shown().map(line => line.split(' ')[1]),
      ['showLoading', 'hideLoading'],
    )
    assert.is(bench.events.of('logout').length, 1)
  })
}

test('a refresh that fails for now is told as a failure, and opens no login page', async () => {
  const bench = await open()
  const { server, pages } = bench
  server.expireAccess()
  server.failRefreshWith(503)
  await errorsOf(askMany(bench, 1))
  await rest(bench)
  assert.equal(bench.shown(), [...shown, ...failed])
  assert.equal(pages.stack, [index])
})

test.run()
