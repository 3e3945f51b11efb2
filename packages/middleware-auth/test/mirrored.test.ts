import type { Request } from '@allium/core'
import * as assert from 'uvu/assert'
import { type Authenticator, bearer, cookie, mirrored, tokenHeader } from '../src/index'
import { a, bench, contract, drain } from './bench'

const test = contract('mirrored')

const request = (headers: Record<string, string> = {}): Request =>
  Object.freeze({
    method: 'GET',
    url: 'https://api.test/a',
    headers: Object.freeze(headers),
  }) as Request

const everywhere = mirrored(bearer(), tokenHeader('X-Token'), cookie('SID'))

test('F02 the credential stands in each place, and the request is not written to', () => {
  const given = request({ 'x-a': '1' })
  const signed = everywhere.attach(given, { accessToken: 'a0.secret' })
  assert.equal(signed.headers, {
    'x-a': '1',
    authorization: 'Bearer a0.secret',
    'x-token': 'a0.secret',
    cookie: 'SID=a0.secret',
  })
  assert.equal(given.headers, { 'x-a': '1' })
})

test('F02 each gets the whole credential, one after the other', () => {
  const seen: unknown[] = []
  const noting = (name: string): Authenticator => ({
    isSuppliedBy: () => false,
    attach(before, credential) {
      seen.push([name, before.headers, credential])
      return { ...before, headers: { ...before.headers, [name]: '1' } }
    },
  })
  const credential = { accessToken: 'a0.secret', subject: 'A' }
  mirrored(noting('x'), noting('y')).attach(request(), credential)
  assert.equal(seen, [
    ['x', {}, credential],
    ['y', { x: '1' }, credential],
  ])
})

for (const header of ['authorization', 'x-token', 'cookie']) {
  test(`A06 a credential of the caller’s own in ${header} leaves all places alone`, async () => {
    const own = header === 'cookie' ? 'SID=own' : 'own'
    assert.is(everywhere.isSuppliedBy(request({ [header]: own })), true)
    const t = bench({ auth: { authenticator: everywhere } })
    const call = t.get('/a', { headers: { [header]: own } })
    await drain()
    assert.equal(t.at('/a').request.headers, { [header]: own })
    await t.at('/a').reply(401)
    assert.is(call.error.code as string, 'status')
    assert.is(t.wire.length, 1)
  })
}

test('A06 one that nobody supplies is attached', () => {
  assert.is(everywhere.isSuppliedBy(request({ cookie: 'lang=zh' })), false)
})

test('H01 no place of it goes to a stranger', async () => {
  const t = bench({ auth: { authenticator: everywhere } })
  t.get('https://evil.test/a')
  t.get('/a')
  await drain()
  assert.equal(t.wire[0]?.request.headers, {})
  assert.is(Object.keys(t.wire[1]?.request.headers ?? {}).length, 3)
  for (const exchange of t.wire) await exchange.reply(200, a(9))
})

test.run()
