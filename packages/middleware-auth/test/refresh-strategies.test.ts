import { type Layer, query } from '@allium/core'
import * as assert from 'uvu/assert'
import {
  anonymous,
  bearer,
  type CredentialReader,
  fromBody,
  loginByCode,
  type RefreshStrategy,
  refreshByCookie,
  refreshByToken,
  tokenHeader,
} from '../src/index'
import { a, type Bench, bench, contract, drain } from './bench'

const test = contract('refresh-strategies')

const read: CredentialReader = fromBody({
  accessToken: 'token',
  refreshToken: 'next',
})
const url = '/refresh'
const code = () => 'c1'
const json = { 'content-type': 'application/json' }

/** A request of a session with this strategy; it has had its 401, and waits. */
async function waiting(
  strategy: RefreshStrategy,
  inside: readonly Layer[] = [query()],
  kept: unknown = a(0),
): Promise<Bench> {
  const t = bench({ session: strategy, inside, kept })
  await t.expire('/a')
  return t
}

/** What each sends, with all that it may be told and with nothing. */
const sends: ReadonlyArray<[string, RefreshStrategy, object]> = [
  [
    'refreshByToken',
    refreshByToken({ url, read }),
    { method: 'POST', headers: json, body: '{"refreshToken":"r0.secret"}' },
  ],
  [
    'refreshByToken, a field and a method of its own',
    refreshByToken({ url, read, field: 'refresh_token', method: 'put' }),
    { method: 'PUT', headers: json, body: '{"refresh_token":"r0.secret"}' },
  ],
  [
    'refreshByToken, signed with the old access token',
    refreshByToken({ url, read, sign: bearer() }),
    {
      method: 'POST',
      headers: { ...json, authorization: 'Bearer a0.secret' },
      body: '{"refreshToken":"r0.secret"}',
    },
  ],
  [
    'loginByCode',
    loginByCode({ url, read, code }),
    { method: 'POST', headers: json, body: '{"code":"c1"}' },
  ],
  [
    'loginByCode, a field and a method of its own',
    loginByCode({ url, read, code: async () => 'c2', field: 'js_code', method: 'PUT' }),
    { method: 'PUT', headers: json, body: '{"js_code":"c2"}' },
  ],
  [
    'refreshByCookie',
    refreshByCookie({ url, read }),
    { method: 'POST', headers: {}, body: undefined },
  ],
  [
    'refreshByCookie, by GET',
    refreshByCookie({ url, read, method: 'GET' }),
    { method: 'GET', headers: {}, body: undefined },
  ],
  [
    'anonymous',
    anonymous({ url, read }),
    { method: 'GET', headers: {}, body: undefined },
  ],
  [
    'anonymous, with a body',
    anonymous({ url, read, method: 'POST', data: { grant_type: 'client_credentials' } }),
    { method: 'POST', headers: json, body: '{"grant_type":"client_credentials"}' },
  ],
]

for (const [name, strategy, sent] of sends) {
  test(`G05 ${name}: what it sends, and nothing of the session by itself`, async () => {
    const t = await waiting(strategy)
    const { method, headers, body } = t.at('/refresh').request
    assert.equal({ method, headers, body }, sent)
    await t.at('/refresh').reply(200, { token: 'a1.secret' })
    assert.is(t.at('/a').token, 'a1')
    await t.at('/a').reply(200)
    // C10: a refresh token that is left out stays.
    assert.is(t.session.credential()?.refreshToken, 'r0.secret')
  })
}

test('G05 what anonymous is not told, it does not send', async () => {
  const { refresh } = anonymous({ url, read })
  const asked: object[] = []
  const send = async (options: object) => {
    asked.push(options)
    return { data: { token: 'a1.secret' } } as never
  }
  await refresh({ credential: a(0), send })
  assert.equal(asked, [{ method: 'GET', url }])
})

test('H02 anonymous writes its query into the URL, and no error tells it', async () => {
  const name = { username: 'app', password: 'app.secret' }
  const t = await waiting(anonymous({ url, read, query: name }))
  const path = '/refresh?username=app&password=app.secret'
  assert.is(t.at(path).request.method, 'GET')
  // What the bench closes with: nothing that was told holds a secret.
  await t.at(path).fail(new Error('no network'))
  assert.is(t.events.types().pop(), 'refresh:error')
})

test('A04 the old token that signs a refresh overrides what a layer inside has', async () => {
  const inside: Layer = (ctx, next) => {
    ctx.request = { ...ctx.request, headers: { 'x-token': 'of-a-layer', 'x-app': '1' } }
    return next()
  }
  const sign = tokenHeader('X-Token')
  const t = await waiting(refreshByToken({ url, read, sign }), [inside])
  const { 'x-token': token, 'x-app': app } = t.at('/refresh').request.headers
  assert.equal([token, app], ['a0.secret', '1'])
  await t.at('/refresh').reply(200, { token: 'a1.secret', next: 'r1.secret' })
  await t.at('/a').reply(200)
  assert.is(t.session.credential()?.refreshToken, 'r1.secret')
})

test('B01 loginByCode fetches one code for each refresh, and each is a fresh one', async () => {
  let codes = 0
  const fresh = () => `c${++codes}`
  const t = await waiting(loginByCode({ url, read, code: fresh }))
  t.get('/b')
  t.refresh()
  await drain()
  assert.is(codes, 1)
  await t.at('/refresh').reply(200, { token: 'a1.secret' })
  t.at('/a').reply(200)
  await t.at('/b').reply(200)
  t.refresh()
  await drain()
  await t.at('/refresh').reply(200, { token: 'a2.secret' })
  assert.equal(
    t.all('/refresh').map(({ request }) => request.body),
    ['{"code":"c1"}', '{"code":"c2"}'],
  )
})

test('C07 loginByCode asks for another code where it is sent again', async () => {
  let codes = 0
  const strategy = loginByCode({ url, read, code: () => `c${++codes}` })
  const t = bench({ session: { ...strategy, whenAnswerIsLost: 'retry-once' } })
  await t.expire('/a')
  await t.at('/refresh').fail(new Error('cut'))
  assert.is(t.at('/refresh').request.body, '{"code":"c2"}')
  await t.at('/refresh').reply(200, { token: 'a1.secret' })
  await t.at('/a').reply(200)
})

test.run()
