import * as assert from 'uvu/assert'
import {
  type Credential,
  cookie,
  fromCookie,
  loginByCode,
  refreshByCookie,
  type SessionOptions,
  singleUse,
} from '../src/index'
import { a, type Bench, b, bench, contract, drain } from './bench'

const test = contract('cookies of an old session')

const read = fromCookie('SID')
const jar = ['SID=late.secret; Path=/; HttpOnly']

/** Ways to have a session in a cookie that answers set anew. */
const kinds: ReadonlyArray<[name: string, session: Partial<SessionOptions>]> = [
  ['takeFrom', { ...refreshByCookie({ url: '/refresh', read }), takeFrom: read }],
  [
    'singleUse',
    { ...loginByCode({ url: '/refresh', read, code: () => 'c1' }), ...singleUse(read) },
  ],
]

const sidOf = ({ request }: { request: { headers: Record<string, unknown> } }) =>
  request.headers.cookie

/** What has ended the session that an answer still comes to, and who is signed in then. */
const ends: ReadonlyArray<
  [name: string, end: (t: Bench) => unknown, user: Credential | undefined]
> = [
  ['after a sign-out', t => t.session.signOut(), undefined],
  ['after a sign-in of another user', t => t.session.signIn(b(0)), b(0)],
  [
    'after a sign-out and a sign-in',
    t => {
      t.session.signOut()
      return t.session.signIn(b(0))
    },
    b(0),
  ],
]

for (const [kind, session] of kinds) {
  const options = { session, auth: { authenticator: cookie('SID') } }

  for (const [name, end, user] of ends) {
    for (const status of [200, 401, 500]) {
      test(`E06 ${kind}: a ${status} with Set-Cookie ${name} stores nothing`, async () => {
        const t = bench(options)
        const call = t.get('/old')
        await drain()
        assert.is(sidOf(t.at('/old')), 'SID=a0.secret')
        await end(t)
        await t.at('/old').reply(status, {}, {}, jar)
        assert.is(call.error.code, 'session-changed')
        await settled(t, user)
      })
    }

    test(`E06 ${kind}: nor does a refresh that answers ${name}`, async () => {
      const t = bench(options)
      const call = t.get('/old')
      await drain()
      await t.at('/old').reply(401, {})
      await end(t)
      assert.is(t.at('/refresh').signal.aborted, true)
      await t.at('/refresh').reply(200, {}, {}, jar)
      assert.is(call.error.code, 'session-changed')
      await settled(t, user)
      assert.is(t.events.of('refresh').length, 0)
    })
  }

  test(`E06 ${kind}: an answer of the session that lasts is taken`, async () => {
    const t = bench(options)
    const call = t.get('/a')
    await drain()
    await t.at('/a').reply(404, {}, {}, jar)
    assert.is(call.error.code as string, 'status')
    assert.is(t.session.credential()?.accessToken, 'late.secret')
    t.get('/b')
    await drain()
    assert.is(sidOf(t.at('/b')), 'SID=late.secret')
    await t.at('/b').reply(200)
  })

  test(`E06 ${kind}: nothing is taken where nobody is signed in, nor from a stranger`, async () => {
    const t = bench({ ...options, kept: a(0) })
    await t.session.signOut()
    for (const url of ['/public', 'https://evil.test/x']) {
      t.get(url)
      await drain()
      const [exchange] = t.wire.slice(-1)
      await exchange?.reply(200, {}, {}, jar)
    }
    await t.session.signIn(b(0))
    t.get('https://evil.test/y')
    t.get('/exempt', { auth: false })
    await drain()
    for (const exchange of t.wire.slice(-2)) await exchange.reply(200, {}, {}, jar)
    await settled(t, b(0))
  })
}

/** Asserts that nothing of the late answer is kept, and that the next request shows it. */
async function settled(t: Bench, user: Credential | undefined): Promise<void> {
  assert.equal(t.session.credential(), user)
  assert.equal(t.storage.kept, user)
  const line = t.log.filter(each => each.includes('late'))
  assert.equal(line, [])
  t.get('/next')
  await drain()
  assert.is(sidOf(t.at('/next')), user && `SID=${user.accessToken}`)
  await t.at('/next').reply(200)
}

for (const [kind, session] of kinds) {
  test(`I02 E06 ${kind}: what was sent before a refresh does not undo what it brought`, async () => {
    const t = bench({ session, auth: { authenticator: cookie('SID') } })
    t.get('/slow')
    await drain()
    t.refresh()
    await drain()
    await t.at('/refresh').reply(200, {}, {}, ['SID=a1.secret'])
    await t.at('/slow').reply(200, {}, {}, jar)
    await settled(t, { ...a(1), refreshToken: a(0).refreshToken, expiresAt: undefined })
  })
}

test('E06 the logout call goes out after the refresh was aborted, and its cookie is dropped', async () => {
  const t = bench({
    session: {
      ...refreshByCookie({ url: '/refresh', read }),
      takeFrom: read,
      revoke: ({ send }) => send({ method: 'POST', url: '/logout' }),
    },
    auth: { authenticator: cookie('SID') },
  })
  await t.expire('/a')
  t.at('/refresh').signal.addEventListener('abort', () => t.log.push('aborted'))
  const done = t.session.signOut()
  await drain()
  const order = t.log.filter(line => /aborted|logout/.test(line))
  assert.equal(order, ['aborted', 'logout user', '> POST /logout -'])
  await t.at('/refresh').reply(200, {}, {}, jar)
  await t.at('/logout').reply(200, {}, {}, ['SID=anonymous.secret'])
  await done
  await settled(t, undefined)
})

test.run()
