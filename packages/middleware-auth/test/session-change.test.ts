import { deferred } from '@allium/testing'
import * as assert from 'uvu/assert'
import type { Credential, RefreshHook, Session } from '../src/index'
import { a, type Bench, b, bench, contract, drain, p0, ticks } from './bench'

const test = contract('session changes while things are in flight')

/** What a person may do to the session. */
const changes: ReadonlyArray<{
  readonly name: string
  readonly act: (session: Session) => void
  readonly user: Credential | undefined
  readonly told: readonly string[]
}> = [
  {
    name: 'sign-out',
    act: session => void session.signOut(),
    user: undefined,
    told: ['user'],
  },
  {
    name: 'sign-in of another',
    act: session => void session.signIn(b(0)),
    user: b(0),
    told: ['replaced'],
  },
  {
    name: 'sign-out, then sign-in of another',
    act: session => {
      session.signOut()
      session.signIn(b(0))
    },
    user: b(0),
    told: ['user'],
  },
]

/** Where it may happen; each brings the session there and lets it act. */
const moments: ReadonlyArray<{
  readonly name: string
  readonly reach: (t: Bench, act: () => void) => Promise<void>
  /** What the waiters hear, if not that the session has changed. */
  readonly code?: string
  /** Whether the flight was told as committed. */
  readonly refreshed?: boolean
  readonly failed?: boolean
  /** The session that ends there by itself is told, and there is none to replace. */
  readonly ended?: boolean
}> = [
  {
    name: 'inside a listener of refresh:start',
    reach: async (t, act) => {
      t.session.on('refresh:start', act)
      await waiting(t)
    },
  },
  {
    name: 'before the refresh answers',
    reach: async (t, act) => {
      await waiting(t)
      act()
      await t.renew(a(1))
    },
  },
  {
    name: 'before the refresh is rejected',
    reach: async (t, act) => {
      await waiting(t)
      act()
      await t.at('/refresh').reply(401)
    },
  },
  {
    name: 'in the turn in which the refresh answers',
    reach: async (t, act) => {
      await waiting(t)
      t.at('/refresh').reply(200, a(1))
      act()
      await drain()
    },
  },
  {
    name: 'while the write is pending',
    reach: async (t, act) => {
      const write = t.storage.hold('save')
      await waiting(t)
      await t.renew(a(1))
      act()
      await drain()
      write.resolve()
      await drain()
    },
  },
  {
    name: 'while the write hangs beyond its bound',
    reach: async (t, act) => {
      const write = t.storage.hold('save')
      await waiting(t)
      await t.renew(a(1))
      act()
      await t.clock.advance(2_000)
      write.resolve()
      await drain()
    },
  },
  {
    name: 'inside a listener of refresh',
    reach: async (t, act) => {
      t.session.on('refresh', act)
      await waiting(t)
      await t.renew(a(1))
    },
    refreshed: true,
  },
  {
    name: 'inside a listener of refresh:error',
    reach: async (t, act) => {
      t.session.on('refresh:error', act)
      await waiting(t)
      await t.at('/refresh').reply(503)
    },
    code: 'refresh-transient',
    failed: true,
  },
  {
    name: 'inside a listener of logout',
    reach: async (t, act) => {
      const off = t.session.on('logout', () => {
        off()
        act()
      })
      await waiting(t)
      await t.at('/refresh').reply(401)
    },
    code: 'refresh-rejected',
    ended: true,
  },
]

/** A's POST has got its 401 and is held; another of A's has never been sent. */
async function waiting(t: Bench): Promise<void> {
  t.post('/order', { n: 1 })
  await drain()
  await t.at('/order').reply(401)
  if (t.held === 1) t.post('/unsent', { n: 2 })
  await drain()
}

for (const { name: what, act, user, told } of changes) {
  for (const { name: where, reach, code, refreshed, failed, ended } of moments) {
    test(`E03 ${what}, ${where}: what waits never goes`, async () => {
      const t = bench()
      let sentBefore = -1
      await reach(t, () => {
        sentBefore = t.wire.length
        act(t.session)
      })
      await drain()
      assert.ok(sentBefore >= 0, 'the moment was never reached')
      assert.equal(
        t.wire.slice(sentBefore).map(({ path }) => path),
        [],
        'something of the old session was sent',
      )
      assert.equal(
        t.log.filter(line => line.startsWith('!')).sort(),
        ['/order', '/unsent']
          .slice(0, where.includes('refresh:start') ? 1 : 2)
          .map(path => `! ${path} ${code ?? 'session-changed'}`),
      )
      // E01: nothing of A is left, in memory or in the storage.
      assert.equal(t.session.credential(), user)
      assert.equal(t.storage.kept, user)
      // D04: one logout for each session that ended, no refresh that was discarded.
      const ends = ended ? ['rejected'] : told
      assert.equal(
        t.events.of('logout').map(each => (each as { reason: string }).reason),
        ends,
      )
      assert.is(t.events.of('refresh').length, refreshed ? 1 : 0)
      assert.is(t.events.of('refresh:error').length, failed ? 1 : 0)
      // Who comes now is the new user, or nobody.
      t.get('/next')
      await drain()
      assert.is(t.at('/next').token, user ? 'b0' : '-')
      await t.at('/next').reply(200)
      assert.is(t.all('/refresh').length, where.includes('refresh:start') ? 0 : 1)
    })
  }
}

for (const offset of [0, 1, 2, 3, 4, 5, 6, 7, 8]) {
  test(`E03 a sign-in ${offset} microtasks after the commit: none of A’s leaves after it`, async () => {
    const t = bench()
    const pipeline: string[] = []
    t.session.on('refresh', () => {
      ticks(offset).then(() => {
        t.session.signIn(b(0))
        pipeline.push(...t.wire.map(({ path }) => path))
      })
    })
    await waiting(t)
    await t.renew(a(1))
    const sent = t.wire.map(({ path }) => path)
    assert.equal(sent, pipeline)
    for (const exchange of t.wire.slice(2)) {
      assert.is(exchange.token, 'a1')
      await exchange.reply(200)
    }
    assert.equal(
      t.log.filter(line => line.startsWith('!')),
      ['! /order session-changed', '! /unsent session-changed'],
    )
    assert.equal(t.storage.kept, b(0))
  })
}

test('E01 logout before the answer: the late success is discarded everywhere', async () => {
  const t = bench()
  await t.expire('/a')
  t.session.signOut()
  assert.is(t.at('/refresh').signal.aborted, true)
  await t.renew(a(1))
  assert.equal(t.log, [
    '> GET /a a0',
    'refresh:start',
    '> POST /refresh r0',
    'clear',
    'logout user',
    '! /a session-changed',
  ])
  assert.is(t.session.credential(), undefined)
})

test('E01 a hook that does not hear of the abort is discarded as well', async () => {
  let answer = (_: Credential): void => {}
  const refresh = () =>
    new Promise<Credential>(resolve => {
      answer = resolve
    })
  const t = bench({ session: { refresh } })
  await t.expire('/a')
  t.session.signOut()
  t.session.signIn(b(0))
  answer(a(1))
  await drain()
  assert.equal(t.session.credential(), b(0))
  assert.equal(t.storage.kept, b(0))
  assert.equal(t.events.of('refresh'), [])
})

for (const offset of [0, 1, 2, 3, 4, 5, 6, 7]) {
  for (const end of ['success', 'failure'] as const) {
    test(`E01 a sign-out ${offset} microtasks after the hook’s ${end}: nothing comes back`, async () => {
      const answer = deferred<Credential>()
      const t = bench({ session: { refresh: () => answer.promise } })
      const [call] = await t.expire('/a')
      if (end === 'success') answer.resolve(a(1))
      else answer.reject(new Error('busy'))
      await ticks(offset)
      const sent = t.wire.length
      t.session.signOut()
      await drain()
      assert.is(t.wire.length, sent)
      // A replay may have left before the sign-out, never after it.
      for (const replay of t.all('/a').slice(1)) await replay.reply(200)
      assert.is(call?.state, 'rejected')
      assert.is(t.session.credential(), undefined)
      assert.is(t.storage.kept, undefined)
      assert.is(t.events.of('logout').length, 1)
      const last = t.events.types().pop()
      assert.is(last, 'logout')
      assert.is(call?.error.sessionEnded, call?.error.code === 'session-changed')
    })
  }
}

test('E01 a write that lost the race is undone without a second event', async () => {
  const t = bench()
  const write = t.storage.hold('save')
  await t.expire('/a')
  await t.renew(a(1))
  t.session.signOut()
  await t.clock.advance(2_000)
  assert.is(t.storage.kept, undefined)
  write.resolve()
  await drain()
  assert.is(t.storage.kept, undefined)
  assert.equal(t.log.slice(3), [
    'save a1',
    'logout user',
    '! /a session-changed',
    'clear',
    'clear',
  ])
})

test('E02 late news of the old session touch nothing', async () => {
  const t = bench()
  const old = t.get('/old')
  const oldGood = t.get('/old-good')
  await t.expire('/a')
  t.session.signIn(b(0))
  const before = t.events.log.length
  await t.at('/refresh').reply(401, { msg: 'dead' })
  await t.at('/old').reply(401)
  await t.at('/old-good').reply(200)
  assert.is(old.error.code, 'session-changed')
  assert.is(oldGood.error.code, 'session-changed')
  assert.is(t.events.log.length, before)
  assert.is(t.all('/refresh').length, 1)
  assert.equal(t.session.credential(), b(0))
  assert.equal(t.storage.kept, b(0))
  const [call] = await t.expire('/b')
  assert.is(t.log[t.log.length - 1], '> POST /refresh s0')
  await t.renew(b(1))
  await t.at('/b').reply(200)
  assert.is(call?.state, 'resolved')
})

test('E02 the 401 of a session that the server ended, after a new sign-in', async () => {
  const t = bench()
  const old = t.get('/old')
  await t.expire('/a')
  await t.at('/refresh').reply(401)
  t.session.signIn(b(0))
  await t.at('/old').reply(401)
  assert.is(old.error.code, 'expired')
  assert.is(old.error.sessionEnded, true)
  assert.equal(t.session.credential(), b(0))
  assert.equal(t.events.types(), ['refresh:start', 'logout'])
})

test('E02 a verdict "rejected" about the old session does not end the new one', async () => {
  const t = bench({
    auth: { classify: ({ status }) => (status === 401 ? 'rejected' : 'ok') },
  })
  const old = t.get('/old')
  await drain()
  t.session.signIn(b(0))
  await t.at('/old').reply(401)
  assert.is(old.error.code, 'session-changed')
  assert.equal(t.session.credential(), b(0))
  assert.equal(t.log, [
    '> GET /old a0',
    'save b0',
    'logout replaced',
    '! /old session-changed',
  ])
})

test('E02 the same user, signed in again, is another session', async () => {
  const t = bench()
  const old = t.get('/old')
  await drain()
  t.session.signIn(a(0))
  await t.at('/old').reply(401)
  assert.is(old.error.code, 'session-changed')
  assert.is(t.all('/refresh').length, 0)
})

test('E03 what is on the wire is rejected when its answer comes', async () => {
  const t = bench()
  const call = t.get('/a')
  await drain()
  t.session.signOut()
  await drain()
  assert.is(call.state, 'pending')
  await t.at('/a').reply(200, { of: 'A' })
  assert.is(call.error.code, 'session-changed')
})

test('E03 who waits in a sign-in from nothing is not sent as the one who signs in', async () => {
  const t = bench({ kept: undefined, session: { fromNothing: true } })
  const call = t.post('/order')
  await drain()
  t.session.signIn(b(0))
  await t.renew(a(1))
  assert.is(call.error.code, 'session-changed')
  assert.is(t.all('/order').length, 0)
})

for (const event of ['sign-in', 'sign-out'] as const) {
  test(`E03 nor does it go on when refresh:start brings a ${event}`, async () => {
    const t = bench({ kept: undefined, session: { fromNothing: true } })
    t.session.on('refresh:start', () => {
      if (event === 'sign-in') t.session.signIn(b(0))
      else t.session.signOut()
    })
    const call = t.post('/order')
    await drain()
    assert.is(call.error.code, 'session-changed')
    assert.is(t.wire.length, 0)
  })
}

test('E03 a session that begins in a listener of refresh has a flight of its own', async () => {
  const t = bench()
  const off = t.session.on('refresh', () => {
    off()
    t.session.signIn(b(0))
    t.refresh()
    t.get('/of-b')
  })
  await t.expire('/a')
  await t.renew(a(1))
  assert.is(t.all('/of-b').length, 0)
  const later = t.refresh()
  await drain()
  await t.renew(b(1))
  await t.at('/of-b').reply(200)
  assert.is(later.state, 'resolved')
  assert.equal(t.log, [
    '> GET /a a0',
    'refresh:start',
    '> POST /refresh r0',
    'save a1',
    'refresh',
    'save b0',
    'logout replaced',
    'refresh:start',
    '> POST /refresh s0',
    '! /a session-changed',
    'save b1',
    'refresh',
    '> GET /of-b b1',
    '= refresh() done',
    '= refresh() done',
    '= /of-b 200',
  ])
})

for (const [name, act, token] of [
  ['sign-in', (session: Session) => session.signIn(b(0)), 'b0'],
  ['sign-out', (session: Session) => session.signOut(), '-'],
] as const) {
  test(`E03 a request that waits for the storage does not outlive a ${name}`, async () => {
    const t = bench()
    const read = t.storage.hold('load')
    const call = t.post('/order')
    await drain()
    act(t.session)
    read.resolve()
    await drain()
    assert.is(call.error.code, 'session-changed')
    assert.is(t.wire.length, 0)
    t.get('/next')
    await drain()
    assert.is(t.at('/next').token, token)
    await t.at('/next').reply(200)
  })
}

for (const [name, act, user, reason] of [
  ['sign-in', (session: Session) => session.signIn(b(0)), b(0), 'replaced'],
  ['sign-out', (session: Session) => session.signOut(), undefined, 'user'],
] as const) {
  for (const [stood, kept, told] of [
    ['a session', a(0), [reason]],
    ['nothing', undefined, []],
  ] as const) {
    test(`D04 E02 ${name} before the storage has told of ${stood}: nobody comes back`, async () => {
      const t = bench({ kept })
      const read = t.storage.hold('load')
      assert.is(t.session.credential(), undefined)
      act(t.session)
      read.resolve()
      await drain()
      assert.equal(t.session.credential(), user)
      assert.equal(t.storage.kept, user)
      assert.equal(
        t.events.of('logout').map(each => (each as { reason: string }).reason),
        told,
      )
      assert.is(t.storage.loads, 1)
    })
  }

  test(`E04 ${name} rejects at once who waits for the storage`, async () => {
    const t = bench()
    const read = t.storage.hold('load')
    const calls = [t.get('/a'), t.post('/b')]
    await drain()
    assert.is(t.held, 2)
    act(t.session)
    await drain()
    assert.equal(
      calls.map(({ error }) => error.code as string),
      ['session-changed', 'session-changed'],
    )
    assert.equal([t.held, t.wire.length], [0, 0])
    read.resolve()
    await drain()
  })
}

test('E03 a sign-out in refresh:start comes before the hook: no code is fetched', async () => {
  let ran = 0
  const refresh: RefreshHook = input => {
    ran += 1
    return p0(input)
  }
  const t = bench({ session: { refresh } })
  t.session.on('refresh:start', () => void t.session.signOut())
  const [call] = await t.expire('/a')
  assert.is(call?.error.code, 'session-changed')
  assert.is(ran, 0)
})

test('E04 a logout rejects the waiters in the same turn', async () => {
  const t = bench()
  const calls = await t.expire('/a', '/b')
  const byHand = t.refresh()
  await drain()
  t.session.signOut()
  assert.is(t.held, 0)
  await ticks(12)
  assert.equal(
    [...calls, byHand].map(({ error }) => error?.code),
    ['session-changed', 'session-changed', 'session-changed'],
  )
  assert.is(t.all('/refresh').length, 1)
})

test('E04 without waiting for the storage', async () => {
  const t = bench()
  const [call] = await t.expire('/a')
  const write = t.storage.hold('clear')
  const done = t.session.signOut()
  await ticks(12)
  assert.is(call?.error.code, 'session-changed')
  write.resolve()
  await done
})

test('E04 a refresh by hand that starts as the user signs out is rejected', async () => {
  const t = bench()
  const off = t.session.on('refresh:start', () => {
    off()
    t.session.signOut()
  })
  const call = t.refresh()
  await drain()
  assert.is(call.error.code, 'session-changed')
  assert.is(t.wire.length, 0)
})

test('E05 the end of a dead session calls no server', async () => {
  const t = bench()
  await t.expire('/a')
  await t.at('/refresh').reply(401)
  assert.equal(
    t.wire.map(({ path }) => path),
    ['/a', '/refresh'],
  )
})

test('E05 a logout call’s own 401 is ignored', async () => {
  const t = bench()
  const call = t.post('/logout', undefined, { auth: false })
  t.session.signOut()
  await drain()
  await t.at('/logout').reply(401)
  assert.is(call.error.code as string, 'status')
  assert.equal(t.events.types(), ['logout'])
})

test('E02 a read that fails after a sign-in is no business of the new session', async () => {
  const t = bench()
  const read = t.storage.hold('load')
  assert.is(t.session.credential(), undefined)
  t.session.signIn(b(0))
  const call = t.get('/a')
  await drain()
  await t.at('/a').reply(401)
  assert.is(t.held, 1)
  read.reject(new Error('quota'))
  await drain()
  assert.is(t.held, 1)
  await t.renew(b(1))
  await t.at('/a').reply(200)
  assert.is(call.response.status, 200)
  assert.is(t.faults.length, 1)
})

test.run()
