import { isRequestError } from '@allium/core'
import * as assert from 'uvu/assert'
import { expiredOn } from '../src/index'
import { a, bench, contract, drain } from './bench'

const test = contract('the server’s challenge')

type Fate = 'refresh' | 'deliver'

/** What `WWW-Authenticate` says, and what becomes of the request under each status. */
const challenges: ReadonlyArray<
  [name: string, challenge: string | undefined, fates: Readonly<Record<number, Fate>>]
> = [
  [
    'invalid_token',
    'Bearer realm="api", error="invalid_token", error_description="expired"',
    { 401: 'refresh', 403: 'refresh', 400: 'refresh' },
  ],
  [
    'invalid_token, unquoted',
    'Bearer error=invalid_token',
    { 401: 'refresh', 403: 'refresh' },
  ],
  [
    'invalid_token, with space around the =',
    'Bearer realm="api" , error = "invalid_token"',
    { 401: 'refresh', 403: 'refresh' },
  ],
  [
    'invalid_token, the name in capitals',
    'BEARER ERROR="invalid_token"',
    { 401: 'refresh', 403: 'refresh' },
  ],
  [
    'invalid_token of another scheme',
    'DPoP error="invalid_token", algs="ES256"',
    { 401: 'refresh', 403: 'refresh' },
  ],
  [
    'invalid_token without a scheme',
    'error="invalid_token"',
    { 401: 'refresh', 403: 'refresh' },
  ],
  [
    'insufficient_scope',
    'Bearer error="insufficient_scope", scope="admin"',
    { 403: 'deliver', 401: 'deliver', 400: 'deliver' },
  ],
  [
    'invalid_request',
    'Bearer error="invalid_request"',
    { 400: 'deliver', 401: 'deliver', 403: 'deliver' },
  ],
  [
    'another error: the status counts',
    'Bearer error="server_error"',
    { 401: 'refresh', 403: 'deliver', 400: 'deliver' },
  ],
  [
    'an error that begins alike: the status counts',
    'Bearer error="invalid_token_format"',
    { 401: 'refresh', 403: 'deliver' },
  ],
  [
    'a parameter that ends alike: the status counts',
    'Bearer realm="api", last_error="insufficient_scope"',
    { 401: 'refresh', 403: 'deliver' },
  ],
  [
    'no error at all: the status counts',
    'Bearer realm="api"',
    { 401: 'refresh', 403: 'deliver', 400: 'deliver' },
  ],
  ['a bare scheme', 'Bearer', { 401: 'refresh', 403: 'deliver' }],
  ['an empty header', '', { 401: 'refresh', 403: 'deliver' }],
  ['no header', undefined, { 401: 'refresh', 403: 'deliver', 400: 'deliver' }],
  [
    'two challenges, the first without an error',
    'Basic realm="api", Bearer realm="api", error="invalid_token"',
    { 401: 'refresh', 403: 'refresh' },
  ],
  [
    'two challenges, the second without an error',
    'Bearer error="insufficient_scope", scope="a b", Basic realm="api"',
    { 401: 'deliver', 403: 'deliver' },
  ],
  [
    'two challenges, both with an error',
    'DPoP error="invalid_token", Bearer error="invalid_token"',
    { 401: 'refresh', 403: 'refresh' },
  ],
]

for (const [name, challenge, fates] of challenges) {
  for (const [status, fate] of Object.entries(fates)) {
    test(`A03 ${status}, ${name}: ${fate}`, async () => {
      const t = bench()
      const call = t.get('/a')
      await drain()
      const headers = challenge === undefined ? {} : { 'www-authenticate': challenge }
      await t.at('/a').reply(Number(status), { msg: 'no' }, headers)
      if (fate === 'refresh') {
        await t.renew(a(1))
        await t.at('/a').reply(200)
        assert.is(call.state, 'resolved')
        assert.equal([t.all('/a').length, t.all('/refresh').length], [2, 1])
        return
      }
      assert.is(call.error.code as string, 'status')
      assert.is(call.error.response?.status, Number(status))
      assert.equal(t.log, ['> GET /a a0', '! /a status'])
      assert.equal(t.session.credential(), a(0))
    })
  }
}

test('A03 a 403 is a matter of permission: no refresh, and the caller reads it', async () => {
  const t = bench()
  const calls = ['/a', '/b', '/c'].map(path => t.get(path))
  await drain()
  for (const path of ['/a', '/b', '/c']) {
    await t.at(path).reply(403, { msg: 'admins only' })
  }
  for (const { error } of calls) {
    assert.ok(isRequestError(error))
    assert.is(error.name, 'RequestError')
    assert.is(error.retryable, false)
    assert.match(error.message, '403 Forbidden')
    assert.equal(error.response?.data, { msg: 'admins only' })
  }
  assert.equal(t.events.log, [])
  assert.is(t.wire.length, 3)
})

test('A03 the challenge outranks a status and a code of one’s own', async () => {
  const classify = expiredOn({ statuses: [401, 403], codes: ['0002'] })
  const t = bench({ auth: { classify } })
  const call = t.get('/a')
  await drain()
  const headers = { 'www-authenticate': 'Bearer error="insufficient_scope"' }
  await t.at('/a').reply(403, { code: '0002' }, headers)
  assert.is(call.error.code as string, 'status')
  assert.is(t.all('/refresh').length, 0)
})

test('A03 without a session, a challenge of any kind is the caller’s', async () => {
  for (const challenge of ['Bearer realm="api"', 'Bearer error="invalid_token"']) {
    const t = bench({ kept: undefined })
    const call = t.get('/a')
    await drain()
    await t.at('/a').reply(401, undefined, { 'www-authenticate': challenge })
    assert.is(call.error.code as string, 'status')
    assert.equal(t.log, ['> GET /a -', 'logout absent', '! /a status'])
  }
})

test.run()
