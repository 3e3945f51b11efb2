import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { DEMO_PASSWORD_MD5, type P3Server } from '../src/index'
import { fakeClock, type Received, send, withP3 } from './helpers'

const test = suite('P3')

const GOOD = `username=u2&password=${DEMO_PASSWORD_MD5}`

function ask(server: P3Server, line: string, token: string): Promise<Received> {
  const headers = { 'X-Token': token, 'X-Requested-With': 'XMLHttpRequest' }
  return send(server, line, { token, headers })
}

test(
  'gives a token with its lifetime for credentials in the query',
  withP3(async server => {
    assert.is(DEMO_PASSWORD_MD5, '5EBE2294ECD0E0F08EAB7690D2A6EE69')
    const { status, json } = await send(server, `GET /token?${GOOD}`)
    assert.is(status, 200)
    assert.equal(Object.keys(json), ['access_token', 'expires_in'])
    assert.is(json.expires_in, 900_000)
    const me = await ask(server, 'GET /me', json.access_token)
    assert.equal(me.json, { code: 200, data: { user: 'u2' }, msg: 'ok' })
    assert.equal(server.stats, { refreshes: 1, refusals: 0, headerFaults: 0 })
  }),
)

const WRONG = [
  `username=u2&password=${DEMO_PASSWORD_MD5.toLowerCase()}`,
  'username=u2&password=secret',
  `password=${DEMO_PASSWORD_MD5}`,
  'username=u2',
  '',
]

for (const refusalStatus of [401, 403] as const) {
  test(
    `refuses other credentials with ${refusalStatus}`,
    withP3(
      async server => {
        for (const query of WRONG) {
          const { status, json } = await send(server, `GET /token?${query}`)
          assert.is(status, refusalStatus)
          assert.equal(json, { code: refusalStatus, msg: '用户名或密码错误' })
        }
        assert.is((await send(server, `POST /token?${GOOD}`)).status, 404)
        assert.equal(server.stats, { refreshes: 0, refusals: 5, headerFaults: 0 })
      },
      { refusalStatus },
    ),
  )
}

test(
  'wants the mirror and X-Requested-With beside a good token',
  withP3(async server => {
    const { access_token: token } = server.signIn()
    const other = server.signIn().access_token
    const requested = { 'X-Requested-With': 'XMLHttpRequest' }
    for (const headers of [
      requested,
      { ...requested, 'X-Token': other },
      { 'X-Token': token },
      { 'X-Token': token, 'X-Requested-With': 'fetch' },
    ]) {
      const { status, json } = await send(server, 'GET /me', { token, headers })
      assert.is(status, 400)
      assert.is(json.code, 400)
    }
    const mirrorOnly = { ...requested, 'X-Token': token }
    assert.is((await send(server, 'GET /me', { headers: mirrorOnly })).status, 401)
    assert.is(server.stats.headerFaults, 4)
    assert.is((await ask(server, 'GET /me', token)).status, 200)
  }),
)

test(
  'answers 401 to an expired token and to none',
  withP3(async server => {
    const { access_token: token } = server.signIn('u1')
    const { access_token: other } = server.signIn('u2')
    server.expireAccess('u1')
    for (const shown of [token, 'a.forged']) {
      const { status, json } = await ask(server, 'GET /me', shown)
      assert.is(status, 401)
      assert.equal(json, { code: 401, msg: 'token expired' })
    }
    assert.is((await send(server, 'GET /me')).status, 401)
    assert.is((await ask(server, 'GET /me', other)).status, 200)
  }),
)

test(
  'wraps what resources say, and has one that fails by its code',
  withP3(async server => {
    const { access_token: token } = server.signIn()
    const soldOut = await ask(server, 'GET /sold-out', token)
    assert.is(soldOut.status, 200)
    assert.equal(soldOut.json, { code: 5001, data: null, msg: '库存不足' })
    const missing = await ask(server, 'GET /nowhere', token)
    assert.is(missing.status, 404)
    assert.equal(missing.json, { code: 404, data: null, msg: 'not found' })
  }),
)

const clock = fakeClock()
const TTL = { accessTtlMs: 60_000, now: clock.now }

test(
  'signs in without a request, with the instant of the end',
  withP3(async server => {
    const { access_token: token, expires_in } = server.signIn()
    assert.is(expires_in, clock.now() + 60_000)
    clock.advance(59_999)
    assert.is((await ask(server, 'GET /me', token)).status, 200)
    clock.advance(1)
    assert.is((await ask(server, 'GET /me', token)).status, 401)
  }, TTL),
)

test(
  'tells the lifetime in seconds as an option',
  withP3(
    async server => {
      assert.is((await send(server, `GET /token?${GOOD}`)).json.expires_in, 60)
    },
    { ...TTL, expiresIn: 's' },
  ),
)

test(
  'tells instants and dates by a clock that may be wrong, and lifetimes are right all the same',
  withP3(
    async server => {
      const { json, headers } = await send(server, `GET /token?${GOOD}`)
      assert.is(json.expires_in, clock.now() + 3_600_000 + 60_000)
      assert.is(Date.parse(headers.get('date') ?? ''), dateOf(3_600_000))
      const failed = await send(server, 'GET /status/503')
      assert.is(Date.parse(failed.headers.get('date') ?? ''), dateOf(3_600_000))
      clock.advance(59_999)
      assert.is((await ask(server, 'GET /me', json.access_token)).status, 200)
      clock.advance(1)
      assert.is((await ask(server, 'GET /me', json.access_token)).status, 401)
    },
    { ...TTL, expiresIn: 'instant', dateOffsetMs: 3_600_000 },
  ),
)

/** A header tells whole seconds. */
function dateOf(offsetMs: number): number {
  return Math.floor((clock.now() + offsetMs) / 1_000) * 1_000
}

test(
  'logs neither tokens nor the password',
  withP3(async server => {
    const { json } = await send(server, `GET /token?${GOOD}&x=1`)
    await ask(server, `GET /items?t=${json.access_token}`, json.access_token)
    const seen = server.wire.entries.map(({ query, user }) => [query, user] as const)
    assert.equal(seen, [
      ['username=u2&password=<password>&x=1', undefined],
      ['t=<token>', 'u2'],
    ])
  }),
)

test.run()
