import { type Deferred, deferred } from '@allium/testing'
import * as assert from 'uvu/assert'
import type { SessionLock } from '../src/index'
import { a, type Bench, b, bench, contract, drain, ticks } from './bench'

const test = contract('a lock, and what happens while it is waited for')

const leaves: ReadonlyArray<[string, (t: Bench) => unknown]> = [
  ['a sign-out', t => t.session.signOut()],
  ['another sign-in', t => t.session.signIn(b(0))],
  ['the end of the session object', t => t.session.dispose()],
]

/** A lock that is granted once; counts how often it is given back. */
function once(): {
  readonly lock: SessionLock
  grant(): void
  readonly freed: () => number
} {
  let freed = 0
  const granted: Deferred<() => void> = deferred()
  return {
    lock: () => granted.promise,
    grant: () =>
      granted.resolve(() => {
        freed += 1
      }),
    freed: () => freed,
  }
}

for (const [name, leave] of leaves) {
  test(`J01 E04 ${name} meanwhile: nothing is sent, and nothing waits`, async () => {
    let isGivenUp = false
    const lock: SessionLock = signal => {
      signal.addEventListener('abort', () => {
        isGivenUp = true
      })
      return new Promise(() => {})
    }
    const t = bench({ session: { lock } })
    const [call] = await t.expire('/a')
    leave(t)
    assert.is(isGivenUp, true)
    await drain()
    assert.is(call?.state, 'rejected')
    assert.is(t.clock.pending, 0)
    await t.clock.advance(60_000)
    assert.equal([t.all('/refresh').length, t.faults], [0, []])
  })

  test(`J01 E04 ${name} meanwhile: granted after that, it is given back`, async () => {
    const l = once()
    const t = bench({ session: { lock: l.lock } })
    await t.expire('/a')
    leave(t)
    await drain()
    l.grant()
    await drain()
    assert.equal([t.all('/refresh').length, l.freed(), t.faults], [0, 1, []])
  })

  test(`J01 E04 ${name} in any turn around the grant: given back once, nothing lost`, async () => {
    for (let tick = 0; tick < 40; tick += 1) {
      for (const order of ['grant first', 'leave first']) {
        const l = once()
        const t = bench({ session: { lock: l.lock } })
        await t.expire('/a')
        if (order === 'grant first') l.grant()
        else leave(t)
        await ticks(tick)
        if (order === 'grant first') leave(t)
        else l.grant()
        await drain()
        const facts = [l.freed(), t.faults.length, t.clock.pending]
        assert.equal(facts, [1, 0, 0], `${order}, ${tick} ticks between`)
        if (order === 'leave first') assert.is(t.all('/refresh').length, 0)
      }
    }
  })
}

test('J01 C08 signed out while it is held and the storage looked at, it is given back once', async () => {
  const l = once()
  const t = bench({ session: { lock: l.lock } })
  await t.expire('/a')
  await t.clock.advance(1)
  const look = t.storage.hold('load')
  l.grant()
  await drain()
  t.session.signOut()
  await drain()
  assert.is(l.freed(), 1)
  look.resolve()
  await drain()
  assert.equal([l.freed(), t.all('/refresh').length], [1, 0])
})

test('J01 signed out while a retry pauses, it is given back', async () => {
  const l = once()
  const t = bench({ session: { lock: l.lock, refreshRetries: { max: 1 } } })
  await t.expire('/a')
  l.grant()
  await drain()
  await t.at('/refresh').reply(503)
  assert.is(l.freed(), 0)
  t.session.signOut()
  await drain()
  assert.equal([l.freed(), t.clock.pending], [1, 0])
})

test('J01 who waits for it is let go after the refresh timeout, and the session is kept', async () => {
  const lock: SessionLock = () => new Promise(() => {})
  const t = bench({ session: { lock, lockTimeout: 30_000 } })
  const [call] = await t.expire('/a')
  await t.clock.advance(10_000)
  assert.is(call?.error.code, 'refresh-timeout')
  await t.clock.advance(20_000)
  await t.renew(a(1))
  assert.is(t.session.credential()?.accessToken, a(1).accessToken)
})

test('J01 C07 what waited for it until the wire’s limit has shown no token, and lost no answer', async () => {
  const lock: SessionLock = () => new Promise(() => {})
  const session = { lock, lockTimeout: 90_000, refreshCooldown: 0 }
  const t = bench({ session })
  for (const path of ['/a', '/b', '/c']) {
    const [call] = await t.expire(path)
    await t.clock.advance(60_000)
    assert.is(call?.error.code, 'refresh-timeout')
  }
  assert.is(t.all('/refresh').length, 0)
})

test('J01 C08 what was heard of while the lock was waited for is used, and nothing is sent', async () => {
  const l = once()
  const t = bench({ session: { lock: l.lock } })
  const [call] = await t.expire('/a')
  // Another tab has the lock, renews, and the storage tells of it at once.
  t.storage.save(a(1))
  await t.session.reload()
  l.grant()
  await drain()
  assert.is(t.all('/refresh').length, 0)
  assert.is(t.at('/a').token, 'a1')
  await t.at('/a').reply(200)
  assert.is(call?.state, 'resolved')
  assert.is(l.freed(), 1)
})

test('J01 J02 so it is where no refresh token tells: a cookie, a code', async () => {
  const l = once()
  const bare = (n: number) => ({ accessToken: a(n).accessToken })
  const t = bench({ kept: bare(0), session: { lock: l.lock, fromNothing: true } })
  const [call] = await t.expire('/a')
  t.storage.save(bare(1))
  await t.session.reload()
  l.grant()
  await drain()
  assert.is(t.all('/refresh').length, 0)
  await t.at('/a').reply(200)
  assert.is(call?.state, 'resolved')
})

test.run()
