import type { Response } from '@allium/core'
import { deferred } from '@allium/testing'
import * as assert from 'uvu/assert'
import { type Credential, fromHeader, singleUse } from '../src/index'
import { a, b, bench, contract, drain, ticks } from './bench'

// Each was a program of the model first, and is written down here as small as it gets.
const test = contract('what the model has found')

const failing = () => {
  throw new Error('quota')
}

test('J02 E01 what was read while something was written is no news', async () => {
  const t = bench()
  t.session.credential()
  const save = t.storage.hold('save')
  t.session.signIn(b(0))
  const load = t.storage.hold('load')
  t.session.reload()
  save.resolve()
  await drain()
  load.resolve()
  await drain()
  assert.equal(t.session.credential(), b(0))
  assert.equal(t.events.of('refresh'), [])
})

test('D03 E01 a write of before that ends late, and could not be undone, is no news', async () => {
  const t = bench()
  t.session.credential()
  const late = t.storage.hold('save')
  t.session.signIn(b(0))
  await t.clock.advance(2_000)
  await t.session.signIn(a(1))
  t.storage.next('save', failing)
  late.resolve()
  await drain()
  await t.session.reload()
  assert.equal(t.session.credential(), a(1))
  assert.equal(t.events.of('refresh'), [])
})

test('D03 E01 a write of before that fails late has put nothing there', async () => {
  const t = bench()
  t.session.credential()
  const late = t.storage.hold('save')
  t.session.signIn(b(0))
  await t.clock.advance(2_000)
  t.storage.next('save', failing)
  late.reject(new Error('quota'))
  await drain()
  await t.session.reload()
  assert.equal(t.session.credential(), b(0))
  assert.equal(t.events.of('refresh'), [])
})

test('D03 E01 a write of before that ends together with a newer one is no news', async () => {
  let kept: Credential | undefined = a(0)
  const ends: Array<() => void> = []
  const put = (credential?: Credential) => {
    kept = credential
    return new Promise<void>(resolve => ends.push(resolve))
  }
  const storage = { load: () => kept, save: put, clear: () => put() }
  const t = bench({ session: { storage } })
  t.session.credential()
  t.session.signIn(b(0))
  await t.clock.advance(2_000)
  t.session.signIn(a(1))
  await drain()
  for (const end of [...ends].reverse()) end()
  await t.clock.advance(2_000)
  // The older has come through last; a third was to mend that, and hangs.
  kept = b(0)
  await t.session.reload()
  assert.equal(t.session.credential(), a(1))
  assert.equal(t.events.of('refresh'), [])
  for (let n = 0; n < ends.length; n += 1) {
    ends[n]?.()
    await drain()
  }
  assert.equal(kept, a(1))
})

for (const [name, status, credential] of [
  ['a success', 200, a(1)],
  ['a rejection', 401, undefined],
] as const) {
  test(`C06 ${name} that came in time counts, however slow the storage is then`, async () => {
    const t = bench({ session: { refreshDeadline: 9_000 } })
    await t.expire('/n')
    await t.clock.advance(8_500)
    const load = t.storage.hold('load')
    await t.at('/refresh').reply(status, credential)
    await t.clock.advance(1_000)
    load.resolve()
    await drain()
    assert.is(t.session.credential()?.accessToken, credential?.accessToken)
    if (status === 200) await t.at('/n').reply(200)
  })
}

/** Renewed before its end: soon, and for the last time at its end. */
const ending = { ...a(0), expiresAt: 90_000 }

test('G07 I01 who goes on with the present token waits for its turn, and spins for nothing', async () => {
  let looks = 0
  const now = () => {
    looks += 1
    // Who goes round in microtasks alone would never let this test end.
    if (looks > 10_000) throw new Error('it goes round and round')
    return t.clock.now()
  }
  const clock = {
    now,
    setTimeout: (run: () => void, ms: number) => t.clock.setTimeout(run, ms),
    clearTimeout: (timer: unknown) => t.clock.clearTimeout(timer),
  }
  const t = bench({ kept: ending, session: { clock, ...singleUse(fromHeader('b-t')) } })
  t.session.credential()
  await t.clock.advance(70_000)
  const calls = ['/a', '/b'].map(path => t.get(path))
  await drain()
  await t.at('/refresh').reply(429, {}, { 'retry-after': '60' })
  await t.at('/a').reply(200)
  await t.at('/b').reply(200)
  assert.equal(
    calls.map(({ state }) => state),
    ['resolved', 'resolved'],
  )
})

test('E04 who starts a refresh, and whose session a listener ends by that, waits for no other’s', async () => {
  const t = bench({ kept: ending, session: { fromNothing: true } })
  t.session.credential()
  await t.clock.advance(70_000)
  const off = t.session.on('refresh:start', () => {
    off()
    t.session.signOut()
    t.refresh()
  })
  const call = t.get('/a')
  await drain()
  assert.equal([call.error?.code, t.held], ['session-changed', 1])
  await t.renew(a(1))
})

test('C04 a Retry-After holds to its end, and no longer, though a refresh by hand fails meanwhile', async () => {
  const t = bench({ session: { refreshCooldown: 0 } })
  const codes: unknown[] = []
  const demand = async (path: string) => {
    const [call] = await t.expire(path)
    await t.all('/refresh')[2]?.reply(503)
    codes.push(call?.error.code)
  }
  await t.expire('/a')
  await t.at('/refresh').reply(429, {}, { 'retry-after': '60' })
  await t.clock.advance(10_000)
  t.refresh()
  await drain()
  await t.at('/refresh').reply(503)
  await t.clock.advance(49_999)
  await demand('/b')
  await t.clock.advance(1)
  await demand('/c')
  assert.equal(codes, ['cooling-down', 'refresh-transient'])
})

test('G07 D01 who may go on with the present token does not go with one that is not stored', async () => {
  const t = bench({ kept: ending })
  t.session.credential()
  await t.clock.advance(70_000)
  t.get('/n')
  await t.clock.advance(9_000)
  const save = t.storage.hold('save')
  await t.renew({ ...a(1), expiresAt: 900_000 })
  // It has waited long enough, and the new token is still on its way to the storage.
  await t.clock.advance(1_000)
  assert.equal(t.all('/n'), [])
  save.resolve()
  await drain()
  for (const exchange of t.all('/n')) await exchange.reply(200)
})

test('C07 I02 a token that an answer brings says nothing of the refresh whose answer was lost', async () => {
  const t = bench({
    session: { ...singleUse(fromHeader('b-t')), whenAnswerIsLost: 'report' },
  })
  t.refresh()
  await drain()
  await t.at('/refresh').fail(new Error('cut'))
  t.get('/a')
  await drain()
  await t.at('/a').reply(200, {}, { 'b-t': 'a1.secret' })
  const [expired] = await t.expire('/b')
  assert.is(expired?.error?.code, 'refresh-ambiguous')
  assert.is(t.all('/refresh').length, 1)
})

for (const [name, kept, more] of [
  ['by a refresh token', a(0), {}],
  ['by a code', { accessToken: 'a0.secret' }, { fromNothing: true }],
] as const) {
  test(`D04 I02 a token that an answer brings before a refresh ${name} has left is no refresh`, async () => {
    const t = bench({ kept, session: { ...singleUse(fromHeader('b-t')), ...more } })
    t.get('/a')
    await drain()
    await t.clock.advance(1)
    const load = t.storage.hold('load')
    const asked = t.refresh()
    await drain()
    await t.at('/a').reply(200, {}, { 'b-t': 'a1.secret' })
    load.resolve()
    await drain()
    assert.is(asked.state, 'pending')
    assert.equal(t.events.of('refresh'), [])
    await t.renew(a(2))
    assert.is(asked.state, 'resolved')
    assert.is(t.events.of('refresh').length, 1)
  })
}

test('C03 I02 nor does it keep a session that the refresh finds rejected', async () => {
  const kept = { accessToken: 'a0.secret' }
  const rotating = { ...singleUse(fromHeader('b-t')), fromNothing: true }
  const t = bench({ kept, session: rotating })
  t.get('/a')
  await drain()
  const asked = t.refresh()
  await drain()
  await t.at('/a').reply(200, {}, { 'b-t': 'a1.secret' })
  await t.at('/refresh').reply(401)
  assert.is(asked.error?.code, 'refresh-rejected')
  assert.is(t.session.credential(), undefined)
})

test('J01 G03 a lock that is had just when the refresh is given up is freed', async () => {
  for (let count = 0; count < 10; count += 1) {
    const gate = deferred()
    let isHeld = false
    const lock = async () => {
      await gate.promise
      await ticks(3)
      isHeld = true
      return () => {
        isHeld = false
      }
    }
    const t = bench({ session: { lock } })
    t.refresh()
    await drain()
    gate.resolve()
    await ticks(count)
    t.session.signOut()
    await drain()
    assert.is(isHeld, false, `${count} microtasks after it was granted`)
  }
})

test('E04 A01 who is called rejected, and waits for the storage, goes with the session at once', async () => {
  const classify = ({ status }: Response) => (status === 403 ? 'rejected' : 'ok')
  const t = bench({ auth: { classify } })
  const call = t.get('/n')
  await drain()
  await t.clock.advance(1)
  const load = t.storage.hold('load')
  await t.at('/n').reply(403)
  t.session.signOut()
  await drain()
  assert.is(call.state, 'rejected')
  load.resolve()
})

test.run()
