import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type P2Server, TOKEN_PATTERN } from '../src/index'
import { fakeClock, type Received, send, withP2 } from './helpers'

const test = suite('P2')

const EXPIRED = { code: '0002', success: false, msg: '会话已过期' }

function ask(server: P2Server, line: string, cookie: string): Promise<Received> {
  return send(server, line, { headers: { Cookie: cookie } })
}

function login(server: P2Server, code: string, path = '/login'): Promise<Received> {
  return send(server, `POST ${path}`, { body: { code } })
}

test(
  'knows a session by its cookie, among others and by any method',
  withP2(async server => {
    const id = server.signIn('u2')
    for (const line of ['POST /me', 'GET /me']) {
      const { status, json } = await ask(server, line, `a=1; JSESSIONID=${id}; b=2`)
      assert.is(status, 200)
      assert.equal(json, { code: '0000', success: true, data: { user: 'u2' } })
    }
    const order = await ask(server, 'POST /orders', `JSESSIONID=${id}`)
    assert.equal([order.status, order.json.code], [200, '0000'])
  }),
)

test(
  'tells failures by string codes and success',
  withP2(async server => {
    const cookie = `JSESSIONID=${server.signIn()}`
    const soldOut = await ask(server, 'POST /sold-out', cookie)
    assert.is(soldOut.status, 200)
    assert.equal(soldOut.json, { code: '5001', success: false, msg: '库存不足' })
    const missing = await ask(server, 'GET /nowhere', cookie)
    assert.is(missing.status, 404)
    assert.equal(missing.json, { code: '404', success: false, msg: 'not found' })
  }),
)

test(
  'answers 0002 to whoever has no live session, or two',
  withP2(async server => {
    const id = server.signIn('u1')
    const other = server.signIn('u2')
    const two = await ask(server, 'GET /me', `JSESSIONID=${id}; JSESSIONID=${other}`)
    assert.equal(two.json, EXPIRED)
    server.expireAccess('u1')
    for (const cookie of [
      `JSESSIONID=${id}`,
      'JSESSIONID=s.forged',
      `jsessionid=${other}`,
    ]) {
      const { status, json } = await ask(server, 'POST /me', cookie)
      assert.is(status, 200)
      assert.equal(json, EXPIRED)
    }
    assert.equal((await send(server, 'GET /me')).json, EXPIRED)
    assert.is((await ask(server, 'GET /me', `JSESSIONID=${other}`)).json.code, '0000')
  }),
)

test(
  'leaves success out of the expired answer as a variant',
  withP2(
    async server => {
      const { json } = await send(server, 'POST /me')
      assert.equal(json, { code: '0002', msg: '会话已过期' })
    },
    { tellsSuccess: false },
  ),
)

const clock = fakeClock()
test(
  'expires a session by its clock',
  withP2(
    async server => {
      const cookie = `JSESSIONID=${server.signIn()}`
      clock.advance(999)
      assert.is((await ask(server, 'GET /me', cookie)).json.code, '0000')
      clock.advance(1)
      assert.is((await ask(server, 'GET /me', cookie)).json.code, '0002')
    },
    { sessionTtlMs: 1_000, now: clock.now },
  ),
)

test(
  'signs in by a code, once, with the session in the body',
  withP2(async server => {
    const { status, json, headers } = await login(server, 'c1')
    assert.is(status, 200)
    assert.equal([json.code, json.success], ['0000', true])
    assert.equal(headers.getSetCookie(), [])
    const me = await ask(server, 'GET /me', `JSESSIONID=${json.data.sessionId}`)
    assert.equal(me.json.data, { user: 'u1' })
    const second = await login(server, 'c1')
    assert.is(second.status, 200)
    assert.equal(second.json, { code: '40163', success: false, msg: 'code been used' })
    assert.equal(server.stats, { refreshes: 1, codes: 1, codeReuses: 1 })
  }),
)

test(
  'sets the session as a cookie as a variant, beside another, on a path of choice',
  withP2(
    async server => {
      const { json, headers } = await login(server, 'c1', '/wx/session')
      assert.equal(json, { code: '0000', success: true })
      const [locale = '', session = ''] = headers.getSetCookie()
      assert.is(headers.getSetCookie().length, 2)
      assert.match(locale, /^locale=zh_CN; Expires=\w{3}, .*; Path=\/$/)
      assert.match(session, /^JSESSIONID=s\.[\w-]{43}; Path=\/; HttpOnly$/)
      const me = await ask(server, 'GET /me', session.split(';')[0] ?? '')
      assert.equal(me.json.data, { user: 'u3' })
      assert.is((await login(server, 'c2')).status, 404)
    },
    { sessionIn: 'set-cookie', loginPath: '/wx/session', userOf: () => 'u3' },
  ),
)

test(
  'remembers which other cookies came, and where',
  withP2(async server => {
    await ask(server, 'GET /me', `theme=dark; JSESSIONID=${server.signIn()}; a=x=y`)
    await login(server, 'c1')
    assert.equal(server.otherCookies, [
      { path: '/me', cookies: { theme: 'dark', a: 'x=y' } },
      { path: '/login', cookies: {} },
    ])
  }),
)

test(
  'logs whose session it was, and no session id',
  withP2(async server => {
    const id = server.signIn('u5')
    await ask(server, `GET /items?s=${id}`, `JSESSIONID=${id}`)
    const [entry] = server.wire.entries
    assert.equal([entry?.query, entry?.user, entry?.tokenSerial], ['s=<token>', 'u5', 1])
    assert.not.match(JSON.stringify(server.wire.entries), TOKEN_PATTERN)
  }),
)

test.run()
