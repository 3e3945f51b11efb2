import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { TOKEN_PATTERN } from '../src/index'
import { fakeClock, send, until, withP1 } from './helpers'
import { ask, login } from './p1-bench'

const test = suite('P1')

const EXPIRED = { code: 408, msg: 'token expired' }

test(
  'gives the next token with every good answer, and takes each once',
  withP1(async server => {
    let token = server.signIn('u2')
    for (const _ of [1, 2, 3]) {
      const { status, json, next } = await ask(server, 'POST /me', token)
      assert.is(status, 200)
      assert.equal(json, { code: 200, data: { user: 'u2' } })
      const again = await ask(server, 'GET /me', token)
      assert.equal([again.status, again.json, again.next], [200, EXPIRED, null])
      token = next ?? ''
    }
    assert.is(server.stats.tokenReuses, 3)
  }),
)

test(
  'serves the resources by GET and by POST, good answers with HTTP status 200',
  withP1(async server => {
    const order = await ask(server, 'POST /orders', server.signIn(), { body: { id: 1 } })
    assert.is(order.status, 200)
    assert.is(order.json.code, 200)
    assert.equal(order.json.data.received, { id: 1 })
    const items = await ask(server, 'GET /items?a=1', order.next ?? '')
    assert.equal(items.json, { code: 200, data: [['a', '1']] })
    const slow = await ask(server, 'POST /slow?ms=0', items.next ?? '')
    assert.equal(slow.json, { code: 200, data: { ms: 0 } })
    const soldOut = await ask(server, 'GET /sold-out', slow.next ?? '')
    assert.equal([soldOut.status, soldOut.json.code], [200, 5001])
  }),
)

test(
  'lets one of two parallel requests with one token pass, and counts the pair',
  withP1(async server => {
    const token = server.signIn()
    const slow = ask(server, 'GET /slow?ms=50', token)
    await until(() => server.wire.count({ path: '/slow' }) === 1)
    assert.equal((await ask(server, 'GET /me', token)).json, EXPIRED)
    assert.is((await slow).json.code, 200)
    const { tokenReuses, parallelUses, maxInFlight } = server.stats
    assert.equal([tokenReuses, parallelUses, maxInFlight], [1, 1, 2])
    await ask(server, 'GET /me', token)
    assert.is(server.stats.tokenReuses, 2)
    assert.is(server.stats.parallelUses, 1)
  }),
)

test(
  'counts one in flight where requests follow each other, late answers included',
  withP1(
    async server => {
      let token = server.signIn()
      for (const _ of [1, 2, 3]) {
        token = (await ask(server, 'GET /me', token)).next ?? ''
      }
      await send(server, 'GET /html')
      assert.is(server.stats.maxInFlight, 1)
      assert.is(server.stats.parallelUses, 0)
    },
    { latencyMs: 5 },
  ),
)

test(
  'lets nobody in without a good token, unless the path is open',
  withP1(async server => {
    for (const token of ['', 'b.forged']) {
      assert.equal((await ask(server, 'GET /me', token)).json, EXPIRED)
    }
    assert.equal((await send(server, 'GET /me')).json, EXPIRED)
    assert.is((await send(server, 'GET /status/503')).status, 503)
    assert.is(server.stats.tokenReuses, 0)
  }),
)

for (const [expiredAs, status] of [
  [408, 200],
  ['408', 200],
  ['TokenExpired', 200],
  [401, 401],
] as const) {
  test(
    `tells an expired token by ${JSON.stringify(expiredAs)} under HTTP ${status}`,
    withP1(
      async server => {
        const token = server.signIn('u1')
        const other = server.signIn('u2')
        server.expireAccess('u1')
        const expired = await ask(server, 'POST /me', token)
        assert.is(expired.status, status)
        assert.equal(expired.json, { code: expiredAs, msg: 'token expired' })
        assert.is((await ask(server, 'POST /me', other)).json.code, 200)
      },
      { expiredAs },
    ),
  )
}

const clock = fakeClock()
test(
  'expires a token by its clock',
  withP1(
    async server => {
      const token = server.signIn()
      clock.advance(999)
      const { next } = await ask(server, 'GET /me', token)
      clock.advance(1_000)
      assert.equal((await ask(server, 'GET /me', next ?? '')).json, EXPIRED)
      assert.is(server.stats.tokenReuses, 0)
    },
    { tokenTtlMs: 1_000, now: clock.now },
  ),
)

test(
  'signs in by a code, with the token in the header, and refuses the code a second time',
  withP1(async server => {
    const { status, json, headers } = await login(server, 'c1')
    assert.equal([status, json], [200, { code: 200 }])
    const me = await ask(server, 'GET /me', headers.get('b-t') ?? '')
    assert.equal(me.json.data, { user: 'u1' })
    const second = await login(server, 'c1')
    assert.equal(
      [second.status, second.json],
      [200, { code: 40163, msg: 'code been used' }],
    )
    assert.is(second.headers.get('b-t'), null)
    const { refreshes, codes, codeReuses } = server.stats
    assert.equal([refreshes, codes, codeReuses], [1, 1, 1])
  }),
)

test(
  'puts the token of a login into the body as a variant, for the user of the code',
  withP1(
    async server => {
      const { json, headers } = await login(server, 'c1')
      assert.is(headers.get('b-t'), null)
      const me = await ask(server, 'GET /me', json.data.token)
      assert.equal(me.json.data, { user: 'u9' })
      assert.ok(me.next)
      assert.is((await login(server, 'bad')).json.code, 40029)
    },
    { loginTokenIn: 'body', userOf: () => 'u9', redeem: code => code !== 'bad' },
  ),
)

test(
  'leaves the token of a login request alone',
  withP1(async server => {
    const token = server.signIn()
    const body = { code: 'c1' }
    const signedIn = await ask(server, 'POST /v1/api/imiMini/login', token, { body })
    assert.is(signedIn.json.code, 200)
    assert.is((await ask(server, 'GET /me', token)).json.code, 200)
  }),
)

test(
  'logs who asked with which token, and no token itself',
  withP1(async server => {
    const token = server.signIn('u5')
    const { next } = await ask(server, `GET /items?t=${token}`, token)
    await ask(server, 'GET /me', next ?? '')
    const seen = server.wire.entries.map(
      ({ query, user, tokenSerial }) => [query, user, tokenSerial] as const,
    )
    assert.equal(seen, [
      ['t=<token>', 'u5', 1],
      ['', 'u5', 2],
    ])
    assert.not.match(JSON.stringify(server.wire.entries), TOKEN_PATTERN)
  }),
)

test.run()
