import * as assert from 'uvu/assert'
import type { NewCredential, SessionOptions } from '../src/index'
import { a, type Bench, bench, contract, drain } from './bench'
import { settable } from './phone'

const test = contract('clocks that are wrong')

const HOUR = 3_600_000
const NOW = Date.UTC(2026, 0, 1)

interface Skewed {
  readonly t: Bench
  /** The session's clock is set by so many ms. */
  turn(ms: number): void
}

/** A bench in the year 2026. */
async function skewed(session: Partial<SessionOptions> = {}): Promise<Skewed> {
  const clock = settable(() => t.clock)
  const t: Bench = bench({ kept: undefined, session: { clock, ...session } })
  await t.clock.advance(NOW)
  return { t, turn: clock.set }
}

/** A request that is answered well, if it leaves; with which token it did. */
async function pass(t: Bench, path: string): Promise<string> {
  const before = t.all(path).length
  t.get(path)
  await drain()
  if (t.all(path).length === before) return 'held'
  await t.at(path).reply(200)
  return t.at(path).token
}

const refreshes = (t: Bench) => t.all('/refresh').length

/** Answers the refresh that is on the wire; who was held by it gets an answer, too. */
async function renew(
  t: Bench,
  path: string,
  given: NewCredential,
  headers: Record<string, string> = {},
): Promise<void> {
  await t.at('/refresh').reply(200, given, headers)
  await t.at(path).reply(200)
}

test('G08 a lifetime counts from the start of the request that brought it', async () => {
  const { t } = await skewed()
  await t.session.signIn({ ...a(0), expiresIn: HOUR })
  await t.clock.advance(HOUR)
  assert.is(await pass(t, '/a'), 'held')
  await t.clock.advance(5_000)
  await renew(t, '/a', { ...a(1), expiresIn: HOUR })
  assert.is(t.session.credential()?.expiresAt, NOW + 2 * HOUR)
  await t.clock.advance(HOUR - 5_000 - 60_000 - 1)
  assert.is(await pass(t, '/b'), 'a1')
  await t.clock.advance(1)
  assert.is(await pass(t, '/c'), 'held')
  await renew(t, '/c', a(2))
})

test('G08 C04 of a refresh that is retried, the last request counts', async () => {
  const t = bench({
    session: { refreshRetries: { max: 1, delayMs: 100 }, random: () => 1 },
  })
  await t.expire('/a')
  await t.at('/refresh').reply(503)
  await t.clock.advance(100)
  await renew(t, '/a', { ...a(1), expiresIn: HOUR })
  assert.is(t.session.credential()?.expiresAt, 100 + HOUR)
})

for (const [name, offset] of [
  ['an hour ahead', HOUR],
  ['an hour behind', -HOUR],
] as const) {
  test(`G08 an instant of a server whose clock is ${name} becomes this clock’s`, async () => {
    const { t } = await skewed()
    await t.session.signIn(a(0))
    const [held] = await t.expire('/a')
    const date = new Date(NOW + offset).toUTCString()
    const expiresAt = NOW + offset + 600_000
    await renew(t, '/a', { ...a(1), expiresAt }, { date })
    assert.is(held?.state, 'resolved')
    assert.is(t.session.credential()?.expiresAt, NOW + 600_000)
    assert.equal(t.faults, [])
    await t.clock.advance(539_999)
    assert.is(await pass(t, '/b'), 'a1')
    await t.clock.advance(1)
    assert.is(await pass(t, '/c'), 'held')
    await renew(t, '/c', a(2))
    assert.is(refreshes(t), 2)
  })

  test(`G08 a lifetime from a server whose clock is ${name} is what it is`, async () => {
    const { t } = await skewed()
    await t.session.signIn(a(0))
    await t.expire('/a')
    const date = new Date(NOW + offset).toUTCString()
    await renew(t, '/a', { ...a(1), expiresIn: 600_000 }, { date })
    assert.is(t.session.credential()?.expiresAt, NOW + 600_000)
  })

  test(`G08 this clock is ${name}, and no Date tells: one refresh at the most, and no loop`, async () => {
    const { t, turn } = await skewed()
    turn(offset)
    await t.session.signIn(a(0))
    await t.expire('/a')
    await renew(t, '/a', { ...a(1), expiresAt: NOW + 600_000 })
    for (let n = 0; n < 10; n += 1) assert.is(await pass(t, `/n${n}`), 'a1')
    assert.is(refreshes(t), 1)
    // The server knows better, and its word counts.
    const [held] = await t.expire('/b')
    assert.is(refreshes(t), 2)
    await renew(t, '/b', { ...a(2), expiresAt: NOW + 600_000 })
    assert.is(held?.state, 'resolved')
  })

  test(`G08 turned to ${name} during the run: one renewal, and no loop`, async () => {
    const { t, turn } = await skewed()
    await t.session.signIn({ ...a(0), expiresIn: HOUR })
    assert.is(await pass(t, '/a'), 'a0')
    turn(offset)
    assert.is(await pass(t, '/b'), 'held')
    await renew(t, '/b', { ...a(1), expiresIn: HOUR })
    for (let n = 0; n < 10; n += 1) assert.is(await pass(t, `/n${n}`), 'a1')
    assert.is(refreshes(t), 1)
    assert.is(t.session.credential()?.expiresAt, NOW + offset + HOUR)
    assert.is(t.clock.pending, 0)
  })
}

for (const ms of [-59_000, -5_000, -1, 1, 5_000]) {
  test(`G08 a clock that is set by ${ms} ms does nothing`, async () => {
    const { t, turn } = await skewed()
    await t.session.signIn({ ...a(0), expiresIn: HOUR })
    for (let n = 0; n < 5; n += 1) {
      turn(n % 2 === 0 ? ms : -ms)
      assert.is(await pass(t, `/n${n}`), 'a0')
    }
    assert.is(refreshes(t), 0)
  })
}

test('G08 nor where there is no margin', async () => {
  const { t, turn } = await skewed({ expiryMargin: 0 })
  await t.session.signIn({ ...a(0), expiresIn: HOUR })
  turn(-5_000)
  assert.is(await pass(t, '/a'), 'a0')
  assert.is(refreshes(t), 0)
})

test('G08 turned back while the renewal fails for now: the request goes, and no loop', async () => {
  const { t, turn } = await skewed()
  await t.session.signIn({ ...a(0), expiresIn: HOUR })
  turn(-HOUR)
  assert.is(await pass(t, '/a'), 'held')
  await t.at('/refresh').reply(503)
  await t.at('/a').reply(200)
  assert.is(t.at('/a').token, 'a0')
  assert.is(refreshes(t), 1)
})

test('G08 a 401 overrules a clock that calls the token good', async () => {
  const { t } = await skewed()
  await t.session.signIn({ ...a(0), expiresIn: HOUR })
  const [held] = await t.expire('/a')
  assert.is(refreshes(t), 1)
  const late = t.get('/b')
  await drain()
  assert.is(t.all('/b').length, 0)
  await t.at('/refresh').reply(503)
  assert.equal(
    [held, late].map(call => call?.error.code as string),
    ['refresh-transient', 'refresh-transient'],
  )
})

for (const date of ['soon', '', new Date(NOW + 5_000).toUTCString()]) {
  test(`G08 a Date that tells of no difference changes nothing: "${date}"`, async () => {
    const { t } = await skewed()
    await t.session.signIn(a(0))
    await t.expire('/a')
    await renew(t, '/a', { ...a(1), expiresAt: NOW + HOUR }, { date })
    assert.is(t.session.credential()?.expiresAt, NOW + HOUR)
  })
}

test('G08 a hook that sends nothing gives instants of this clock', async () => {
  const t = bench({ session: { refresh: () => ({ ...a(1), expiresAt: HOUR }) } })
  await t.session.refresh()
  assert.is(t.session.credential()?.expiresAt, HOUR)
})

test.run()
