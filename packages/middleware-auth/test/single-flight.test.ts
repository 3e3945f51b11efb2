import { deferred } from '@allium/testing'
import * as assert from 'uvu/assert'
import { createSession, type RefreshHook } from '../src/index'
import {
  a,
  type BenchOptions,
  b,
  bench,
  contract,
  drain,
  heldBy,
  p0,
  paths,
  shuffled,
} from './bench'

const test = contract('one flight, and who joins it')

test('B01 a hundred 401s in shuffled order and a refresh by hand: one refresh', async () => {
  const t = bench()
  const all = paths(100)
  const calls = all.map(path => t.get(path))
  await drain()
  const late = shuffled(all, 7)
  for (const path of late.slice(0, 50)) t.at(path).reply(401)
  await drain()
  const byHand = t.refresh()
  for (const path of late.slice(50)) t.at(path).reply(401)
  await drain()
  assert.is(t.held, 101)
  await t.renew(a(1))
  for (const path of all) t.at(path).reply(200)
  await drain()
  assert.is(byHand.state, 'resolved')
  assert.ok(calls.every(({ state }) => state === 'resolved'))
  assert.is(t.all('/refresh').length, 1)
  assert.is(t.wire.length, 201)
  assert.equal(
    t.wire.slice(101).map(({ path, token }) => `${path} ${token}`),
    all.map(path => `${path} a1`),
  )
  assert.equal(t.events.types(), ['refresh:start', 'refresh'])
})

test('B01 the flight is there before refresh() has returned', async () => {
  const t = bench()
  t.session.credential()
  const first = t.refresh()
  assert.equal(t.log, ['refresh:start'])
  const second = t.refresh()
  t.get('/a')
  await drain()
  assert.equal(t.log, ['refresh:start', '> POST /refresh r0'])
  await t.renew(a(1))
  await t.at('/a').reply(200)
  assert.equal([first.state, second.state], ['resolved', 'resolved'])
  assert.is(t.all('/refresh').length, 1)
})

const failing = () => {
  throw new Error('at once')
}
const hooks: ReadonlyArray<[string, RefreshHook, string]> = [
  ['throws at once', failing, 'refresh-transient'],
  ['rejects', async () => failing(), 'refresh-transient'],
  ['returns no promise', () => a(1), ''],
  ['resolves at once', async () => a(1), ''],
  [
    'returns a foreign thenable',
    // biome-ignore lint/suspicious/noThenProperty: it is what a host may return
    (() => ({ then: (give: (value: unknown) => void) => give(a(1)) })) as never,
    '',
  ],
  ['returns nothing', (() => undefined) as never, 'invalid-refresh-answer'],
]

for (const [name, hook, code] of hooks) {
  test(`B01 a hook that ${name} behaves like any other`, async () => {
    let ran = 0
    const refresh: RefreshHook = input => {
      ran += 1
      return hook(input)
    }
    const t = bench({ session: { refresh } })
    const calls = await t.expire('/a', '/b')
    assert.is(ran, 1)
    if (code === '') {
      t.at('/a').reply(200)
      t.at('/b').reply(200)
      await drain()
      assert.equal(t.log.slice(2), [
        'refresh:start',
        'save a1',
        'refresh',
        '> GET /a a1',
        '> GET /b a1',
        '= /a 200',
        '= /b 200',
      ])
    } else {
      assert.equal(
        calls.map(({ error }) => error.code as string),
        [code, code],
      )
      assert.equal(t.events.types(), ['refresh:start', 'refresh:error'])
    }
  })
}

test('B01 login by code: a hundred requests without a session, one wx.login', async () => {
  let logins = 0
  const wxLogin = async () => {
    logins += 1
    return { code: `c${logins}` }
  }
  const refresh: RefreshHook = async ({ send }) => {
    const { code } = await wxLogin()
    const { data } = await send<{ token: string }>({
      method: 'POST',
      url: '/refresh',
      data: { code },
    })
    return { accessToken: data.token }
  }
  const t = bench({ kept: undefined, session: { refresh, fromNothing: true } })
  for (const path of paths(100)) t.get(path)
  await drain()
  assert.is(t.wire.length, 1)
  await t.at('/refresh').reply(200, { token: 'a1.secret' })
  assert.equal(
    t.wire.slice(1).map(({ path, token }) => `${path} ${token}`),
    paths(100).map(path => `${path} a1`),
  )
  for (const path of paths(100)) t.at(path).reply(200)
  await drain()
  assert.is(logins, 1)
})

test('B01 a storm of a thousand: one refresh, a thousand replays in order', async () => {
  const t = bench()
  const all = paths(1000)
  for (const path of all) t.get(path)
  await drain()
  for (const path of shuffled(all, 42)) t.at(path).reply(401)
  await drain()
  assert.is(t.held, 1000)
  await t.renew(a(1))
  assert.is(t.all('/refresh').length, 1)
  assert.equal(
    t.wire.slice(1001).map(({ path }) => path),
    all,
  )
  for (const path of all) t.at(path).reply(200)
  await drain()
  assert.is(t.log.filter(line => line.startsWith('= ')).length, 1000)
  assert.equal(t.events.types(), ['refresh:start', 'refresh'])
})

test('B02 a 401 that comes late does not refresh again', async () => {
  const t = bench()
  t.get('/late')
  await t.expire('/a')
  await t.renew(a(1))
  await t.at('/late').reply(401)
  await t.at('/a').reply(200)
  await t.at('/late').reply(200)
  assert.equal(t.log, [
    '> GET /late a0',
    '> GET /a a0',
    'refresh:start',
    '> POST /refresh r0',
    'save a1',
    'refresh',
    '> GET /a a1',
    '> GET /late a1',
    '= /a 200',
    '= /late 200',
  ])
})

test('B02 nor one that comes after the session has refreshed twice', async () => {
  const t = bench()
  t.get('/late')
  t.session.credential()
  for (const n of [1, 2]) {
    t.refresh()
    await drain()
    await t.renew(a(n))
  }
  await t.at('/late').reply(401)
  assert.is(t.at('/late').token, 'a2')
  await t.at('/late').reply(200)
  assert.is(t.all('/refresh').length, 2)
})

test('B02 who is held up in a layer further in never leaves with the old token', async () => {
  const pause = deferred()
  const t = bench({
    inside: [
      async (ctx, next) => {
        if (ctx.request.url.endsWith('/slow') && ctx.attempt === 1) await pause.promise
        return next()
      },
    ],
  })
  const slow = t.get('/slow')
  await t.expire('/a')
  await t.renew(a(1))
  await t.at('/a').reply(200)
  pause.resolve()
  await drain()
  assert.equal(
    t.all('/slow').map(({ token }) => token),
    ['a1'],
  )
  await t.at('/slow').reply(200)
  assert.is(slow.state, 'resolved')
  assert.is(t.all('/refresh').length, 1)
})

test('B03 what starts during a flight waits before its token is read', async () => {
  const t = bench()
  await t.expire('/a')
  const before = t.wire.length
  const calls = [t.get('/b'), t.get('/c')]
  await drain()
  assert.is(t.wire.length, before)
  assert.is(t.held, 3)
  await t.renew(a(1))
  assert.equal(t.log.slice(-3), ['> GET /a a1', '> GET /b a1', '> GET /c a1'])
  for (const path of ['/a', '/b', '/c']) t.at(path).reply(200)
  await drain()
  assert.ok(calls.every(({ state }) => state === 'resolved'))
})

test('B03 so it does during a refresh by hand, and while the write is under way', async () => {
  const t = bench()
  const write = t.storage.hold('save')
  t.refresh()
  await drain()
  t.get('/a')
  await drain()
  await t.renew(a(1))
  t.get('/b')
  await drain()
  assert.equal(t.log, ['refresh:start', '> POST /refresh r0', 'save a1'])
  write.resolve()
  await drain()
  assert.equal(t.log.slice(3), [
    'refresh',
    '> GET /a a1',
    '> GET /b a1',
    '= refresh() done',
  ])
  t.at('/a').reply(200)
  await t.at('/b').reply(200)
})

test('B04 a caller that still holds the old token does not start a second exchange', async () => {
  const t = bench()
  t.get('/b')
  await t.expire('/a')
  // The storage tells of the old credential; nobody asks it.
  t.storage.next('load', () => a(0))
  t.at('/refresh').reply(200, a(1))
  t.at('/b').reply(401)
  await drain()
  assert.is(t.at('/b').token, 'a1')
  t.at('/a').reply(200)
  await t.at('/b').reply(200)
  assert.is(t.all('/refresh').length, 1)
  // Read at the start, and before the commit: never for who joins.
  assert.is(t.storage.loads, 2)
})

test('B05 two clients of one session: one refresh', async () => {
  const t = bench()
  const other = t.clientOf()
  t.get('/a')
  t.request({ url: '/b' }, other)
  await drain()
  t.at('/a').reply(401)
  await t.at('/b').reply(401)
  assert.is(t.all('/refresh').length, 1)
  await t.renew(a(1))
  assert.equal(t.log.slice(-2), ['> GET /a a1', '> GET /b a1'])
  t.at('/a').reply(200)
  await t.at('/b').reply(200)
})

test('B05 each client that shares a session hears its events once', async () => {
  const t = bench()
  const heard: string[] = []
  const other = t.clientOf()
  for (const [name, client] of [
    ['first', t.client],
    ['other', other],
  ] as const) {
    client.on('refresh', () => heard.push(name))
    // A client derived from it is of the same family.
    client
      .use(async (_, next) => next())
      .on('logout', ({ reason }) => {
        heard.push(`${name} ${reason}`)
      })
  }
  t.refresh()
  await drain()
  await t.renew(a(1))
  t.session.signOut()
  assert.equal(heard, ['first', 'other', 'first user', 'other user'])
})

test('B05 two sessions that expire at once: two refreshes, tokens never crossed', async () => {
  const one = bench()
  const two = bench({ kept: b(0) })
  await one.expire('/a')
  await two.expire('/a')
  await two.renew(b(1))
  await one.renew(a(1))
  assert.equal(
    [...one.wire, ...two.wire].map(({ path, token }) => `${path} ${token}`),
    ['/a a0', '/refresh a0', '/a a1', '/a b0', '/refresh b0', '/a b1'],
  )
  one.at('/a').reply(200)
  await two.at('/a').reply(200)
})

test('B05 two sessions over one wire, side by side: an end of one is none of the other', async () => {
  const t = bench()
  const other = createSession({ refresh: p0, clock: t.clock })
  other.signIn(b(0))
  const client = t.clientOf({}, other)
  await t.expire('/a')
  const call = t.request({ url: '/b' }, client)
  await drain()
  assert.is(t.at('/b').token, 'b0')
  t.session.signOut()
  await t.at('/b').reply(401)
  assert.is(t.all('/refresh').length, 2)
  assert.is(heldBy(other), 1)
  await t.renew(b(1))
  await t.at('/b').reply(200)
  assert.is(call.state, 'resolved')
  assert.equal(other.credential(), { ...b(1), expiresAt: undefined })
  assert.is(t.session.credential(), undefined)
})

test('G05 the refresh goes through the layers inside auth alone', async () => {
  const outer: string[] = []
  const options: BenchOptions = {
    outside: [
      async (ctx, next) => {
        outer.push(ctx.request.url)
        await next()
      },
    ],
    inside: [
      async (ctx, next) => {
        const { request } = ctx
        ctx.request = { ...request, headers: { ...request.headers, 'x-app': 'shop' } }
        await next()
      },
    ],
  }
  const t = bench(options)
  const told: string[] = []
  t.client.on('request', ({ url }) => told.push(`request ${url}`))
  t.client.on('attempt', ({ url }) => told.push(`attempt ${url}`))
  t.client.on('response', ({ url }) => told.push(`response ${url}`))
  await t.expire('/a')
  assert.is(t.at('/refresh').request.headers['x-app'], 'shop')
  await t.renew(a(1))
  await t.at('/a').reply(200)
  assert.equal(outer, ['https://api.test/a'])
  assert.equal(told, [
    'request https://api.test/a',
    'attempt https://api.test/a',
    'attempt https://api.test/a',
    'response https://api.test/a',
  ])
})

test('G05 a hook may use another client of the same kernel', async () => {
  const box: { client?: ReturnType<typeof bench>['client'] } = {}
  const refresh: RefreshHook = async ({ credential }) => {
    const { refreshToken } = credential
    const answer = await box.client?.post<typeof credential>(
      '/refresh',
      { refreshToken },
      { auth: false },
    )
    return answer?.data as typeof credential
  }
  const t = bench({ session: { refresh } })
  box.client = t.client
  await t.expire('/a')
  await t.renew(a(1))
  await t.at('/a').reply(200)
  assert.equal(t.log.slice(2), [
    '> POST /refresh r0',
    'save a1',
    'refresh',
    '> GET /a a1',
    '= /a 200',
  ])
})

test('G05 a hook that waits for its own session is ended by the refresh timeout', async () => {
  const box: { client?: ReturnType<typeof bench>['client'] } = {}
  const refresh: RefreshHook = async () => {
    const answer = await box.client?.get<ReturnType<typeof a>>('/mistaken')
    return answer?.data as ReturnType<typeof a>
  }
  const t = bench({ session: { refresh } })
  box.client = t.client
  const [call] = await t.expire('/a')
  await t.clock.advance(10_000)
  assert.is(call?.error.code, 'refresh-timeout')
  assert.is(t.wire.length, 1)
  assert.equal(t.events.types(), ['refresh:start', 'refresh:error'])
})

test('G06 the queue has a ceiling, with an error of its own', async () => {
  const t = bench({ session: { maxHeld: 3 } })
  await t.expire('/a', '/b')
  t.get('/c')
  const over = t.get('/d')
  const byHand = t.refresh()
  await drain()
  assert.is(t.held, 3)
  for (const { error } of [over, byHand]) {
    assert.is(error.code, 'too-many-held')
    assert.is(error.retryable, true)
    assert.is(error.sessionEnded, false)
  }
  await t.renew(a(1))
  assert.is(t.held, 0)
  for (const path of ['/a', '/b', '/c']) t.at(path).reply(200)
  await drain()
  assert.is(t.all('/d').length, 0)
})

test('G06 who leaves the queue makes room', async () => {
  const t = bench({ session: { maxHeld: 1 } })
  const signal = t.signal()
  t.get('/a', { signal })
  await drain()
  await t.at('/a').reply(401)
  signal.abort()
  await drain()
  assert.is(t.held, 0)
  t.get('/b')
  await drain()
  assert.is(t.held, 1)
  await t.renew(a(1))
  await t.at('/b').reply(200)
})

test.run()
