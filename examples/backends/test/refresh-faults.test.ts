import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { HTML_PAGE } from '../src/index'
import { outcome, refresh, send, until, withP0 } from './helpers'

const test = suite('refresh faults')

const PATH = '/Login/RefreshToken'

test(
  'refuses with a given answer and leaves the tokens as they were',
  withP0(async server => {
    const pair = server.signIn()
    server.refuseRefreshWith(400, { error: 'invalid_grant' })
    const refused = await refresh(server, pair)
    assert.is(refused.status, 400)
    assert.equal(refused.json, { error: 'invalid_grant' })
    server.refuseRefreshWith(undefined)
    assert.is((await refresh(server, pair)).status, 200)
    assert.equal(server.stats, { refreshes: 1, reuses: 0 })
  }),
)

test(
  'fails with a status and no JSON, and leaves the tokens as they were',
  withP0(async server => {
    const pair = server.signIn()
    server.failRefreshWith(503)
    const failed = await refresh(server, pair)
    assert.is(failed.status, 503)
    assert.is(failed.text, 'Service Unavailable')
    server.failRefreshWith(undefined)
    assert.is((await refresh(server, pair)).status, 200)
    assert.is(server.stats.refreshes, 1)
  }),
)

test(
  'hangs without spending the token, and serves the rest meanwhile',
  withP0(async server => {
    const pair = server.signIn()
    server.hangRefresh(true)
    const leaving = new AbortController()
    const hung = outcome(
      send(server, `POST ${PATH}`, {
        token: pair.accessToken,
        body: { refreshToken: pair.refreshToken },
        signal: leaving.signal,
      }),
    )
    await until(() => server.wire.count({ path: PATH }) === 1)
    assert.is((await send(server, 'GET /me', { token: pair.accessToken })).status, 200)
    server.hangRefresh(false)
    assert.is((await refresh(server, pair)).status, 200)
    assert.is(server.wire.entries[0]?.endedAt, undefined)
    leaving.abort()
    assert.is(await hung, 'lost')
    assert.equal(server.stats, { refreshes: 1, reuses: 0 })
  }),
)

test(
  'loses the answer of a refresh it carried out, so that a second try is a reuse',
  withP0(async server => {
    const pair = server.signIn()
    server.dropRefreshAnswer()
    assert.is(await outcome(refresh(server, pair)), 'lost')
    assert.equal(server.stats, { refreshes: 1, reuses: 0 })
    assert.is(server.wire.count({ path: PATH, status: 0 }), 1)
    assert.is((await refresh(server, pair)).status, 401)
    assert.equal(server.stats, { refreshes: 1, reuses: 1 })
  }),
)

test(
  'loses as many answers as asked for',
  withP0(
    async server => {
      const pair = server.signIn()
      server.dropRefreshAnswer(2)
      const outcomes = []
      for (const _ of [1, 2, 3]) outcomes.push(await outcome(refresh(server, pair)))
      assert.equal(outcomes, ['lost', 'lost', 200])
      assert.equal(server.stats, { refreshes: 3, reuses: 0 })
    },
    { rotate: false },
  ),
)

test(
  'obeys the fault set last, and ends only the fault that is named',
  withP0(async server => {
    const pair = server.signIn()
    server.hangRefresh(true)
    server.refuseRefreshWith(403, {})
    server.failRefreshWith(502)
    server.hangRefresh(false)
    server.refuseRefreshWith(undefined)
    assert.is((await refresh(server, pair)).status, 502)
    server.failRefreshWith(undefined)
    assert.is((await refresh(server, pair)).status, 200)
  }),
)

test(
  'rejects in the words of the backend, and leaves the tokens as they were',
  withP0(async server => {
    const pair = server.signIn()
    server.rejectRefresh(true)
    const rejected = await refresh(server, pair)
    assert.is(rejected.status, 401)
    assert.equal(rejected.json, { msg: '登录已过期，请重新登录' })
    server.rejectRefresh(false)
    assert.is((await refresh(server, pair)).status, 200)
    assert.equal(server.stats, { refreshes: 1, reuses: 0 })
  }),
)

test(
  'answers whatever is given, a page or nothing',
  withP0(async server => {
    const pair = server.signIn()
    server.answerRefreshWith(HTML_PAGE)
    const page = await refresh(server, pair)
    assert.is(page.status, 200)
    assert.is(page.headers.get('content-type'), 'text/html; charset=utf-8')
    assert.is(page.text, HTML_PAGE.body)
    server.answerRefreshWith({ status: 200 })
    const empty = await refresh(server, pair)
    assert.equal([empty.status, empty.text], [200, ''])
    server.answerRefreshWith(undefined)
    assert.is((await refresh(server, pair)).status, 200)
    assert.is(server.stats.refreshes, 1)
  }),
)

test.run()
