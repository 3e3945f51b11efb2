import { RequestError } from '@allium/core'
import * as assert from 'uvu/assert'
import type { SessionOptions } from '../src/index'
import { a, type Bench, type BenchOptions, bench, contract, drain } from './bench'

const test = contract('what the background interrupts')

const request = { method: 'POST', url: 'https://api.test/refresh' }
const interruption = () =>
  new RequestError('interrupted', { request, message: 'in the background' })

type OnResume = NonNullable<SessionOptions['onResume']>
type Told = Parameters<Parameters<OnResume>[0]>[0]

/** The app, which goes to the background and comes back. */
function app(): { readonly onResume: OnResume; comes(back: Told): Promise<void> } {
  const listeners = new Set<(what: Told) => void>()
  return {
    onResume(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    comes(back) {
      for (const listener of [...listeners]) listener(back)
      return drain()
    },
  }
}

function scene(session: Partial<SessionOptions> = {}, more: BenchOptions = {}) {
  const { onResume, comes } = app()
  const t = bench({ ...more, session: { onResume, refreshCooldown: 0, ...session } })
  return { t, comes }
}

/** The session as it was: nobody is signed out, nothing is lost. */
function isKept(t: Bench): void {
  assert.equal(t.session.credential(), a(0))
  assert.equal(t.storage.kept, a(0))
  assert.equal(t.events.of('logout'), [])
}

for (const policy of ['try-again', 'report', 'retry-once'] as const) {
  test(`G09 ${policy}: an interrupted refresh is ambiguous, and never a logout`, async () => {
    const { t, comes } = scene({ whenAnswerIsLost: policy })
    const calls = await t.expire('/a', '/b')
    const times = policy === 'retry-once' ? 2 : 1
    for (let sent = 1; sent <= times; sent += 1) {
      assert.is(t.all('/refresh').length, sent)
      await t.at('/refresh').fail(interruption())
    }
    for (const { error } of calls) {
      const { code, retryable, sessionEnded, cause } = error
      assert.equal([code, retryable, sessionEnded], ['refresh-ambiguous', true, false])
      assert.is((cause as RequestError).code, 'interrupted')
    }
    assert.equal(t.events.types(), ['refresh:start', 'refresh:error'])
    isKept(t)
    // Back in front, the same credential is shown again to whoever needs it.
    await comes('shown')
    isKept(t)
    assert.is(t.all('/refresh').length, times)
    const [call] = await t.expire('/c')
    assert.is(t.all('/refresh').length, times + 1)
    await t.renew(a(1))
    await t.at('/c').reply(200)
    assert.is(call?.state, 'resolved')
  })
}

test('G09 under `report` it waits for the app to be shown; the network alone is not enough', async () => {
  const { t, comes } = scene({ whenAnswerIsLost: 'report' })
  await t.expire('/a')
  await t.at('/refresh').fail(interruption())
  const [second] = await t.expire('/b')
  await comes('online')
  const [third] = await t.expire('/c')
  for (const call of [second, third]) {
    assert.is(call?.error.code, 'refresh-ambiguous')
    assert.is(call?.error.retryable, false)
  }
  assert.is(t.all('/refresh').length, 1)
  await comes('shown')
  const [fourth] = await t.expire('/d')
  assert.is(t.all('/refresh').length, 2)
  await t.renew(a(1))
  await t.at('/d').reply(200)
  assert.is(fourth?.state, 'resolved')
})

/** A credential that ends at one minute, so that the clock alone asks for a renewal. */
const kept = { ...a(0), expiresAt: 60_000 }

test('G09 the check is repeated when the app is shown: what has ended is renewed unasked', async () => {
  const { t, comes } = scene({}, { kept })
  await t.clock.advance(60_000)
  const call = t.get('/a')
  await drain()
  await t.at('/refresh').fail(interruption())
  assert.is(call.error.code, 'refresh-ambiguous')
  await comes('shown')
  await comes('shown')
  assert.is(t.all('/refresh').length, 2)
  // Who comes meanwhile joins it.
  const late = t.get('/late')
  await drain()
  await t.renew(a(1))
  assert.is(t.at('/late').token, 'a1')
  await t.at('/late').reply(200)
  assert.is(late.state, 'resolved')
  assert.is(t.all('/refresh').length, 2)
})

test('G09 it is interrupted again and again: one exchange for each time, none in between', async () => {
  const { t, comes } = scene({ refreshWindow: { max: 50, ms: 30_000 } }, { kept })
  t.session.credential()
  await t.clock.advance(60_000)
  for (let times = 1; times <= 7; times += 1) {
    await comes('shown')
    assert.is(t.all('/refresh').length, times)
    await t.at('/refresh').fail(interruption())
    await t.clock.advance(60_000)
    assert.is(t.all('/refresh').length, times)
    assert.equal([t.events.of('logout'), t.session.credential()], [[], kept])
  }
})

test('G09 shown with a credential that lives: nothing is sent', async () => {
  for (const back of ['shown', 'online'] as const) {
    const { t, comes } = scene({}, { kept })
    await comes(back)
    t.get('/a')
    await drain()
    await comes(back)
    await t.at('/a').reply(200)
    assert.equal(
      t.wire.map(({ path }) => path),
      ['/a'],
    )
  }
})

test('G09 shown where nobody is signed in, or after a sign-out: nobody signs in by itself', async () => {
  const { t, comes } = scene({ fromNothing: true }, { kept: undefined })
  await comes('shown')
  t.session.signIn(kept)
  await t.clock.advance(60_000)
  t.session.signOut()
  await comes('shown')
  assert.is(t.wire.length, 0)
})

test('G09 shown where no refresh may be tried now: nothing is sent, nothing is lost', async () => {
  const { t, comes } = scene({ refreshWindow: { max: 1, ms: 300_000 } }, { kept })
  t.session.credential()
  await t.clock.advance(60_000)
  await comes('shown')
  await t.at('/refresh').fail(interruption())
  await comes('shown')
  assert.is(t.all('/refresh').length, 1)
  assert.equal([t.events.of('logout'), t.session.credential()], [[], kept])
})

test('G09 the network back under `report`: what was lost is not shown again', async () => {
  const { t, comes } = scene({ whenAnswerIsLost: 'report' }, { kept })
  t.session.credential()
  await t.clock.advance(60_000)
  await comes('online')
  await t.at('/refresh').fail(interruption())
  await comes('online')
  assert.is(t.all('/refresh').length, 1)
})

test('G09 a session that is disposed of hears no more of the app', async () => {
  const { t, comes } = scene({}, { kept })
  await t.clock.advance(60_000)
  t.session.dispose()
  await comes('shown')
  assert.is(t.wire.length, 0)
})

test('G09 F05 the interrupted request itself is the caller’s: no refresh, no replay', async () => {
  const { t } = scene()
  const call = t.post('/order', { n: 1 })
  await drain()
  await t.at('/order').fail(interruption())
  assert.is(call.error.code as string, 'interrupted')
  assert.is(t.wire.length, 1)
  assert.equal(t.events.log, [])
})

test.run()
