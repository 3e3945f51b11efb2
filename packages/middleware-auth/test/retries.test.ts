import { RequestError } from '@allium/core'
import * as assert from 'uvu/assert'
import type { RefreshHook, SessionOptions } from '../src/index'
import { a, type Bench, bench, contract, p0, paths } from './bench'
import { interrupted } from './phone'

const test = contract('retries within one refresh')

/** Pauses of 100 and 200 ms, half of each at random: the shortest, where nothing is said. */
const retrying = (more: Partial<SessionOptions> = {}): Bench => {
  const refreshRetries = { max: 2, delayMs: 100 }
  return bench({ session: { refreshRetries, random: () => 0, ...more } })
}

/** Lets so many ms pass, and tells how many refreshes have been sent just before and then. */
async function sentAfter(t: Bench, ms: number): Promise<readonly number[]> {
  await t.clock.advance(ms - 1)
  const before = t.all('/refresh').length
  await t.clock.advance(1)
  return [before, t.all('/refresh').length]
}

test('C04 503, 503, 200: two pauses with a random half, one refresh, once told', async () => {
  const dice = [0, 0.5]
  const t = retrying({ random: () => dice.shift() as number })
  const [call] = await t.expire('/a')
  await t.at('/refresh').reply(503)
  assert.equal(await sentAfter(t, 50), [1, 2])
  await t.at('/refresh').reply(503)
  assert.equal(await sentAfter(t, 150), [2, 3])
  await t.renew(a(1))
  await t.at('/a').reply(200)
  assert.is(call?.state, 'resolved')
  assert.equal(dice, [])
  assert.equal(t.log, [
    '> GET /a a0',
    'refresh:start',
    '> POST /refresh r0',
    '> POST /refresh r0',
    '> POST /refresh r0',
    'save a1',
    'refresh',
    '> GET /a a1',
    '= /a 200',
  ])
})

test('C04 the whole random half at the most', async () => {
  const t = retrying({ random: () => 1 })
  await t.expire('/a')
  await t.at('/refresh').reply(503)
  assert.equal(await sentAfter(t, 100), [1, 2])
  await t.at('/refresh').reply(503)
  assert.equal(await sentAfter(t, 200), [2, 3])
  await t.renew(a(1))
  await t.at('/a').reply(200)
})

test('C04 without a word of it, the first pause is 500 ms, and the last begins within 8 s', async () => {
  const t = retrying({ refreshRetries: { max: 9 }, refreshTimeout: 60_000 })
  const [call] = await t.expire('/a')
  for (const [n, pause] of [250, 500, 1_000, 2_000, 4_000].entries()) {
    await t.at('/refresh').reply(503)
    assert.equal(await sentAfter(t, pause), [n + 1, n + 2])
  }
  assert.is(call?.state, 'pending')
  await t.at('/refresh').reply(503)
  assert.is(call?.error.code, 'refresh-transient')
  assert.is(t.clock.pending, 0)
})

test('C04 had an answer taken 251 ms, the last would begin too late', async () => {
  const t = retrying({ refreshRetries: { max: 9 }, refreshTimeout: 60_000 })
  const [call] = await t.expire('/a')
  await t.clock.advance(251)
  for (const pause of [250, 500, 1_000, 2_000]) {
    await t.at('/refresh').reply(503)
    await t.clock.advance(pause)
  }
  await t.at('/refresh').reply(503)
  assert.is(call?.error.code, 'refresh-transient')
  assert.is(t.all('/refresh').length, 5)
})

test('C04 after the last retry the failure is final, at once, and one for all', async () => {
  const t = retrying()
  const calls = await t.expire(...paths(50))
  await t.at('/refresh').reply(503)
  await t.clock.advance(50)
  await t.at('/refresh').reply(502)
  await t.clock.advance(100)
  await t.at('/refresh').reply(503)
  assert.is(calls.filter(({ error }) => error?.code === 'refresh-transient').length, 50)
  assert.equal(t.events.types(), ['refresh:start', 'refresh:error'])
  assert.is(t.clock.pending, 0)
  // Three answers were one failure: the next demand may try at once.
  await t.expire('/again')
  assert.is(t.all('/refresh').length, 4)
  await t.renew(a(1))
  await t.at('/again').reply(200)
})

for (const [name, budgetMs, onWire, sent] of [
  ['that would end with it is begun', 150, 0, 3],
  ['that would end after it is not', 149, 0, 2],
  ['is not begun where the answers took too long', 150, 1, 2],
] as const) {
  test(`C04 the budget: a retry ${name}`, async () => {
    const t = retrying({ refreshRetries: { max: 9, delayMs: 100, budgetMs } })
    const [call] = await t.expire('/a')
    await t.clock.advance(onWire)
    await t.at('/refresh').reply(503)
    await t.clock.advance(50)
    await t.at('/refresh').reply(503)
    await t.clock.advance(100)
    assert.is(t.all('/refresh').length, sent)
    if (sent === 3) await t.at('/refresh').reply(503)
    assert.is(call?.error.code, 'refresh-transient')
  })
}

for (const [name, end, code] of [
  ['rejected', t => t.at('/refresh').reply(401), 'refresh-rejected'],
  ['refused', t => t.at('/refresh').reply(422), 'refresh-refused'],
  ['interrupted', t => t.at('/refresh').fail(interrupted), 'refresh-ambiguous'],
  [
    'answered without a token',
    t => t.at('/refresh').reply(200),
    'invalid-refresh-answer',
  ],
] as ReadonlyArray<[string, (t: Bench) => Promise<void>, string]>) {
  test(`C04 what is ${name} is not sent again, first or second`, async () => {
    for (const failures of [0, 1]) {
      const t = retrying({ refreshCooldown: 0 })
      const [call] = await t.expire('/a')
      for (let n = 0; n < failures; n += 1) {
        await t.at('/refresh').reply(503)
        await t.clock.advance(50)
      }
      await end(t)
      assert.is(call?.error.code as string, code)
      assert.is(t.clock.pending, 0)
      await t.clock.advance(60_000)
      assert.is(t.all('/refresh').length, 1 + failures)
    }
  })
}

test('C04 what surely has not left is, and so is a hook that throws something else', async () => {
  let calls = 0
  const refresh: RefreshHook = input => {
    calls += 1
    if (calls === 1) throw new Error('wx.login failed')
    return p0(input)
  }
  const t = retrying({ refresh })
  await t.expire('/a')
  assert.is(calls, 1)
  await t.clock.advance(50)
  const facts = { request: t.at('/refresh').request, message: 'offline', sent: false }
  await t.at('/refresh').fail(new RequestError('offline', facts))
  await t.clock.advance(100)
  await t.renew(a(1))
  await t.at('/a').reply(200)
  assert.is(calls, 3)
})

test.run()
