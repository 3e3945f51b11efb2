import * as assert from 'uvu/assert'
import { foresee, freshness } from '../src/expiry'
import { a, type Bench, bench, contract, drain } from './bench'

const test = contract('the end of a credential, foreseen')

const DAY = 24 * 3_600_000

/** Signed in, with a token that lives so long. */
async function signedIn(expiresIn: number, options = {}): Promise<Bench> {
  const t = bench({ kept: undefined, session: options })
  await t.session.signIn({ ...a(0), expiresIn })
  return t
}

/** Which token each request of these was sent with, the refresh left out. */
const tokens = (t: Bench) =>
  t.wire.filter(({ path }) => path !== '/refresh').map(({ token }) => token)

test('G07 the margin is never more than a third of the lifetime', async () => {
  assert.is(freshness({ ...a(0), expiresAt: 60_000 }, 0, 300_000)?.until, 40_000)
  assert.is(freshness({ ...a(0), expiresAt: DAY }, 0, 60_000)?.until, DAY - 60_000)
  assert.is(freshness({ ...a(0), expiresAt: 5_000 }, 9_000, 60_000)?.until, 5_000)
  assert.is(freshness(a(0), 0, 60_000), undefined)
})

test('G07 it is renewed before it ends, and never by a long timer', async () => {
  const t = await signedIn(60_000, { expiryMargin: 300_000 })
  assert.is(t.clock.pending, 0)
  await t.clock.advance(39_999)
  t.get('/a')
  await drain()
  await t.at('/a').reply(200)
  assert.is(t.all('/refresh').length, 0)
  await t.clock.advance(1)
  const calls = [t.get('/b'), t.get('/c')]
  await drain()
  assert.is(t.all('/b').length, 0)
  await t.renew({ ...a(1), expiresIn: 60_000 } as never)
  for (const path of ['/b', '/c']) await t.at(path).reply(200)
  assert.equal(
    calls.map(({ response }) => response.status),
    [200, 200],
  )
  assert.is(t.all('/refresh').length, 1)
  assert.is(new Set(tokens(t)).size, 2)
})

test('G07 a token of thirty days arms no timer, and is renewed when it is due', async () => {
  const t = await signedIn(30 * DAY)
  assert.is(t.clock.pending, 0)
  await t.clock.advance(30 * DAY - 60_000)
  t.get('/a')
  await drain()
  assert.is(t.all('/refresh').length, 1)
  await t.renew(a(1))
  await t.at('/a').reply(200)
})

test('B01 B03 whoever comes while it is renewed waits for the one refresh', async () => {
  const t = await signedIn(60_000)
  await t.clock.advance(50_000)
  const calls = Array.from({ length: 100 }, (_, i) => t.get(`/${i}`))
  await drain()
  assert.is(t.wire.length, 1)
  await t.renew(a(1))
  for (let i = 0; i < 100; i += 1) await t.at(`/${i}`).reply(200)
  assert.is(calls.filter(({ response }) => response.status === 200).length, 100)
  assert.is(t.all('/refresh').length, 1)
})

test('G07 within the margin, a refresh that fails for now lets the request go', async () => {
  const t = await signedIn(60_000)
  await t.clock.advance(45_000)
  for (const path of ['/a', '/b', '/c']) {
    const call = t.get(path)
    await drain()
    if (path !== '/c') await t.at('/refresh').reply(503)
    await t.at(path).reply(200)
    assert.is(call.response.status, 200)
  }
  // The third was in the cool-down, and went without asking.
  assert.is(t.all('/refresh').length, 2)
  assert.is(new Set(tokens(t)).size, 1)
})

test('G07 within the margin, nobody waits for a refresh longer than its timeout', async () => {
  const t = await signedIn(60_000)
  await t.clock.advance(45_000)
  const call = t.get('/a')
  await drain()
  await t.clock.advance(10_000)
  await t.at('/a').reply(200)
  assert.is(call.response.status, 200)
  await t.renew(a(1))
  assert.is(t.session.credential()?.accessToken, a(1).accessToken)
})

test('G07 once it has ended, a refresh that fails fails the request', async () => {
  const t = await signedIn(60_000)
  await t.clock.advance(60_000)
  const call = t.get('/a')
  await drain()
  await t.at('/refresh').reply(503)
  assert.is(call.error.code as string, 'refresh-transient')
  assert.is(t.all('/a').length, 0)
})

test('G08 a 401 overrules the clock, for those as well who have not been sent', async () => {
  const t = await signedIn(60_000)
  const first = t.get('/a')
  await drain()
  await t.at('/a').reply(401)
  await t.clock.advance(50_000)
  const second = t.get('/b')
  await drain()
  assert.is(t.all('/b').length, 0)
  await t.at('/refresh').fail(new Error('cut'))
  assert.equal(
    [first, second].map(({ error }) => error.code as string),
    ['refresh-timeout', 'refresh-ambiguous'],
  )
  assert.is(t.all('/b').length, 0)
})

test('G08 a new token that seems to be over is used, reported, and makes no loop', async () => {
  const t = await signedIn(60_000)
  await t.clock.advance(60_000)
  t.get('/a')
  await drain()
  await t.renew({ ...a(1), expiresAt: 1_000 } as never)
  await t.at('/a').reply(200)
  t.get('/b')
  await drain()
  await t.at('/b').reply(200)
  assert.is(t.all('/refresh').length, 1)
  assert.match(String(t.faults), 'seems to have ended already')
  assert.not.match(String(t.faults), /secret/)
})

test('G08 a new token that ends right now is one that seems to have ended', () => {
  const faults: unknown[] = []
  const credential = { ...a(1), expiresAt: 7_000 }
  assert.is(
    foresee(credential, 7_000, 0, fault => faults.push(fault)),
    undefined,
  )
  assert.match(String(faults), 'seems to have ended already')
})

test('G10 at a cold start, a token that has ended is renewed before the first sending', async () => {
  const t = bench({ kept: { ...a(0), expiresAt: 5 } })
  await t.clock.advance(10)
  const calls = Array.from({ length: 5 }, (_, i) => t.get(`/${i}`))
  await drain()
  assert.equal([t.wire.length, t.storage.loads], [1, 1])
  await t.renew(a(1))
  for (let i = 0; i < 5; i += 1) await t.at(`/${i}`).reply(200)
  assert.equal(
    calls.map(({ response }) => response.status),
    Array(5).fill(200),
  )
  assert.is(t.all('/refresh').length, 1)
})

test('C09 what nothing can renew is used while it lives, and then ends the session', async () => {
  const t = bench({ kept: undefined })
  await t.session.signIn({ accessToken: 'a0.secret', expiresIn: 60_000 })
  await t.clock.advance(59_999)
  const good = t.get('/a')
  await drain()
  await t.at('/a').reply(200)
  assert.is(good.response.status, 200)
  await t.clock.advance(1)
  const late = t.get('/b')
  await drain()
  assert.is(late.error.code as string, 'no-credential')
  assert.equal(
    t.wire.map(({ path }) => path),
    ['/a'],
  )
  assert.equal(
    t.events.of('logout').map(each => (each as { reason: string }).reason),
    ['rejected'],
  )
})

test.run()
