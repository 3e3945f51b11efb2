import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { DEMO_PASSWORD, type P4Server } from '../src/index'
import { outcome, type Received, send, withP4 } from './helpers'

const test = suite('P4, form b')

const REFRESH = 'POST /api/v1/user/token/refresh'
const FORM_B = { form: 'b' } as const

function refresh(server: P4Server, refreshToken: string): Promise<Received> {
  return send(server, REFRESH, { headers: { Cookie: `refresh_token=${refreshToken}` } })
}

/** The cookies of an answer as name, value and the rest. */
function cookiesSet({
  headers,
}: Received): Record<string, { value: string; rest: string }> {
  const cookies = headers.getSetCookie().map(text => {
    const [, name = '', value = '', rest = ''] = /^(\w+)=([^;]*)(.*)$/.exec(text) ?? []
    return [name, { value, rest }] as const
  })
  return Object.fromEntries(cookies)
}

function login(server: P4Server): Promise<Received> {
  const body = { user: 'u3', password: DEMO_PASSWORD }
  return send(server, 'POST /api/login', { body })
}

test(
  'sets both tokens as cookies at the login: one to be read, one HttpOnly',
  withP4(async server => {
    const received = await login(server)
    assert.equal([received.status, received.json], [200, { code: 200 }])
    const { access_token, refresh_token, ...others } = cookiesSet(received)
    assert.equal(others, {})
    assert.is(access_token?.rest, '; Path=/; SameSite=Lax')
    assert.is(refresh_token?.rest, '; Path=/api; HttpOnly; SameSite=Lax')
    const me = await send(server, 'GET /api/me', { token: access_token?.value ?? '' })
    assert.equal(me.json, { code: 200, data: { user: 'u3' } })
  }, FORM_B),
)

test(
  'refreshes by the cookie, without a body, and rotates it',
  withP4(async server => {
    const first = server.signIn('u1')
    server.expireAccess()
    const renewed = await refresh(server, first.refreshToken)
    assert.equal([renewed.status, renewed.json], [200, { code: 200 }])
    const { access_token, refresh_token } = cookiesSet(renewed)
    assert.match(refresh_token?.rest ?? '', 'HttpOnly')
    const me = await send(server, 'GET /api/me', { token: access_token?.value ?? '' })
    assert.is(me.status, 200)
    assert.is((await refresh(server, refresh_token?.value ?? '')).status, 200)
    assert.equal(server.stats, { refreshes: 2, reuses: 0, logouts: 0 })
  }, FORM_B),
)

test(
  'leaves the refresh cookie alone when it does not rotate',
  withP4(
    async server => {
      const { refreshToken } = server.signIn()
      for (const _ of [1, 2]) {
        const renewed = await refresh(server, refreshToken)
        assert.equal(Object.keys(cookiesSet(renewed)), ['access_token'])
      }
    },
    { ...FORM_B, rotate: false },
  ),
)

test(
  'rejects a spent or missing cookie without touching the cookies, and refuses a body',
  withP4(async server => {
    const { refreshToken } = server.signIn()
    const headers = { Cookie: `refresh_token=${refreshToken}` }
    const withBody = await send(server, REFRESH, { headers, body: { refreshToken } })
    assert.is(withBody.status, 400)
    assert.is((await refresh(server, refreshToken)).status, 200)
    for (const rejected of [
      await refresh(server, refreshToken),
      await send(server, REFRESH),
    ]) {
      assert.is(rejected.status, 401)
      assert.equal(rejected.json, { code: 401, msg: '登录已过期，请重新登录' })
      assert.equal(cookiesSet(rejected), {})
    }
    assert.equal(server.stats, { refreshes: 1, reuses: 1, logouts: 0 })
  }, FORM_B),
)

test(
  'rotates behind an answer that is lost',
  withP4(async server => {
    const { refreshToken } = server.signIn()
    server.dropRefreshAnswer()
    assert.is(await outcome(refresh(server, refreshToken)), 'lost')
    assert.is((await refresh(server, refreshToken)).status, 401)
    assert.equal(server.stats, { refreshes: 1, reuses: 1, logouts: 0 })
  }, FORM_B),
)

test(
  'takes only the header for a request, never the cookie that can be read',
  withP4(async server => {
    const { accessToken } = server.signIn()
    const headers = { Cookie: `access_token=${accessToken}` }
    assert.is((await send(server, 'GET /api/me', { headers })).status, 401)
  }, FORM_B),
)

test(
  'takes both cookies away at the logout, and ends the session',
  withP4(async server => {
    const { accessToken, refreshToken } = server.signIn()
    const headers = { Cookie: `refresh_token=${refreshToken}` }
    const done = await send(server, 'POST /api/logout', { headers })
    assert.equal([done.status, done.json], [200, { code: 200 }])
    assert.equal(cookiesSet(done), {
      access_token: { value: '', rest: '; Path=/; SameSite=Lax; Max-Age=0' },
      refresh_token: {
        value: '',
        rest: '; Path=/api; HttpOnly; SameSite=Lax; Max-Age=0',
      },
    })
    assert.is((await send(server, 'GET /api/me', { token: accessToken })).status, 401)
    assert.is((await refresh(server, refreshToken)).status, 401)
    assert.equal(server.stats, { refreshes: 0, reuses: 0, logouts: 1 })
  }, FORM_B),
)

test.run()
