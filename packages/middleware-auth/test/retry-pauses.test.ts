import * as assert from 'uvu/assert'
import type { SessionOptions } from '../src/index'
import { a, type Bench, b, bench, contract, drain } from './bench'

const test = contract('the pauses between retries, and who leaves in one')

/** Pauses of 100 and 200 ms, half of each at random: the shortest, where nothing is said. */
const retrying = (more: Partial<SessionOptions> = {}): Bench => {
  const refreshRetries = { max: 2, delayMs: 100 }
  return bench({ session: { refreshRetries, random: () => 0, ...more } })
}

for (const [asked, pauseMs] of [
  ['0', 3_000],
  ['1', 3_000],
  ['4', 4_000],
] as const) {
  test(`C04 Retry-After makes a pause longer, never shorter: ${asked} s`, async () => {
    const t = retrying({ refreshRetries: { max: 1, delayMs: 6_000 } })
    await t.expire('/a')
    await t.at('/refresh').reply(429, undefined, { 'retry-after': asked })
    await t.clock.advance(pauseMs - 1)
    assert.is(t.all('/refresh').length, 1)
    await t.clock.advance(1)
    assert.is(t.all('/refresh').length, 2)
    await t.renew(a(1))
    await t.at('/a').reply(200)
  })
}

test('C04 Retry-After beyond the budget: no retry, and no demand until it has passed', async () => {
  const t = retrying({ refreshCooldown: 0 })
  const [call] = await t.expire('/a')
  await t.at('/refresh').reply(503, undefined, { 'retry-after': '30' })
  assert.is(call?.error.code, 'refresh-transient')
  assert.is(t.clock.pending, 0)
  await t.clock.advance(29_999)
  const [soon] = await t.expire('/b')
  assert.is(soon?.error.code, 'cooling-down')
  await t.clock.advance(1)
  await t.expire('/c')
  assert.is(t.all('/refresh').length, 2)
  await t.renew(a(1))
  await t.at('/c').reply(200)
})

for (const [name, leave, code] of [
  ['a sign-out', t => t.session.signOut(), 'session-changed'],
  ['another sign-in', t => t.session.signIn(b(0)), 'session-changed'],
  ['the end of the session object', t => t.session.dispose(), 'disposed'],
] as ReadonlyArray<[string, (t: Bench) => unknown, string]>) {
  test(`C04 G03 ${name} during a pause settles all, and nothing is armed or sent`, async () => {
    const t = retrying()
    const calls = await t.expire('/a', '/b')
    await t.at('/refresh').reply(503)
    leave(t)
    await drain()
    assert.equal(
      calls.map(({ error }) => error.code as string),
      [code, code],
    )
    assert.is(t.clock.pending, 0)
    await t.clock.advance(60_000)
    assert.is(t.all('/refresh').length, 1)
    assert.equal(t.events.of('refresh:error'), [])
  })
}

test('C04 who waits no longer than the refresh timeout is let go in a pause; the retry goes on', async () => {
  const t = retrying({ refreshTimeout: 40 })
  const [call] = await t.expire('/a')
  await t.at('/refresh').reply(503)
  await t.clock.advance(40)
  assert.is(call?.error.code, 'refresh-timeout')
  await t.clock.advance(10)
  await t.renew(a(1))
  assert.is(t.session.credential()?.accessToken, a(1).accessToken)
})

test.run()
