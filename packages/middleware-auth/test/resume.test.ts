import * as assert from 'uvu/assert'
import type { SessionOptions } from '../src/index'
import { a, contract, drain } from './bench'
import { type App, app } from './phone'

const test = contract('the app comes back to the front')

/** Signed in, with a token that lives so long. */
async function signedIn(
  expiresIn: number,
  session: Partial<SessionOptions> = {},
): Promise<App> {
  const t = app(session, { kept: undefined })
  await t.session.signIn({ ...a(0), expiresIn })
  return t
}

for (const what of ['shown', 'online'] as const) {
  test(`G07 when the app is ${what}, a token within its margin is renewed, unasked`, async () => {
    const t = await signedIn(600_000)
    await t.clock.advance(539_999)
    t.tell(what)
    await drain()
    assert.equal([t.wire.length, t.clock.pending], [0, 0])
    await t.clock.advance(1)
    t.tell(what)
    await drain()
    assert.equal(t.log.slice(-2), ['refresh:start', '> POST /refresh r0'])
    await t.renew(a(1))
    assert.is(t.session.credential()?.accessToken, a(1).accessToken)
    assert.is(t.clock.pending, 0)
  })
}

test('G07 B01 requests that come at the same time share that one refresh', async () => {
  const t = await signedIn(60_000)
  await t.clock.advance(50_000)
  const early = t.get('/early')
  t.tell('shown')
  t.tell('shown')
  const late = t.get('/late')
  await drain()
  t.tell('online')
  await t.renew(a(1))
  for (const path of ['/early', '/late']) await t.at(path).reply(200)
  assert.equal(
    t.wire.map(({ path, token }) => `${path} ${token}`),
    ['/refresh a0', '/early a1', '/late a1'],
  )
  assert.ok([early, late].every(({ state }) => state === 'resolved'))
})

test('G07 the margin is an option here as well', async () => {
  const t = await signedIn(600_000, { expiryMargin: 0 })
  await t.clock.advance(599_999)
  t.tell('shown')
  await drain()
  assert.is(t.wire.length, 0)
  await t.clock.advance(1)
  t.tell('shown')
  await drain()
  assert.is(t.all('/refresh').length, 1)
  await t.renew(a(1))
})

test('G07 a renewal that fails for now is told, and lets the next request go', async () => {
  const t = await signedIn(60_000)
  await t.clock.advance(50_000)
  t.tell('shown')
  await drain()
  await t.at('/refresh').reply(503)
  assert.equal(t.events.types(), ['refresh:start', 'refresh:error'])
  const call = t.get('/a')
  await drain()
  await t.at('/refresh').reply(503)
  await t.at('/a').reply(200)
  assert.is(call.response.status, 200)
  assert.is(t.at('/a').token, 'a0')
  assert.is(t.clock.pending, 0)
})

test('G07 F04 nothing is renewed where the window is full', async () => {
  const t = await signedIn(60_000, { refreshWindow: { max: 1, ms: 60_000 } })
  await t.clock.advance(50_000)
  t.tell('shown')
  await drain()
  await t.at('/refresh').reply(503)
  t.tell('shown')
  await drain()
  assert.is(t.all('/refresh').length, 1)
})

test('G07 nothing is to be done where nobody is signed in, or no end is known', async () => {
  for (const kept of [undefined, a(0)]) {
    const t = app({}, { kept })
    t.tell('shown')
    await drain()
    assert.equal([t.wire.length, t.log.length, t.clock.pending], [0, 0, 0])
  }
})

test('G07 G10 at a cold start the stored token is looked at, and renewed where it is due', async () => {
  const t = app({}, { kept: { ...a(0), expiresAt: 5 } })
  await t.clock.advance(5)
  t.tell('shown')
  await drain()
  assert.equal(t.log, ['refresh:start', '> POST /refresh r0'])
  assert.is(t.storage.loads, 1)
  await t.renew(a(1))
})

test('C09 one that has ended, and that nothing renews, ends the session once', async () => {
  const t = app({}, { kept: undefined })
  await t.session.signIn({ accessToken: 'a0.secret', expiresIn: 60_000 })
  await t.clock.advance(60_000)
  t.tell('shown')
  t.tell('shown')
  await drain()
  assert.equal(t.log, ['save a0', 'clear', 'logout rejected'])
})

test('G03 a session that is disposed of listens no more', () => {
  const t = app()
  assert.is(t.isHeard, true)
  t.session.dispose()
  assert.is(t.isHeard, false)
})

test.run()
