import { createClient, isRequestError } from '@allium/core'
import { auth, createSession, fromBody, refreshByToken } from '@allium/middleware-auth'
import { fakeTransport } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { hotReads } from '../src/index'
import { askMany, errorOf, rest } from './bench'
import { LOGIN_PATH, openP1 } from './p1-bench'
import { tidyUp, whenOver } from './tidy-up'
import { until } from './time'

const test = suite('hotReads')
test.after.each(tidyUp)

const open = () => openP1({ hotURLs: ['/items', '/status/404'] })
type Bench = Awaited<ReturnType<typeof open>>

/** From now on authentication fails, and the session is kept. */
function failAuthentication({ server }: Bench): void {
  server.expireAccess()
  server.failRefreshWith(503)
}

test('the last answer stands in where authentication fails, without a toast', async () => {
  const bench = await open()
  const { ask, server } = bench
  const good = await ask('/items', { i: 0 })
  failAuthentication(bench)
  const again = await ask('/items', { i: 0 })
  assert.equal([again.status, again.data], [200, good.data])
  assert.is(server.wire.count({ path: LOGIN_PATH }), 1)
  await rest(bench)
  assert.equal(bench.shown(), [])
})

test('where nothing fails each answer is the server’s', async () => {
  const bench = await open()
  await bench.ask('/items', { i: 0 })
  await bench.ask('/items', { i: 0 })
  assert.is(bench.server.wire.count({ path: '/items' }), 2)
})

test('another URL has no stand-in', async () => {
  const bench = await open()
  await bench.ask('/me')
  failAuthentication(bench)
  assert.is((await errorOf(bench.ask('/me'))).code, 'refresh-transient')
})

test('other parameters, in the query or in the body, have no stand-in', async () => {
  const bench = await open()
  const { api, ask } = bench
  await ask('/items', { i: 0 })
  await api.post('/items', { i: 0 })
  failAuthentication(bench)
  assert.is((await errorOf(ask('/items', { i: 1 }))).code, 'refresh-transient')
  assert.is((await errorOf(api.post('/items', { i: 1 }))).code, 'refresh-transient')
  assert.is((await api.post('/items', { i: 0 })).status, 200)
})

test('an answer that is a failure itself never stands in', async () => {
  const bench = await open()
  assert.is((await errorOf(bench.ask('/status/404'))).code, 'status')
  failAuthentication(bench)
  assert.is((await errorOf(bench.ask('/status/404'))).code, 'refresh-transient')
})

test('a failure of another kind has no stand-in', async () => {
  const bench = await open()
  await bench.ask('/items', { i: 0 })
  bench.network.offline = true
  assert.is((await errorOf(bench.ask('/items', { i: 0 }))).code, 'offline')
})

test('after a minute an answer is too old', async () => {
  const bench = await open()
  const { ask, clock } = bench
  await ask('/items', { i: 0 })
  failAuthentication(bench)
  await clock.advance(59_000)
  await ask('/items', { i: 0 })
  await clock.advance(1_001)
  assert.is((await errorOf(ask('/items', { i: 0 }))).code, 'refresh-transient')
})

test('a rejected refresh ends the session, and what was kept with it', async () => {
  const bench = await open()
  const { ask, server, session } = bench
  await ask('/items', { i: 0 })
  server.expireAccess()
  server.rejectRefresh(true)
  assert.is((await errorOf(ask('/items', { i: 0 }))).code, 'refresh-rejected')
  await session.signIn({ accessToken: server.signIn('u2') })
  failAuthentication(bench)
  assert.is((await errorOf(ask('/items', { i: 0 }))).code, 'refresh-transient')
})

for (const [name, change] of [
  ['a logout', ({ session }: Bench) => session.signOut()],
  [
    'the sign-in of somebody else',
    ({ session, server }: Bench) => session.signIn({ accessToken: server.signIn('u2') }),
  ],
] as const) {
  test(`${name} leaves nothing to stand in, neither for who waits nor for who comes`, async () => {
    const bench = await open()
    const { server, ask } = bench
    await ask('/items', { i: 0 })
    server.expireAccess()
    server.hangRefresh(true)
    const waiting = Promise.allSettled(askMany(bench, 1))
    await until(() => server.wire.count({ path: LOGIN_PATH }) === 1)
    await change(bench)
    const [outcome] = await waiting
    const { reason } = outcome as PromiseRejectedResult
    assert.ok(isRequestError(reason) && reason.code === 'session-changed')
    failAuthentication(bench)
    assert.ok(await errorOf(ask('/items', { i: 0 })))
    await rest(bench)
  })
}

test('what was answered while nobody was signed in stands in for no one', async () => {
  let status = 200
  const transport = fakeTransport(({ url }) =>
    url.endsWith('/refresh') ? { status: 503 } : { status },
  )
  const session = createSession(refreshByToken({ url: '/refresh', read: fromBody('t') }))
  whenOver(session.dispose)
  const api = createClient({ baseURL: 'https://api.test', transport })
    .use(hotReads(session, ['/items']))
    .use(auth({ session }))
  await api.get('/items')
  await session.signIn({ accessToken: 'a0', refreshToken: 'r0' })
  status = 401
  assert.is((await errorOf(api.get('/items'))).code, 'refresh-transient')
})

test.run()
