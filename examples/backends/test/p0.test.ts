import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { DEMO_PASSWORD, TOKEN_PATTERN } from '../src/index'
import { fakeClock, outcome, refresh, send, until, withP0 } from './helpers'

const test = suite('P0')

const GUARDED = ['GET /me', 'GET /items', 'POST /orders', 'GET /slow?ms=0']

test(
  'signs in with the password and refuses another one',
  withP0(async server => {
    const body = { user: 'u3', password: DEMO_PASSWORD }
    const { status, json } = await send(server, 'POST /Login', { body })
    assert.is(status, 200)
    assert.equal(Object.keys(json.data), ['accessToken', 'refreshToken'])
    const me = await send(server, 'GET /me', { token: json.data.accessToken })
    assert.equal(me.json, { data: { user: 'u3' } })
    const wrong = await send(server, 'POST /Login', { body: { ...body, password: 'x' } })
    assert.is(wrong.status, 401)
    assert.equal(wrong.json, { msg: '用户名或密码错误' })
    assert.is((await send(server, 'POST /Login', { body: 'no JSON' })).status, 400)
  }),
)

test(
  'wants a valid access token on every guarded route',
  withP0(async server => {
    const { accessToken, refreshToken } = server.signIn()
    server.expireAccess()
    for (const line of GUARDED) {
      for (const token of [accessToken, refreshToken, 'a.forged']) {
        const { status, json } = await send(server, line, { token })
        assert.is(status, 401)
        assert.equal(json, { msg: 'token expired' })
      }
      assert.is((await send(server, line)).status, 401)
    }
    const headers = { Authorization: server.signIn().accessToken }
    assert.is((await send(server, 'GET /me', { headers })).status, 401)
  }),
)

test(
  'answers 404 for an unknown path or method, signed in or not',
  withP0(async server => {
    const token = server.signIn().accessToken
    for (const line of ['GET /nowhere', 'POST /me', 'GET /Login', 'GET /login']) {
      assert.equal((await send(server, line)).json, { msg: 'not found' })
      assert.is((await send(server, line, { token })).status, 404)
    }
  }),
)

const clock = fakeClock()
test(
  'expires an access token by its clock',
  withP0(
    async server => {
      const token = server.signIn().accessToken
      clock.advance(999)
      assert.is((await send(server, 'GET /me', { token })).status, 200)
      clock.advance(1)
      assert.is((await send(server, 'GET /me', { token })).status, 401)
    },
    { accessTtlMs: 1_000, now: clock.now },
  ),
)

test(
  'is late by the latency that is set at the moment, with the work done before',
  withP0(
    async server => {
      assert.is(server.latencyMs, 30)
      await send(server, 'GET /html')
      server.latencyMs = 60_000
      const late = outcome(refresh(server, server.signIn()))
      await until(() => server.stats.refreshes === 1)
      await server.close()
      assert.is(await late, 'lost')
      const [first] = server.wire.entries
      assert.ok((first?.endedAt ?? 0) - (first?.startedAt ?? 0) >= 25)
    },
    { latencyMs: 30 },
  ),
)

test(
  'logs who asked with which token, and no token itself',
  withP0(async server => {
    const pair = server.signIn('u5')
    const { accessToken: token } = pair
    await send(server, `GET /items?t=${token}`, { token })
    const { json } = await refresh(server, pair)
    await send(server, 'GET /me', { token: json.data })
    await send(server, `GET /${json.refreshToken}`)
    const seen = server.wire.entries.map(
      ({ seq, method, path, query, status, user, tokenSerial }) =>
        [seq, method, path, query, status, user, tokenSerial] as const,
    )
    assert.equal(seen, [
      [1, 'GET', '/items', 't=<token>', 200, 'u5', 1],
      [2, 'POST', '/Login/RefreshToken', '', 200, 'u5', 1],
      [3, 'GET', '/me', '', 200, 'u5', 2],
      [4, 'GET', '/<token>', '', 404, undefined, undefined],
    ])
    assert.not.match(JSON.stringify(server.wire.entries), TOKEN_PATTERN)
  }),
)

test.run()
