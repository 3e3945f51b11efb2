import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { DEMO_PASSWORD, type P4Server } from '../src/index'
import { type Received, send, withP4 } from './helpers'

const test = suite('P4, form a')

const REJECTED = { code: 401, msg: '登录已过期，请重新登录' }

function refresh(server: P4Server, refreshToken: string): Promise<Received> {
  return send(server, 'POST /api/refresh-token', { body: { refreshToken } })
}

test(
  'signs in with the password, and serves the resources in an envelope below its base',
  withP4(async server => {
    const body = { user: 'u3', password: DEMO_PASSWORD }
    const { status, json } = await send(server, 'POST /api/login', { body })
    assert.is(status, 200)
    assert.equal(Object.keys(json), ['accessToken', 'refreshToken'])
    const token: string = json.accessToken
    const me = await send(server, 'GET /api/me', { token })
    assert.equal(me.json, { code: 200, data: { user: 'u3' } })
    const order = await send(server, 'POST /api/orders', { token, body: {} })
    assert.equal([order.status, order.json.code], [201, 200])
    for (const line of ['GET /me', 'GET /apix/me', 'GET /api', 'POST /api/me']) {
      const missing = await send(server, line, { token })
      assert.equal(missing.json, { code: 404, msg: 'not found' })
    }
    const wrong = await send(server, 'POST /api/login', {
      body: { ...body, password: 'x' },
    })
    assert.is(wrong.status, 401)
    assert.equal(wrong.json, { code: 401, msg: '用户名或密码错误' })
  }),
)

test(
  'refreshes with the refresh token alone and rotates both',
  withP4(async server => {
    const first = server.signIn('u1')
    server.expireAccess()
    const expired = await send(server, 'GET /api/me', { token: first.accessToken })
    assert.is(expired.status, 401)
    assert.equal(expired.json, { code: 401, msg: 'token expired' })
    const { status, json } = await refresh(server, first.refreshToken)
    assert.is(status, 200)
    assert.equal(Object.keys(json), ['accessToken', 'refreshToken'])
    const me = await send(server, 'GET /api/me', { token: json.accessToken })
    assert.is(me.status, 200)
    assert.is((await refresh(server, json.refreshToken)).status, 200)
    assert.equal(server.stats, { refreshes: 2, reuses: 0, logouts: 0 })
  }),
)

test(
  'gives the access token alone when it does not rotate',
  withP4(
    async server => {
      const { refreshToken } = server.signIn()
      for (const _ of [1, 2]) {
        assert.equal(Object.keys((await refresh(server, refreshToken)).json), [
          'accessToken',
        ])
      }
      assert.equal(server.stats, { refreshes: 2, reuses: 0, logouts: 0 })
    },
    { rotate: false },
  ),
)

test(
  'counts a spent refresh token, rejects it and revokes the family',
  withP4(async server => {
    const { refreshToken } = server.signIn()
    const { json } = await refresh(server, refreshToken)
    const reused = await refresh(server, refreshToken)
    assert.equal([reused.status, reused.json], [401, REJECTED])
    assert.is(
      (await send(server, 'GET /api/me', { token: json.accessToken })).status,
      401,
    )
    assert.equal(server.stats, { refreshes: 1, reuses: 1, logouts: 0 })
  }),
)

test(
  'rejects unknown and revoked refresh tokens, and answers 400 where there is none',
  withP4(async server => {
    const { accessToken: token, refreshToken } = server.signIn('u1')
    const other = server.signIn('u2')
    server.revoke('u1')
    for (const shown of [refreshToken, 'r.forged', token]) {
      assert.equal((await refresh(server, shown)).json, REJECTED)
    }
    assert.is((await send(server, 'GET /api/me', { token })).status, 200)
    assert.is((await refresh(server, other.refreshToken)).status, 200)
    const empty = await send(server, 'POST /api/refresh-token', { token, body: {} })
    assert.is(empty.status, 400)
  }),
)

test(
  'logs out by either token, ends the family and counts every call',
  withP4(async server => {
    const logout = (options: { token?: string; body?: unknown }): Promise<Received> =>
      send(server, 'POST /api/logout', options)
    const first = server.signIn()
    const second = server.signIn()
    const done = await logout({ token: first.accessToken })
    assert.equal([done.status, done.json], [200, { code: 200 }])
    assert.is((await refresh(server, first.refreshToken)).status, 401)
    const { accessToken: token, refreshToken } = second
    assert.is((await logout({ body: { refreshToken } })).status, 200)
    assert.is((await send(server, 'GET /api/me', { token })).status, 401)
    const again = await logout({ token })
    assert.equal([again.status, again.json], [401, { code: 401, msg: 'not signed in' }])
    assert.is((await logout({})).status, 401)
    assert.is(server.stats.logouts, 4)
  }),
)

test(
  'begins its paths with what is given, or with nothing',
  withP4(
    async server => {
      const { accessToken: token, refreshToken } = server.signIn()
      const body = { refreshToken }
      assert.is((await send(server, 'POST /refresh-token', { body })).status, 200)
      assert.is((await send(server, 'GET /me', { token })).status, 200)
    },
    { basePath: '' },
  ),
)

test(
  'lets a page of another origin ask, faults included',
  withP4(
    async server => {
      const headers = { Origin: 'http://127.0.0.1:5173' }
      const preflight = await send(server, 'OPTIONS /api/refresh-token', {
        headers: { ...headers, 'Access-Control-Request-Method': 'POST' },
      })
      server.failRefreshWith(503)
      const body = { refreshToken: server.signIn().refreshToken }
      const failed = await send(server, 'POST /api/refresh-token', { headers, body })
      const refused = await send(server, 'GET /api/me', { headers })
      assert.equal([preflight, failed, refused].map(statusAndGrant), [
        [204, headers.Origin, 'true'],
        [503, headers.Origin, 'true'],
        [401, headers.Origin, 'true'],
      ])
    },
    { allowOrigin: true },
  ),
)

function statusAndGrant({ status, headers }: Received) {
  return [
    status,
    headers.get('access-control-allow-origin'),
    headers.get('access-control-allow-credentials'),
  ]
}

test.run()
