import { type Deferred, deferred } from '@allium/testing'
import * as assert from 'uvu/assert'
import type { SessionLock, SessionOptions } from '../src/index'
import { a, type Bench, b, bench, contract, drain } from './bench'

const test = contract('a lock between contexts')

/** A lock that is granted when the test says so. */
interface ScriptedLock {
  readonly lock: SessionLock
  /** One for each time it was asked for. */
  readonly asked: Array<{ readonly grant: () => void; readonly isGivenUp: boolean }>
  /** How often it was given back. */
  freed: number
}

function scriptedLock(free: () => unknown = () => {}): ScriptedLock {
  const t: ScriptedLock = {
    freed: 0,
    asked: [],
    lock: signal => {
      const granted: Deferred<() => unknown> = deferred()
      t.asked.push({
        get isGivenUp() {
          return signal.aborted
        },
        grant: () =>
          granted.resolve(() => {
            t.freed += 1
            return free()
          }),
      })
      return granted.promise
    },
  }
  return t
}

const locked = (lock: SessionLock, more: Partial<SessionOptions> = {}): Bench =>
  bench({ session: { lock, ...more } })

const sent = (t: Bench) => t.all('/refresh').length

test('J01 nothing is sent before it is granted, and it is held until all is stored', async () => {
  const l = scriptedLock()
  const t = locked(l.lock)
  const write = t.storage.hold('save')
  const [call] = await t.expire('/a')
  assert.equal([l.asked.length, sent(t)], [1, 0])
  await t.clock.advance(4_999)
  assert.is(sent(t), 0)
  l.asked[0]?.grant()
  await drain()
  assert.is(sent(t), 1)
  await t.renew(a(1))
  assert.is(l.freed, 0)
  write.resolve()
  await drain()
  assert.is(l.freed, 1)
  await t.at('/a').reply(200)
  assert.is(call?.state, 'resolved')
  assert.equal([t.faults, t.clock.pending], [[], 0])
})

const ends: ReadonlyArray<[string, (t: Bench) => unknown]> = [
  ['a success', t => t.renew(a(1))],
  ['a failure for now', t => t.at('/refresh').reply(503)],
  ['a lost answer', t => t.at('/refresh').fail(new Error('cut'))],
  ['a rejection', t => t.at('/refresh').reply(401)],
  ['an answer that is refused', t => t.at('/refresh').reply(422)],
  ['a sign-out', t => t.session.signOut()],
  ['another sign-in', t => t.session.signIn(b(0))],
  ['the end of the session object', t => t.session.dispose()],
  ['the limit of the wire', t => t.clock.advance(60_000)],
]
for (const [name, end] of ends) {
  test(`J01 G03 it is given back after ${name}, once`, async () => {
    const l = scriptedLock()
    const t = locked(l.lock)
    await t.expire('/a')
    l.asked[0]?.grant()
    await drain()
    assert.equal([sent(t), l.freed], [1, 0])
    await end(t)
    await drain()
    assert.is(l.freed, 1)
    // Nor does what comes late give it back again.
    await t.at('/refresh').reply(200, a(7))
    await t.clock.advance(60_000)
    assert.equal([l.asked.length, l.freed], [1, 1])
    for (const replayed of t.all('/a').slice(1)) await replayed.reply(200)
  })
}

for (const [name, lock, fault] of [
  ['is never granted', () => new Promise(() => {}), /not granted within 5000 ms/],
  ['rejects', () => Promise.reject(new Error('no locks here')), /no locks here/],
  [
    'throws',
    () => {
      throw new Error('no locks here')
    },
    /no locks here/,
  ],
] as ReadonlyArray<[string, SessionLock, RegExp]>) {
  test(`J01 one that ${name} is reported, and the refresh goes without it`, async () => {
    const t = locked(lock)
    const [call] = await t.expire('/a')
    if (name === 'is never granted') {
      await t.clock.advance(4_999)
      assert.equal([sent(t), t.faults.length], [0, 0])
      await t.clock.advance(1)
    }
    assert.equal([sent(t), t.faults.length], [1, 1])
    assert.match(String(t.faults[0]), fault)
    await t.renew(a(1))
    await t.at('/a').reply(200)
    assert.is(call?.state, 'resolved')
    assert.is(t.clock.pending, 0)
  })
}

test('J01 how long it is waited for is an option', async () => {
  const t = locked(() => new Promise(() => {}), { lockTimeout: 100 })
  await t.expire('/a')
  await t.clock.advance(100)
  assert.match(String(t.faults), 'within 100 ms')
  await t.renew(a(1))
  await t.at('/a').reply(200)
})

test('J01 granted too late it is freed at once, and whoever asks is told to give up', async () => {
  const l = scriptedLock()
  const t = locked(l.lock)
  await t.expire('/a')
  assert.is(l.asked[0]?.isGivenUp, false)
  await t.clock.advance(5_000)
  assert.is(l.asked[0]?.isGivenUp, true)
  l.asked[0]?.grant()
  await drain()
  assert.is(l.freed, 1)
  await t.renew(a(1))
  await t.at('/a').reply(200)
  assert.is(l.freed, 1)
})

test('J01 it is asked for anew by each refresh, and by nobody that finds one under way', async () => {
  const l = scriptedLock()
  const t = locked(l.lock)
  await t.expire('/a', '/b')
  t.get('/c')
  await drain()
  assert.is(l.asked.length, 1)
  l.asked[0]?.grant()
  await drain()
  await t.renew(a(1))
  for (const path of ['/a', '/b', '/c']) await t.at(path).reply(200)
  await t.expire('/d')
  assert.is(l.asked.length, 2)
  l.asked[1]?.grant()
  await drain()
  await t.renew(a(2))
  await t.at('/d').reply(200)
  assert.is(l.freed, 2)
})

for (const [name, free] of [
  [
    'throws',
    () => {
      throw new Error('gone')
    },
  ],
  ['rejects', () => Promise.reject(new Error('gone'))],
] as const) {
  test(`J01 giving it back that ${name} is reported, and harms nobody`, async () => {
    const l = scriptedLock(free)
    const t = locked(l.lock)
    const [call] = await t.expire('/a')
    l.asked[0]?.grant()
    await drain()
    await t.renew(a(1))
    await t.at('/a').reply(200)
    assert.is(call?.state, 'resolved')
    assert.equal(t.faults.map(String), ['Error: gone'])
  })
}

test('J01 a lock that is never granted leaves time for the refresh', async () => {
  const l = scriptedLock()
  const t = locked(l.lock, { refreshTimeout: 5_000 })
  const [call] = await t.expire('/a')
  await t.clock.advance(2_499)
  assert.is(sent(t), 0)
  await t.clock.advance(1)
  assert.is(sent(t), 1)
  await t.renew(a(1))
  await t.at('/a').reply(200)
  assert.is(call?.state, 'resolved')
})

test.run()
