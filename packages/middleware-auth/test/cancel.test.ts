import { deferred } from '@allium/testing'
import * as assert from 'uvu/assert'
import { bearer, type Credential } from '../src/index'
import {
  a,
  type Bench,
  type BenchOptions,
  b,
  bench,
  contract,
  drain,
  ticks,
} from './bench'

const test = contract('cancellation, and that everything settles')

for (const way of ['the signal', 'abort()'] as const) {
  test(`G01 the initiator leaves by ${way}: the others are served`, async () => {
    const t = bench()
    const signal = t.signal()
    const initiator = t.get('/first', { signal })
    const others = [t.get('/a'), t.get('/b')]
    await drain()
    for (const path of ['/first', '/a', '/b']) await t.at(path).reply(401)
    assert.is(signal.listening, 1)
    if (way === 'the signal') signal.abort(new Error('left the page'))
    else initiator.call.abort()
    await ticks(3)
    assert.is(initiator.error.code as string, 'aborted')
    assert.is(signal.listening, 0)
    assert.is(t.held, 2)
    await t.renew(a(1))
    t.at('/a').reply(200)
    await t.at('/b').reply(200)
    assert.ok(others.every(({ state }) => state === 'resolved'))
    assert.is(t.all('/refresh').length, 1)
    assert.is(t.all('/first').length, 1)
  })
}

test('G01 one that waits unsent is never sent later', async () => {
  const t = bench()
  await t.expire('/a')
  const signal = t.signal()
  const call = t.post('/b', { n: 1 }, { signal })
  await drain()
  signal.abort()
  await drain()
  assert.is(call.error.code as string, 'aborted')
  await t.renew(a(1))
  await t.at('/a').reply(200)
  assert.is(t.all('/b').length, 0)
})

test('G01 one aborted before it begins, and one in the turn of the release', async () => {
  const t = bench()
  const early = t.signal()
  early.abort()
  const never = t.get('/never', { signal: early })
  const signal = t.signal()
  t.get('/a', { signal })
  await t.expire('/b')
  await t.at('/a').reply(401)
  t.session.on('refresh', () => signal.abort())
  await t.renew(a(1))
  assert.is(never.error.code as string, 'aborted')
  assert.is(t.all('/a').length, 1)
  assert.is(t.all('/never').length, 0)
  await t.at('/b').reply(200)
})

test('G02 all waiters leave: the refresh goes on, and is committed', async () => {
  const t = bench()
  const calls = await t.expire('/a', '/b')
  for (const { call } of calls) call.abort()
  await drain()
  assert.is(t.held, 0)
  assert.is(t.at('/refresh').signal.aborted, false)
  await t.renew(a(1))
  assert.equal(t.storage.kept, { ...a(1), expiresAt: undefined })
  assert.equal(t.events.types(), ['refresh:start', 'refresh'])
  t.get('/c')
  await drain()
  assert.is(t.at('/c').token, 'a1')
  await t.at('/c').reply(200)
  assert.is(t.all('/refresh').length, 1)
})

test('G02 a flight without waiters that fails is nobody’s rejection', async () => {
  for (const status of [503, 401]) {
    const t = bench()
    const [call] = await t.expire('/a')
    call?.call.abort()
    await t.at('/refresh').reply(status)
    assert.equal(t.events.types(), [
      'refresh:start',
      status === 401 ? 'logout' : 'refresh:error',
    ])
  }
})

const boom = () => {
  throw new Error('boom')
}

/** Each way in which a flight or a request can end; every test closes with the count. */
const ways: ReadonlyArray<{
  readonly name: string
  readonly options?: BenchOptions
  readonly end: (t: Bench) => Promise<unknown> | unknown
  readonly codes: readonly [a: string, b: string, byHand: string]
}> = [
  {
    name: 'success',
    end: async t => {
      await t.renew(a(1))
      t.at('/a').reply(200)
      await t.at('/b').reply(200)
    },
    codes: ['', '', ''],
  },
  {
    name: 'failure',
    end: t => t.at('/refresh').reply(503),
    codes: ['refresh-transient', 'refresh-transient', 'refresh-transient'],
  },
  {
    name: 'rejection',
    end: t => t.at('/refresh').reply(401),
    codes: ['refresh-rejected', 'refresh-rejected', 'refresh-rejected'],
  },
  {
    name: 'timeout',
    end: t => t.clock.advance(60_000),
    codes: ['refresh-timeout', 'refresh-timeout', 'refresh-timeout'],
  },
  {
    name: 'logout',
    end: t => t.session.signOut(),
    codes: ['session-changed', 'session-changed', 'session-changed'],
  },
  {
    name: 'user switch',
    end: t => t.session.signIn(b(0)),
    codes: ['session-changed', 'session-changed', 'session-changed'],
  },
  {
    name: 'dispose() mid-flight',
    end: t => t.session.dispose(),
    codes: ['disposed', 'disposed', 'disposed'],
  },
  {
    name: 'dispose() while the write is pending',
    end: async t => {
      const write = t.storage.hold('save')
      await t.renew(a(1))
      t.session.dispose()
      write.resolve()
    },
    codes: ['disposed', 'disposed', 'disposed'],
  },
  {
    name: 'dispose() in a listener of refresh',
    end: t => {
      t.session.on('refresh', () => t.session.dispose())
      return t.renew(a(1))
    },
    codes: ['disposed', 'disposed', 'disposed'],
  },
  {
    name: 'a write that hangs for ever',
    end: async t => {
      t.storage.hold('save')
      await t.renew(a(1))
      await t.clock.advance(2_000)
      t.at('/a').reply(200)
      await t.at('/b').reply(200)
    },
    codes: ['', '', ''],
  },
  {
    name: 'a logout whose removal hangs for ever',
    end: async t => {
      t.storage.hold('clear')
      t.session.signOut()
      await t.clock.advance(2_000)
    },
    codes: ['session-changed', 'session-changed', 'session-changed'],
  },
  {
    name: 'a hook that throws',
    options: { session: { refresh: boom } },
    end: () => {},
    codes: ['refresh-transient', 'refresh-transient', 'refresh-transient'],
  },
  {
    name: 'a hook that never settles',
    options: { session: { refresh: () => new Promise<Credential>(() => {}) } },
    end: t => t.clock.advance(60_000),
    codes: ['refresh-timeout', 'refresh-timeout', 'refresh-timeout'],
  },
  {
    name: 'a reading of the app that throws',
    options: { session: { isRejected: boom } },
    end: t => t.at('/refresh').reply(503),
    codes: ['refresh-transient', 'refresh-transient', 'refresh-transient'],
  },
  {
    name: 'listeners that throw',
    end: async t => {
      for (const name of ['refresh', 'refresh:error', 'logout'] as const)
        t.session.on(name, boom)
      await t.at('/refresh').reply(401)
    },
    codes: ['refresh-rejected', 'refresh-rejected', 'refresh-rejected'],
  },
  {
    name: 'an answer that fails in its getters',
    options: {
      session: {
        refresh: () =>
          Object.defineProperty({}, 'accessToken', {
            get: boom,
          }) as unknown as Credential,
      },
    },
    end: () => {},
    codes: ['refresh-transient', 'refresh-transient', 'refresh-transient'],
  },
]

for (const { name, options = {}, end, codes } of ways) {
  test(`G03 ${name}: everything settles and is let go`, async () => {
    const t = bench(options)
    const calls = [...(await t.expire('/a', '/b'))]
    if (t.held > 0) {
      calls.push(t.refresh())
      await drain()
    }
    await end(t)
    await drain()
    assert.equal(
      calls.map(({ error }) => error?.code ?? ''),
      codes.slice(0, calls.length),
    )
  })
}

test('G03 abort of all, the refresh by hand excepted', async () => {
  const t = bench()
  const calls = await t.expire('/a', '/b')
  const byHand = t.refresh()
  for (const { call } of calls) call.abort()
  await drain()
  assert.is(t.held, 1)
  await t.renew(a(1))
  assert.is(byHand.state, 'resolved')
})

test('G03 a classifier that throws fails its own request', async () => {
  const t = bench({
    auth: { classify: (_, { url }) => (url.endsWith('/a') ? boom() : 'ok') },
  })
  const call = t.get('/a')
  const other = t.get('/b')
  await drain()
  t.at('/a').reply(401)
  await t.at('/b').reply(200)
  assert.is(call.error.message, 'boom')
  assert.is(other.state, 'resolved')
})

test('G03 so does an authenticator, at the first sending or at the replay', async () => {
  let attached = 0
  const attach: ReturnType<typeof bearer>['attach'] = (request, credential) => {
    attached += 1
    return attached === 2 ? boom() : bearer().attach(request, credential)
  }
  const t = bench({ auth: { authenticator: { ...bearer(), attach } } })
  const [call] = await t.expire('/a')
  await t.renew(a(1))
  assert.is(call?.error.message, 'boom')
  t.get('/b')
  await drain()
  await t.at('/b').reply(200)
})

test('G03 a storage that hangs on the read is waited for within its bound', async () => {
  const t = bench()
  t.storage.hold('load')
  const calls = [t.get('/a'), t.refresh()]
  await t.clock.advance(2_000)
  for (const { error } of calls) {
    assert.is(error.code, 'no-credential')
    assert.is(error.retryable, true)
    assert.is(error.sessionEnded, false)
  }
  assert.is(t.faults.length, 1)
  // The next demand reads again.
  t.get('/b')
  await drain()
  assert.is(t.at('/b').token, 'a0')
  await t.at('/b').reply(200)
  assert.is(t.storage.loads, 2)
})

test('G03 dispose() while the storage is read', async () => {
  const t = bench()
  const read = t.storage.hold('load')
  const call = t.get('/a')
  const byHand = t.refresh()
  await drain()
  t.session.dispose()
  read.resolve()
  await drain()
  assert.equal([call.error.code, byHand.error.code], ['disposed', 'disposed'])
  assert.is(t.wire.length, 0)
})

test('G03 what comes after dispose() is refused, and what is on the wire, too', async () => {
  const t = bench()
  const onWire = t.get('/a')
  await drain()
  t.session.dispose()
  await t.at('/a').reply(401)
  const calls = [onWire, t.get('/b'), t.refresh()]
  await drain()
  assert.equal(
    calls.map(({ error }) => error.code),
    ['disposed', 'disposed', 'disposed'],
  )
  assert.is(t.wire.length, 1)
  assert.equal(t.storage.kept, a(0))
})

test('G03 a session that is disposed of tells its clients nothing more', async () => {
  const t = bench()
  let heard = 0
  t.client.on('logout', () => {
    heard += 1
  })
  t.session.dispose()
  t.session.signOut()
  await drain()
  assert.is(heard, 0)
})

test('G03 a throwing read is reported, and the next demand reads again', async () => {
  const t = bench()
  t.storage.next('load', boom)
  assert.is(t.session.credential(), undefined)
  await drain()
  assert.is(t.faults.length, 1)
  assert.equal(t.session.credential(), a(0))
})

test('G03 a hook that goes on after the session is over sends nothing', async () => {
  const gate = deferred()
  const t = bench({
    session: {
      refresh: async ({ send }) => {
        await gate.promise
        const { data } = await send<Credential>({ method: 'POST', url: '/refresh' })
        return data
      },
    },
  })
  await t.expire('/a')
  t.session.signOut()
  gate.resolve()
  await drain()
  assert.is(t.all('/refresh').length, 0)
})

test('G03 disposing of a session in mid-flight announces no failure', async () => {
  const t = bench()
  const call = t.get('/a')
  await drain()
  await t.at('/a').reply(401)
  t.session.dispose()
  await drain()
  assert.is(call.error.code as string, 'disposed')
  assert.equal(t.events.types(), ['refresh:start'])
})

test.run()
