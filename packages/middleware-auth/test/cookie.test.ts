import type { Request } from '@allium/core'
import * as assert from 'uvu/assert'
import { cookie, expiredOn } from '../src/index'
import { a, bench, contract, drain } from './bench'

const test = contract('cookie')

const request = (headers: Record<string, string> = {}): Request =>
  Object.freeze({
    method: 'GET',
    url: 'https://api.test/a',
    headers: Object.freeze(headers),
  }) as Request

const sid = cookie('SID')

for (const [name, before, after] of [
  ['nothing', undefined, 'SID=a0.secret'],
  ['an empty header', '', 'SID=a0.secret'],
  ['one of the caller’s', 'lang=zh', 'lang=zh; SID=a0.secret'],
  ['two of them', 'lang=zh; theme=dark', 'lang=zh; theme=dark; SID=a0.secret'],
  ['two without a space', 'lang=zh;theme=dark', 'lang=zh; theme=dark; SID=a0.secret'],
  ['a loose end', 'lang=zh; ', 'lang=zh; SID=a0.secret'],
  ['a value with a =', 'q=a=b==', 'q=a=b==; SID=a0.secret'],
] as const) {
  test(`F02 beside ${name} it is one more cookie, and the request is not written to`, () => {
    const given = request(before === undefined ? {} : { cookie: before, 'x-a': '1' })
    const signed = sid.attach(given, { accessToken: 'a0.secret' })
    assert.is(signed.headers.cookie, after)
    assert.is(given.headers.cookie, before)
    assert.is(signed.headers['x-a'], given.headers['x-a'])
  })
}

for (const [header, isIts] of [
  ['SID=own', true],
  ['lang=zh; SID=own', true],
  ['lang=zh;SID=', true],
  ['  SID=own', true],
  ['XSID=own', false],
  ['SIDX=own', false],
  ['sid=own', false],
  ['lang=SID=own', false],
  ['SID', false],
  ['', false],
] as const) {
  test(`A06 \`${header}\` ${isIts ? 'holds' : 'does not hold'} it`, () => {
    assert.is(sid.isSuppliedBy(request({ cookie: header })), isIts)
  })
}

test('A06 who refuses the field by null is left alone, who refuses another is not', () => {
  assert.is(sid.isSuppliedBy({ ...request(), withheld: ['cookie'] }), true)
  assert.is(sid.isSuppliedBy({ ...request(), withheld: ['authorization'] }), false)
  assert.is(sid.isSuppliedBy(request()), false)
})

test('A06 a cookie of the caller’s own is neither replaced nor refreshed for', async () => {
  const t = bench({ auth: { authenticator: cookie('JSESSIONID') } })
  const call = t.get('/a', { headers: { COOKIE: 'JSESSIONID=own; lang=zh' } })
  await drain()
  assert.is(t.at('/a').request.headers.cookie, 'JSESSIONID=own; lang=zh')
  await t.at('/a').reply(401)
  assert.is(call.error.code as string, 'status')
  assert.is(t.wire.length, 1)
})

test('F02 P2: the caller’s cookies stay, the session’s is the new one', async () => {
  const classify = expiredOn({ codes: ['0002'] })
  const t = bench({ auth: { authenticator: cookie('JSESSIONID'), classify } })
  t.post('/a', { n: 1 }, { headers: { Cookie: 'lang=zh' } })
  await drain()
  await t.at('/a').reply(200, { code: '0002' })
  await t.renew(a(1))
  await t.at('/a').reply(200, { code: 0 })
  assert.equal(
    t.all('/a').map(({ request }) => request.headers.cookie),
    ['lang=zh; JSESSIONID=a0.secret', 'lang=zh; JSESSIONID=a1.secret'],
  )
})

test.run()
