import { inspect } from 'node:util'
import { createClient, type Layer, type RequestError } from '@allium/core'
import * as assert from 'uvu/assert'
import { auth, bearer, type Credential, createSession } from '../src/index'
import { a, type BenchOptions, b, bench, contract, drain, ORIGIN, written } from './bench'

const test = contract('security')

const urls: ReadonlyArray<
  [name: string, url: string, fate: 'token' | 'none' | 'refused']
> = [
  ['a path', '/a', 'token'],
  ['a path without its slash', 'a', 'token'],
  ['an absolute URL of the same origin', 'https://api.test/a', 'token'],
  ['upper case', 'HTTPS://API.TEST/a', 'token'],
  ['the default port', 'https://api.test:443/a', 'token'],
  ['another port', 'https://api.test:8443/a', 'none'],
  ['another scheme', 'http://api.test/a', 'none'],
  ['http on the port of https', 'http://api.test:443/a', 'none'],
  ['another host', 'https://evil.test/a', 'none'],
  ['a host that begins alike', 'https://api.test.evil.test/a', 'none'],
  ['a host that ends alike', 'https://evil-api.test/a', 'none'],
  ['a sub-domain', 'https://sub.api.test/a', 'none'],
  ['the host with a dot at its end', 'https://api.test./a', 'none'],
  ['the origin in the query', 'https://evil.test?https://api.test/', 'none'],
  ['the origin in the path', 'https://evil.test/https://api.test/', 'none'],
  ['the origin behind a hash', 'https://evil.test#@api.test/', 'none'],
  ['protocol-relative', '//evil.test/a', 'refused'],
  ['protocol-relative with backslashes', '\\\\evil.test/a', 'refused'],
  ['slash and backslash', '/\\evil.test/a', 'refused'],
  ['a name before the host', 'https://api.test@evil.test/a', 'refused'],
  ['name and password', 'https://user:pw@api.test/a', 'refused'],
  ['a backslash before the @', 'https://evil.test\\@api.test/a', 'refused'],
  ['a tab in the host', 'https://evil\t.test/a', 'refused'],
  ['one slash after the scheme', 'https:/evil.test/a', 'refused'],
  ['no host at all', 'https:///evil.test/a', 'refused'],
  ['another kind of URL', 'data:text/plain,a', 'refused'],
]

for (const [name, url, fate] of urls) {
  test(`H01 ${name}: ${fate}`, async () => {
    const t = bench()
    const call = t.get(url)
    await drain()
    if (fate === 'refused') {
      assert.is(call.error.code as string, 'invalid')
      assert.is(t.wire.length, 0)
      return
    }
    const [exchange] = t.wire
    assert.is(exchange?.token, fate === 'token' ? 'a0' : '-')
    await exchange?.reply(401)
    if (fate === 'token') {
      await t.renew(a(1))
      await t.wire[2]?.reply(200)
      assert.is(call.state, 'resolved')
    } else {
      // A foreign 401 says nothing about the session.
      assert.is(call.error.code as string, 'status')
      assert.equal(t.events.log, [])
      assert.equal(t.session.credential(), a(0))
      assert.is(t.wire.length, 1)
    }
  })
}

test('H01 the header’s name makes no difference', async () => {
  const authenticator = bearer({ header: 'X-Token', scheme: '' })
  const t = bench({ auth: { authenticator } })
  t.get('/a')
  t.get('https://evil.test/b')
  await drain()
  assert.equal(
    t.wire.map(({ request }) => request.headers['x-token']),
    ['a0.secret', undefined],
  )
  for (const exchange of t.wire) await exchange.reply(200)
})

test('H01 configured origins stand in place of the base URL’s', async () => {
  const origins = ['https://api.test', 'https://other.test:8443']
  const t = bench({
    session: { origins },
    client: { baseURL: 'https://pages.test' },
  })
  for (const url of ['/a', 'https://api.test/a']) t.get(url)
  await drain()
  assert.equal(
    t.wire.map(({ request, token }) => `${request.url} ${token}`),
    ['https://pages.test/a -', 'https://api.test/a a0'],
  )
  for (const exchange of t.wire) await exchange.reply(200)
})

test('H01 a second client’s base URL does not widen what the first one’s allows', async () => {
  const t = bench()
  const other = t.clientOf({ client: { baseURL: 'https://other.test' } })
  t.request({ url: '/a' }, other)
  t.request({ url: 'https://api.test/b' }, other)
  await drain()
  assert.equal(
    t.wire.map(({ request, token }) => `${request.url} ${token}`),
    ['https://other.test/a -', 'https://api.test/b a0'],
  )
  for (const exchange of t.wire) await exchange.reply(200)
})

test('H01 where it is not known where tokens may go, the client is refused when made', () => {
  const transport = () => new Promise<never>(() => {})
  const session = createSession({ refresh: () => a(1) })
  assert.throws(
    () => createClient({ transport }).use(auth({ session })),
    /\[auth\] .*`baseURL`.*`origins`/,
  )
  createClient({ transport, baseURL: '/' }).use(auth({ session }))
  const told = createSession({ refresh: () => a(1), origins: ['https://api.test'] })
  createClient({ transport }).use(auth({ session: told }))
})

test('H01 a token in a foreign answer changes nothing', async () => {
  const t = bench()
  t.get('https://evil.test/a')
  await drain()
  await t.wire[0]?.reply(200, a(9), { authorization: 'Bearer a9', 'set-cookie': 'x' })
  assert.equal(t.session.credential(), a(0))
  assert.equal(t.storage.kept, a(0))
})

/** Every way to fail, with servers and hooks that repeat the secrets they know. */
const echo = { msg: 'no', echoed: [a(0), a(1)] }
const failures: ReadonlyArray<
  [string, BenchOptions, (t: ReturnType<typeof bench>) => unknown]
> = [
  ['a rejected refresh', {}, t => t.at('/refresh').reply(401, echo)],
  ['a failed refresh', {}, t => t.at('/refresh').reply(503, echo)],
  ['a refused refresh', {}, t => t.at('/refresh').reply(422, echo)],
  ['a useless answer', {}, t => t.at('/refresh').reply(200, echo)],
  [
    'another’s answer',
    { kept: { ...a(0), subject: 'A' } },
    t => t.renew({ ...a(1), subject: 'B' }),
  ],
  ['a lost answer', {}, t => t.at('/refresh').fail(new Error('cut'))],
  ['a timeout', {}, t => t.clock.advance(60_000)],
  ['a sign-out', {}, t => t.session.signOut()],
  ['a switch', {}, t => t.session.signIn(b(0))],
  ['a disposal', {}, t => t.session.dispose()],
  [
    'a loop',
    {},
    async t => {
      await t.renew(a(1))
      t.at('/a').reply(401, echo)
      await t.at('/b').reply(401, echo)
    },
  ],
  ['no refresh token', { kept: { accessToken: 'a0.secret' } }, () => {}],
  ['a verdict', { auth: { classify: () => 'rejected' } }, () => {}],
]

for (const [name, options, end] of failures) {
  test(`H02 ${name}: no secret in an error, event or fault`, async () => {
    const t = bench(options)
    const told: unknown[] = []
    t.client.on('error', event => told.push(event))
    const calls = await t.expire('/a', '/b')
    await end(t)
    await drain()
    assert.is(calls.length, 2)
    for (const { error } of calls) {
      for (const text of [
        String(error),
        error.message,
        String(error.stack),
        JSON.stringify(error),
        JSON.stringify({ ...error }),
        inspect(error, { depth: null, showHidden: true }),
        written(error.cause),
      ]) {
        assert.not.match(text, /secret/)
      }
    }
    for (const each of [...told, ...t.events.log, ...t.faults]) {
      assert.not.match(written(each), /secret/)
    }
  })
}

test('H02 what an app’s hook says in its error is not printed with ours', async () => {
  const text = 'Unexpected token: "r0.secret" is not valid JSON'
  const refresh = () => {
    throw new SyntaxError(text)
  }
  const told: unknown[] = []
  const onFault = (fault: unknown) => told.push(fault)
  const t = bench({ session: { refresh, onFault } })
  const call = t.client.get('/a').catch((error: RequestError) => error)
  await drain()
  await t.at('/a').reply(401)
  const error = (await call) as RequestError
  assert.is((error.cause as Error).message, text)
  // Its own error, as it threw it, is what the app is told of.
  assert.equal(told, [error.cause])
  for (const form of [
    String(error),
    JSON.stringify(error),
    inspect(error, { depth: null }),
    String(error.stack),
  ]) {
    assert.not.match(form, /secret/)
  }
})

test('H02 the refresh token goes to the refresh endpoint and nowhere else', async () => {
  const t = bench()
  await t.expire('/a', '/b')
  t.get('https://evil.test/c')
  t.get('/public', { auth: false })
  await t.renew({ ...a(1), extra: 'r1.secret' } as Partial<Credential>)
  for (const exchange of t.wire) await exchange.reply(200)
  const holders = t.wire.filter(({ request }) =>
    /[rs]\d+\.secret/.test(JSON.stringify(request)),
  )
  assert.equal(
    holders.map(({ request }) => request.url),
    [`${ORIGIN}/refresh`],
  )
  assert.is(holders[0]?.request.body, '{"refreshToken":"r0.secret"}')
})

test('H02 layers outside auth never see the token, nor does who prints the session', async () => {
  const seen: unknown[] = []
  const outer: Layer = async (ctx, next) => {
    await next().catch(() => seen.push('failed'))
    seen.push(ctx.request, ctx.state)
  }
  const t = bench({ outside: [outer] })
  t.get('/a')
  t.get('/b')
  await drain()
  await t.at('/a').reply(200)
  await t.at('/b').fail(new Error('no network'))
  assert.is(seen.length, 5)
  for (const each of [...seen, t.session]) {
    assert.not.match(inspect(each, { depth: null }), /secret/)
  }
})

test('H02 the caller’s options and the credential it gave are its own', async () => {
  const t = bench({ kept: undefined })
  const given = { ...a(0) }
  t.session.signIn(given)
  Object.assign(given, { accessToken: 'changed' })
  const known = t.session.credential() as Credential
  assert.is(known.accessToken, 'a0.secret')
  assert.throws(() => Object.assign(known, { accessToken: 'changed' }), TypeError)
})

test.run()
