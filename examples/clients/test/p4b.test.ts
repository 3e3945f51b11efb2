import { DEMO_PASSWORD, type P4Options, startP4 } from '@allium/example-backends'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { p4b } from '../src/index'
import { answersOf, askMany, benchOf, errorOf } from './bench'
import type { Facts } from './facts'
import { INVALID, nonsense, oddCodes } from './nonsense'
import { scenarios } from './scenarios'
import { tidyUp, whenOver } from './tidy-up'
import { openPage } from './web-page'

const test = suite('P4, form b')
test.after.each(tidyUp)

/** A page of P4's own origin, whose jar has the cookies of a login. */
async function openPageOf(options: P4Options = {}) {
  const server = await startP4({ form: 'b', ...options })
  whenOver(server.close)
  const page = openPage(server.url)
  const bench = benchOf(page, server, p4b())
  const account = { user: 'u1', password: DEMO_PASSWORD }
  await bench.api.post('/login', account, { auth: false })
  server.wire.clear()
  return bench
}

/** The same, with the access token in memory. */
async function open(options?: P4Options) {
  const bench = await openPageOf(options)
  await bench.session.signIn({ accessToken: tokenIn(bench.jar.readable()) })
  return bench
}

function tokenIn(cookies: string): string {
  return /^access_token=(\S+)$/.exec(cookies)?.[1] ?? 'none'
}

const refreshPath = '/api/v1/user/token/refresh'
const facts: Facts = {
  open,
  refreshPath,
  basePath: '/api',
  listOf: ({ data }) => (data as { data: unknown }).data,
  kept: () => ({}),
  refusedFirst: 6,
  rejection: { status: 401, message: '登录已过期，请重新登录' },
  isOverWhenLost: true,
  timeoutMs: 5_000,
  screen: { good: [], rejected: [], lost: [] },
}
scenarios(test, facts)
const empty = { 'Set-Cookie': 'access_token=; Path=/' }
nonsense(test, facts, [
  ...oddCodes,
  [
    'code 200 and an empty cookie',
    { status: 200, headers: empty, body: { code: 200 } },
    INVALID,
  ],
  ['the code "200"', { status: 200, body: { code: '200' } }, INVALID],
])

test('without a token in memory the cookie buys one first, for all', async () => {
  const bench = await openPageOf()
  const { server, session, jar, events } = bench
  await answersOf(askMany(bench, 50))
  assert.is(server.wire.entries[0]?.path, refreshPath)
  assert.equal([server.wire.count(), server.wire.count({ status: 401 })], [51, 0])
  assert.equal(server.stats, { refreshes: 1, reuses: 0, logouts: 0 })
  assert.is(session.credential()?.accessToken, tokenIn(jar.readable()))
  assert.equal(events.types(), ['refresh:start', 'refresh'])
})

test('no script sees the refresh token, nor is it sent beside `/api`', async () => {
  const { jar } = await open()
  assert.not.match(document.cookie, 'refresh_token')
  assert.not.match(jar.headerFor('/'), 'refresh_token')
  assert.match(jar.headerFor('/api/v1/user/token/refresh'), 'refresh_token')
})

test('where the cookies rotate, a lost answer has spent one: shown again, it ends the session', async () => {
  const { server, ask, session, events } = await open()
  server.expireAccess()
  server.dropRefreshAnswer()
  assert.is((await errorOf(ask('/me'))).code, 'refresh-ambiguous')
  assert.ok(session.credential())
  assert.is((await errorOf(ask('/me'))).code, 'refresh-rejected')
  assert.equal(server.stats, { refreshes: 1, reuses: 1, logouts: 0 })
  assert.equal([session.credential(), events.of('logout').length], [undefined, 1])
})

test('where they do not rotate, the next request refreshes and goes on', async () => {
  const bench = await open({ rotate: false })
  const { server } = bench
  server.expireAccess()
  server.dropRefreshAnswer()
  await errorOf(bench.ask('/me'))
  await answersOf(askMany(bench, 3))
  assert.equal(server.stats, { refreshes: 2, reuses: 0, logouts: 0 })
})

test('code 200 that sets no cookie leaves the old one: a loop, ended after one replay', async () => {
  const { server, ask, session } = await open()
  server.expireAccess()
  server.answerRefreshWith({ status: 200, body: { code: 200 } })
  assert.is((await errorOf(ask('/me'))).code, 'refresh-loop')
  assert.equal([server.wire.count({ path: '/api/me' }), server.wire.count()], [2, 3])
  assert.ok(session.credential())
})

for (const code of [401, 500, 'E401']) {
  test(`HTTP 200 with the code ${JSON.stringify(code)} is a rejection`, async () => {
    const { server, ask, session, events } = await open()
    server.expireAccess()
    server.refuseRefreshWith(200, { code, msg: '请重新登录' })
    assert.is((await errorOf(ask('/me'))).code, 'refresh-rejected')
    assert.is(session.credential(), undefined)
    const [logout] = events.of('logout') as [Record<string, unknown>]
    assert.equal([logout.reason, logout.message], ['rejected', '请重新登录'])
  })
}

test('without cookies the server rejects, and the page is told once', async () => {
  const bench = await openPageOf()
  for (const [name, path] of [
    ['access_token', '/'],
    ['refresh_token', '/api'],
  ]) {
    bench.jar.keep(`${name}=; Path=${path}; Max-Age=0`)
  }
  assert.is((await errorOf(bench.ask('/me'))).code, 'refresh-rejected')
  await errorOf(bench.ask('/me'))
  assert.equal(bench.events.types(), ['refresh:start', 'logout'])
  assert.is(bench.server.wire.count({ path: refreshPath }), 1)
})

test('a logout of the server’s takes the cookies away, and nothing signs in again', async () => {
  const { api, session, jar, server, ask } = await open()
  await api.post('/logout', undefined, { auth: false })
  await session.signOut()
  assert.is(jar.readable(), '')
  await errorOf(ask('/me'))
  assert.equal([server.stats.logouts, server.wire.count({ path: refreshPath })], [1, 0])
})

test.run()
