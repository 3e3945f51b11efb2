import * as assert from 'uvu/assert'
import {
  anonymous,
  fromBody,
  fromCookie,
  loginByCode,
  type RefreshStrategy,
  refreshByCookie,
  refreshByToken,
} from '../src/index'
import { a, type Bench, bench, contract, drain } from './bench'

const test = contract('what the refresh strategies make of an answer')

const read = fromBody('token')
const url = '/refresh'
const code = () => 'c1'

/** A request of a session with this strategy; it has had its 401, and waits. */
async function waiting(strategy: RefreshStrategy): Promise<Bench> {
  const t = bench({ session: strategy })
  await t.expire('/a')
  return t
}

const all: ReadonlyArray<[string, (more?: object) => RefreshStrategy, boolean]> = [
  ['refreshByToken', more => refreshByToken({ url, read, ...more }), false],
  ['loginByCode', more => loginByCode({ url, read, code, ...more }), true],
  ['refreshByCookie', more => refreshByCookie({ url, read, ...more }), true],
  ['anonymous', more => anonymous({ url, read, ...more }), true],
]

for (const [name, make, fromNothing] of all) {
  test(`A06 ${name} ${fromNothing ? 'begins' : 'does not begin'} a session from nothing`, async () => {
    const t = bench({ session: make(), kept: undefined })
    const call = t.get('/a')
    await drain()
    assert.is(t.wire[0]?.path, fromNothing ? '/refresh' : '/a')
    if (fromNothing) await t.at('/refresh').reply(200, { token: 'a1.secret' })
    assert.is(t.at('/a').token, fromNothing ? 'a1' : '-')
    await t.at('/a').reply(200)
    assert.is(call.state, 'resolved')
  })

  test(`C09 ${name}: an answer without a token keeps the session`, async () => {
    for (const body of [{}, { token: '' }, { token: null }, undefined, '<html>']) {
      const t = await waiting(make())
      await t.at('/refresh').reply(200, body)
      assert.equal(t.log.slice(-2), [
        'refresh:error ambiguous',
        '! /a invalid-refresh-answer',
      ])
      assert.equal(t.session.credential(), a(0))
    }
  })

  test(`C01 ${name}: \`isRejected\` ends the session, and nothing else is told it`, async () => {
    const seen: unknown[] = []
    const isRejected = ({ status, data }: { status: number; data: unknown }) => {
      seen.push([status, data])
      return (data as { code?: number } | undefined)?.code === 9
    }
    const t = await waiting(make({ isRejected }))
    await t.at('/refresh').reply(200, { code: 9 })
    assert.equal(t.log.slice(-3), ['clear', 'logout rejected', '! /a refresh-rejected'])
    assert.equal(seen, [[200, { code: 9 }]])
    assert.is('isRejected' in make(), false)
  })

  test(`C01 ${name}: a reader that throws keeps the session`, async () => {
    const boom = () => {
      throw new Error('odd body')
    }
    const t = await waiting(make({ read: boom }))
    await t.at('/refresh').reply(200, { token: 'a1.secret' })
    assert.is(t.log.pop(), '! /a invalid-refresh-answer')
    assert.equal(t.session.credential(), a(0))
  })
}

for (const [name, fail] of [
  ['rejects', () => Promise.reject(new Error('wx.login: no network'))],
  ['rejects with no error at all', () => Promise.reject({ errMsg: 'login:fail' })],
  [
    'throws',
    () => {
      throw new TypeError('wx is not defined')
    },
  ],
] as ReadonlyArray<[string, () => Promise<string>]>) {
  test(`C02 a code that ${name} is transient: nothing is sent, the session is kept`, async () => {
    let isDown = true
    const code = () => (isDown ? fail() : 'c2')
    const t = await waiting(loginByCode({ url, read, code }))
    assert.equal(t.log.slice(-2), ['refresh:error transient', '! /a refresh-transient'])
    assert.is(t.all('/refresh').length, 0)
    assert.equal(t.session.credential(), a(0))
    isDown = false
    const [call] = await t.expire('/b')
    await t.at('/refresh').reply(200, { token: 'a2.secret' })
    await t.at('/b').reply(200)
    assert.is(call?.state, 'resolved')
  })
}

test('I02 refreshByCookie takes the token from the cookie jar of the page', async () => {
  let jar = 'lang=zh; access_token=a0.secret'
  const cookies = fromCookie('access_token', { jar: () => jar })
  const t = await waiting(refreshByCookie({ url, read: cookies }))
  jar = 'lang=zh; access_token=a1.secret'
  await t.at('/refresh').reply(200, { code: 200 })
  assert.is(t.at('/a').token, 'a1')
  await t.at('/a').reply(200)
})

test.run()
