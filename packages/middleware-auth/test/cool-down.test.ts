import * as assert from 'uvu/assert'
import { a, type Bench, b, contract, drain, paths } from './bench'
import { type App, app } from './phone'

const test = contract('the pause after two failures, and what it ends with')

/** Two refreshes that fail for now: the cool-down runs. */
async function failTwice(t: Bench): Promise<void> {
  for (const path of ['/one', '/two']) {
    await t.expire(path)
    await t.at('/refresh').reply(503)
  }
}

test('C04 after two failures fifty at once make no network, each with its own error', async () => {
  const t = app()
  await failTwice(t)
  const calls = await t.expire(...paths(50))
  assert.is(t.all('/refresh').length, 2)
  const errors = calls.map(({ error }) => error)
  assert.equal([...new Set(errors.map(({ code }) => code as string))], ['cooling-down'])
  assert.is(new Set(errors).size, 50)
  // The memorised failure, one for all.
  const causes = new Set(errors.map(({ cause }) => cause as { response: object }))
  assert.is(causes.size, 1)
  assert.is([...causes][0]?.response && errors[0]?.retryable, true)
  assert.is(t.clock.pending, 0)
})

const ends: ReadonlyArray<[string, (t: App) => unknown]> = [
  ['the app is shown', t => t.tell('shown')],
  ['the network is back', t => t.tell('online')],
]
for (const [name, end] of ends) {
  test(`C04 when ${name} the cool-down ends, and nothing is sent by that alone`, async () => {
    const t = app()
    await failTwice(t)
    end(t)
    await drain()
    assert.is(t.all('/refresh').length, 2)
    const [call] = await t.expire('/a')
    assert.is(t.all('/refresh').length, 3)
    await t.renew(a(1))
    await t.at('/a').reply(200)
    assert.is(call?.state, 'resolved')
  })

  test(`C04 when ${name} a Retry-After ends, too; the next failure begins a pause anew`, async () => {
    const t = app({ refreshCooldown: 0 })
    await t.expire('/a')
    await t.at('/refresh').reply(429, undefined, { 'retry-after': '60' })
    end(t)
    await t.expire('/b')
    await t.at('/refresh').reply(429, undefined, { 'retry-after': '60' })
    const [call] = await t.expire('/c')
    assert.is(call?.error.code, 'cooling-down')
    assert.is(t.all('/refresh').length, 2)
  })
}

test('C04 a sign-in ends the cool-down', async () => {
  const t = app()
  await failTwice(t)
  await t.session.signIn(b(0))
  await t.expire('/a')
  assert.is(t.all('/refresh').length, 3)
  await t.renew(b(1))
  await t.at('/a').reply(200)
})

test('C04 an explicit refresh() does not wait for it; one that fails keeps it up', async () => {
  const t = app()
  await failTwice(t)
  await t.clock.advance(2_999)
  const byHand = t.refresh()
  await drain()
  await t.at('/refresh').reply(503)
  assert.is(byHand.error.code as string, 'refresh-transient')
  await t.clock.advance(2_999)
  const [call] = await t.expire('/a')
  assert.is(call?.error.code, 'cooling-down')
  assert.is(t.all('/refresh').length, 3)
})

test.run()
