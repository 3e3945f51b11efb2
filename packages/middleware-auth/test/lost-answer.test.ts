import * as assert from 'uvu/assert'
import type { SessionOptions } from '../src/index'
import { a, type Bench, b, contract, drain } from './bench'
import { type App, app, byCode, interrupted } from './phone'

const test = contract('a refresh whose answer is lost')

type Policy = NonNullable<SessionOptions['whenAnswerIsLost']>
function losing(whenAnswerIsLost: Policy): App {
  const refreshWindow = { max: 100, ms: 1 }
  return app({ whenAnswerIsLost, refreshCooldown: 0, refreshWindow })
}

/** A request that needs a refresh; all that is sent for it is lost. Says what it ends with. */
async function lose(t: Bench, path: string): Promise<string> {
  const call = t.get(path)
  await drain()
  await t.at(path).reply(401)
  for (let ended = -1; ended < t.wire.length; ) {
    ended = t.wire.length
    const last = t.wire[ended - 1]
    if (last?.path === '/refresh' || last?.path === '/login') await last.fail(interrupted)
  }
  assert.is(call.error.code as string, 'refresh-ambiguous')
  return `${call.error.retryable ? 'may be' : 'is not'} asked again`
}

/** How often the refresh token has been shown. */
const shown = (t: Bench) => t.log.filter(line => line === '> POST /refresh r0').length

const policies: ReadonlyArray<[string, Policy, perDemand: number, inAll: number]> = [
  ['try-again', 'try-again', 1, 2],
  ['retry-once', 'retry-once', 2, 2],
  ['report', 'report', 1, 1],
  ['a hook that gets no answer either', byCode().hook, 1, 1],
]
for (const [name, policy, perDemand, inAll] of policies) {
  test(`C07 G09 ${name}: shown ${inAll}×, and as often again once the app is shown`, async () => {
    const t = losing(policy)
    let demands = 0
    const demand = () => {
      demands += 1
      return lose(t, `/n${demands}`)
    }
    await demand()
    assert.is(shown(t), perDemand)
    for (let n = 0; n < 8; n += 1) {
      await t.clock.advance(3_600_000)
      await demand()
      t.tell('online')
    }
    assert.is(shown(t), inAll)
    assert.is(await demand(), 'is not asked again')
    t.tell('shown')
    await drain()
    assert.is(shown(t), inAll)
    await demand()
    assert.is(shown(t), inAll + perDemand)
    for (let n = 0; n < 8; n += 1) await demand()
    assert.is(shown(t), 2 * inAll)
    assert.equal(t.session.credential(), a(0))
    assert.equal(t.events.of('logout'), [])
    assert.is(t.clock.pending, 0)
  })

  test(`C07 ${name}: an explicit refresh() shows it again, a sign-in begins anew`, async () => {
    const t = losing(policy)
    for (let n = 0; n < 3; n += 1) await lose(t, `/n${n}`)
    const byHand = t.refresh()
    await drain()
    await t.renew(a(1))
    assert.is(byHand.state, 'resolved')
    for (let n = 0; n < 3; n += 1) await lose(t, `/m${n}`)
    t.session.signIn(b(0))
    await t.expire('/z')
    assert.is(t.log[t.log.length - 1], '> POST /refresh s0')
    await t.renew(b(1))
    await t.at('/z').reply(200)
  })
}

test('C07 G09 G07 try-again: a token within its margin is renewed when the app is shown', async () => {
  const t = losing('try-again')
  await t.session.signIn({ ...a(0), expiresIn: 60_000 })
  await t.clock.advance(50_000)
  for (const what of ['shown', 'online'] as const) {
    t.tell(what)
    await drain()
    await t.at('/refresh').fail(interrupted)
  }
  t.tell('online')
  await drain()
  assert.is(shown(t), 2)
  t.tell('shown')
  await drain()
  await t.renew(a(1))
  assert.is(t.session.credential()?.accessToken, a(1).accessToken)
})

test('C07 retry-once: the second answer is taken as if it were the first', async () => {
  const t = losing('retry-once')
  const calls = await t.expire('/a', '/b')
  await t.at('/refresh').fail(interrupted)
  assert.is(shown(t), 2)
  await t.renew(a(1))
  for (const path of ['/a', '/b']) await t.at(path).reply(200)
  assert.ok(calls.every(({ state }) => state === 'resolved'))
  assert.equal(t.events.types(), ['refresh:start', 'refresh'])
  assert.equal(t.storage.kept, { ...a(1), expiresAt: undefined })
})

test('C07 retry-once: a server without a grace window rejects the second', async () => {
  const t = losing('retry-once')
  const [call] = await t.expire('/a')
  await t.at('/refresh').fail(interrupted)
  await t.at('/refresh').reply(400, { error: 'invalid_grant' })
  assert.is(call?.error.code, 'refresh-rejected')
  assert.equal(t.events.types(), ['refresh:start', 'logout'])
})

test('C07 retry-once: after a 503 it is not shown a third time without an answer', async () => {
  const t = losing('retry-once')
  await t.expire('/a')
  await t.at('/refresh').fail(interrupted)
  await t.at('/refresh').reply(503)
  assert.is(shown(t), 2)
  // Of these, one had no answer: one more may have none.
  await lose(t, '/b')
  assert.is(shown(t), 3)
})

test('C07 retry-once: signed out meanwhile, nothing is sent a second time', async () => {
  const t = losing('retry-once')
  const [call] = await t.expire('/a')
  t.session.signOut()
  await t.at('/refresh').fail(interrupted)
  assert.is(call?.error.code, 'session-changed')
  assert.is(shown(t), 1)
})

test('C07 C06 one that is on the wire until its limit counts as lost', async () => {
  const t = losing('try-again')
  for (const path of ['/a', '/b']) {
    await t.expire(path)
    await t.clock.advance(60_000)
  }
  assert.is(shown(t), 2)
  const [call] = await t.expire('/c')
  assert.is(call?.error.code, 'refresh-ambiguous')
  assert.is(shown(t), 2)
})

test.run()
