import { type P4Options, type P4Server, startP4 } from '@allium/example-backends'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { p4a } from '../src/index'
import { answersOf, askMany, benchOf, errorOf, errorsOf } from './bench'
import type { Facts } from './facts'
import { nonsense, oddTokens } from './nonsense'
import { scenarios } from './scenarios'
import { tidyUp, whenOver } from './tidy-up'
import { openPage } from './web-page'

const test = suite('P4, form a')
test.after.each(tidyUp)

/** A page of P4's own origin; `signIn` says what its `localStorage` holds. */
async function open(
  options: P4Options = {},
  signIn = (server: P4Server): object | undefined => server.signIn(),
) {
  const server = await startP4(options)
  whenOver(server.close)
  const page = openPage(server.url)
  const kept = signIn(server)
  if (kept) page.kept.set('session', JSON.stringify(kept))
  return benchOf(page, server, p4a())
}

const refreshPath = '/api/refresh-token'
const facts: Facts = {
  open,
  refreshPath,
  basePath: '/api',
  listOf: ({ data }) => (data as { data: unknown }).data,
  kept: session => {
    const { accessToken, refreshToken } = session.credential() ?? {}
    return accessToken ? { session: JSON.stringify({ accessToken, refreshToken }) } : {}
  },
  refusedFirst: 6,
  rejection: { status: 401, message: '登录已过期，请重新登录' },
  isOverWhenLost: true,
  timeoutMs: 5_000,
  screen: { good: [], rejected: [], lost: [] },
}
scenarios(test, facts)
nonsense(
  test,
  facts,
  oddTokens(accessToken => ({ status: 200, body: { accessToken } })),
)

test('the base is `/api` of the page’s own origin, and the caller gets the answer', async () => {
  const { api, server } = await open()
  const { status, data } = await api.get('/me')
  assert.equal([status, data], [200, { code: 200, data: { user: 'u1' } }])
  assert.is(server.wire.entries[0]?.path, '/api/me')
})

test('the new token is in the session when `refresh` is announced, and not in the event', async () => {
  const { session, server, ask, events } = await open()
  const before = session.credential()?.accessToken
  const seen: unknown[] = []
  session.on('refresh', () => seen.push(session.credential()?.accessToken))
  server.expireAccess()
  await ask('/me')
  assert.equal(seen, [session.credential()?.accessToken])
  assert.is.not(seen[0], before)
  assert.equal(Object.keys(events.of('refresh')[0] as object), ['at'])
})

test('where refresh tokens rotate, a lost answer has spent one: shown again, it ends the session', async () => {
  const bench = await open()
  const { server } = bench
  server.expireAccess()
  server.dropRefreshAnswer()
  assert.is((await errorOf(bench.ask('/me'))).code, 'refresh-ambiguous')
  assert.is((await errorOf(bench.ask('/me'))).code, 'refresh-rejected')
  assert.equal(server.stats, { refreshes: 1, reuses: 1, logouts: 0 })
  assert.equal([bench.stored(), bench.events.of('logout').length], [{}, 1])
})

test('where they do not rotate, the next request refreshes and goes on', async () => {
  const bench = await open({ rotate: false })
  const { server, session } = bench
  const { refreshToken } = session.credential() ?? {}
  server.expireAccess()
  server.dropRefreshAnswer()
  await errorOf(bench.ask('/me'))
  await answersOf(askMany(bench, 3))
  assert.equal(server.stats, { refreshes: 2, reuses: 0, logouts: 0 })
  assert.is(session.credential()?.refreshToken, refreshToken)
  assert.equal(bench.stored(), facts.kept(session))
})

test('after two lost answers in a row the token is shown again when the page is seen again', async () => {
  const { ask, server, clock, show } = await open({ rotate: false })
  server.expireAccess()
  server.dropRefreshAnswer(2)
  for (let n = 0; n < 2; n += 1) await errorOf(ask('/me'))
  await clock.advance(3_600_000)
  const error = await errorOf(ask('/me'))
  assert.equal([error.code, error.retryable], ['refresh-ambiguous', false])
  assert.is(server.wire.count({ path: refreshPath }), 2)
  show()
  assert.is((await ask('/me')).status, 200)
  assert.is(server.wire.count({ path: refreshPath }), 3)
})

test('a revoked refresh token ends the session, and both tokens are gone', async () => {
  const bench = await open()
  const { server, session } = bench
  server.expireAccess()
  server.revoke()
  const errors = await errorsOf(askMany(bench, 20))
  assert.ok(errors.every(error => Object(error).sessionEnded))
  // The others were still waiting for a connection, and were never sent.
  const refused = errors.filter(({ response }) => response?.status === 401)
  assert.is(refused.length, facts.refusedFirst)
  assert.equal([session.credential(), bench.stored()], [undefined, {}])
  assert.equal([server.wire.count({ path: refreshPath }), server.stats.reuses], [1, 0])
})

test('a network that fails is a typed error without a response, and the session is kept', async () => {
  const bench = await open()
  const before = bench.stored()
  await bench.server.close()
  const error = await errorOf(bench.ask('/me'))
  assert.equal([error.code, error.sent, error.response], ['network', false, undefined])
  assert.equal([bench.stored(), bench.events.types()], [before, []])
})

test('without a session its 401 is the caller’s, and `logout` says once that there is none', async () => {
  const { ask, server, events } = await open({}, () => undefined)
  for (let n = 0; n < 2; n += 1) assert.is((await errorOf(ask('/me'))).code, 'status')
  assert.equal([server.wire.count(), events.types()], [2, ['logout']])
  assert.is((events.of('logout') as [{ reason: string }])[0].reason, 'absent')
})

test('an access token without a refresh token ends its session when it has expired', async () => {
  const bench = await open({}, server => ({ accessToken: server.signIn().accessToken }))
  assert.is((await bench.ask('/me')).status, 200)
  bench.server.expireAccess()
  assert.is((await errorOf(bench.ask('/me'))).code, 'no-credential')
  assert.is(bench.server.wire.count({ path: refreshPath }), 0)
  assert.equal([bench.stored(), bench.events.types()], [{}, ['logout']])
})

test('a next start of the page goes on with what is kept', async () => {
  const { ask, server, session, ...page } = await open()
  server.expireAccess()
  await ask('/me')
  session.dispose()
  const next = benchOf(page, server, p4a())
  await answersOf(askMany(next, 3))
  assert.is(server.stats.refreshes, 1)
})

test('what cannot be read in `localStorage` is no session, and nothing breaks', async () => {
  const { ask, kept } = await open({}, () => undefined)
  kept.set('session', '{half')
  assert.is((await errorOf(ask('/me'))).code, 'status')
})

test.run()
