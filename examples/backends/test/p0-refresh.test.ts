import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { refresh, send, withP0 } from './helpers'

const test = suite('P0 refresh')

const REFUSED = { msg: '登录已过期，请重新登录' }

test(
  'refreshes an expired session and rotates both tokens',
  withP0(async server => {
    const pair = server.signIn()
    server.expireAccess('u1')
    const { status, json } = await refresh(server, pair)
    assert.is(status, 200)
    assert.equal(Object.keys(json), ['data', 'refreshToken'])
    assert.is.not(json.refreshToken, pair.refreshToken)
    assert.is((await send(server, 'GET /me', { token: json.data })).status, 200)
    assert.is((await send(server, 'GET /me', { token: pair.accessToken })).status, 401)
    const again = { accessToken: json.data, refreshToken: json.refreshToken }
    assert.is((await refresh(server, again)).status, 200)
    assert.equal(server.stats, { refreshes: 2, reuses: 0 })
  }),
)

test(
  'leaves the refresh token out when it does not rotate',
  withP0(
    async server => {
      const pair = server.signIn()
      assert.equal(Object.keys((await refresh(server, pair)).json), ['data'])
      assert.is((await refresh(server, pair)).status, 200)
      assert.equal(server.stats, { refreshes: 2, reuses: 0 })
    },
    { rotate: false },
  ),
)

test(
  'revokes the family, access tokens too, when a refresh token comes twice',
  withP0(async server => {
    const pair = server.signIn()
    const other = server.signIn()
    const { json } = await refresh(server, pair)
    const reused = await refresh(server, pair)
    assert.is(reused.status, 401)
    assert.equal(reused.json, REFUSED)
    assert.is((await send(server, 'GET /me', { token: json.data })).status, 401)
    const next = { accessToken: json.data, refreshToken: json.refreshToken }
    assert.is((await refresh(server, next)).status, 401)
    assert.equal(server.stats, { refreshes: 1, reuses: 1 })
    assert.is((await send(server, 'GET /me', { token: other.accessToken })).status, 200)
  }),
)

test(
  'lets one of two concurrent refreshes win and then revokes what it gave',
  withP0(async server => {
    const pair = server.signIn()
    const both = await Promise.all([1, 2].map(() => refresh(server, pair)))
    assert.equal(both.map(({ status }) => status).sort(), [200, 401])
    assert.equal(server.stats, { refreshes: 1, reuses: 1 })
    const won = both.find(({ status }) => status === 200)
    assert.is((await send(server, 'GET /me', { token: won?.json.data })).status, 401)
  }),
)

test(
  'refuses a mismatched, absent or unknown partner of the pair and spends nothing',
  withP0(async server => {
    const pair = server.signIn('u1')
    const { accessToken } = server.signIn('u1')
    assert.equal((await refresh(server, { ...pair, accessToken })).json, REFUSED)
    const { refreshToken } = pair
    const alone = await send(server, 'POST /Login/RefreshToken', {
      body: { refreshToken },
    })
    assert.is(alone.status, 401)
    assert.is((await refresh(server, { ...pair, refreshToken: 'r.forged' })).status, 401)
    assert.is((await refresh(server, pair)).status, 200)
  }),
)

test(
  'answers 400 to a refresh that is no JSON or lacks its field',
  withP0(async server => {
    const token = server.signIn().accessToken
    for (const body of ['', 'refreshToken=x', '[]', 'null', '{}', '{"refreshToken":1}']) {
      const { status, json } = await send(server, 'POST /Login/RefreshToken', {
        token,
        body,
      })
      assert.is(status, 400)
      assert.type(json.msg, 'string')
    }
  }),
)

test(
  'refuses to refresh what was revoked, while its access token lives on',
  withP0(async server => {
    const pair = server.signIn('u1')
    const other = server.signIn('u2')
    server.revoke('u1')
    const { status, json } = await refresh(server, pair)
    assert.is(status, 401)
    assert.equal(json, REFUSED)
    assert.is((await send(server, 'GET /me', { token: pair.accessToken })).status, 200)
    assert.is((await refresh(server, other)).status, 200)
  }),
)

test.run()
