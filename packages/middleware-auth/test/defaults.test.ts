import { createClient } from '@allium/core'
import { fakeTransport, manualClock } from '@allium/testing'
import * as assert from 'uvu/assert'
import { defaults, toldDefaults } from '../../core/test/defaults'
import { auth, createSession } from '../src/index'
import { a, type Bench, bench, contract, drain, heldBy, ORIGIN } from './bench'

const test = contract('defaults')

// The tables of the front pages are read in core’s test of the same name.
test('K33 the tables of auth’s own page tell each default as it is', () => {
  const names = [
    'refreshTimeout',
    'refreshDeadline',
    'refreshCooldown',
    'expiryMargin',
    'storageTimeout',
    'maxHeld',
    'maxReplays',
  ] as const
  assert.equal(
    toldDefaults('packages/middleware-auth/README.md'),
    names.map(name => [name, defaults[name]]),
  )
})

test('K33 `refreshTimeout`: who waits for a refresh is let go after 10 000 ms', async () => {
  const t = bench()
  const [call] = await t.expire('/a')
  await t.clock.advance(defaults.refreshTimeout - 1)
  assert.is(call?.state, 'pending')
  await t.clock.advance(1)
  assert.is(call?.error.code, 'refresh-timeout')
  await t.renew(a(1))
})

test('K33 `refreshDeadline`: a refresh may be on the wire for 60 000 ms', async () => {
  const t = bench()
  await t.expire('/a')
  await t.clock.advance(defaults.refreshDeadline - 1)
  assert.is(t.at('/refresh').signal.aborted, false)
  const before = ['> GET /a a0', 'refresh:start', '> POST /refresh r0']
  assert.equal(t.log, [...before, '! /a refresh-timeout'])
  await t.clock.advance(1)
  assert.is(t.at('/refresh').signal.aborted, true)
  assert.equal(t.log, [...before, '! /a refresh-timeout', 'refresh:error ambiguous'])
})

test('K33 `refreshDeadline`: nor may a hook take longer that sends nothing', async () => {
  const t = bench({ session: { refresh: () => new Promise(() => {}) } })
  await t.expire('/a')
  await t.clock.advance(defaults.refreshDeadline - 1)
  assert.equal(t.events.of('refresh:error'), [])
  await t.clock.advance(1)
  assert.is(t.events.of('refresh:error').length, 1)
})

test('K33 `storageTimeout`: a read is waited for 2 000 ms', async () => {
  const t = bench()
  t.storage.hold('load')
  const call = t.get('/a')
  await t.clock.advance(defaults.storageTimeout - 1)
  assert.is(call.state, 'pending')
  await t.clock.advance(1)
  assert.is(call.error.code, 'no-credential')
  assert.is(t.faults.length, 1)
})

test('K33 `storageTimeout`: so is a write', async () => {
  const t = bench()
  t.storage.hold('save')
  let isDone = false
  t.session.signIn(a(1)).then(() => {
    isDone = true
  })
  await t.clock.advance(defaults.storageTimeout - 1)
  assert.is(isDone, false)
  await t.clock.advance(1)
  assert.is(isDone, true)
  assert.is(t.faults.length, 1)
})

/** A request whose credential has expired, and what the server says to the refresh. */
async function expireAnd(t: Bench, path: string): Promise<string> {
  const before = t.all('/refresh').length
  const [call] = await t.expire(path)
  if (t.all('/refresh').length > before) await t.at('/refresh').reply(503)
  return `${call?.error.code} ${t.all('/refresh').length}`
}

test('K33 `refreshCooldown`: after two failures in a row 3 000 ms pass without a try', async () => {
  const t = bench()
  assert.is(await expireAnd(t, '/a'), 'refresh-transient 1')
  assert.is(await expireAnd(t, '/b'), 'refresh-transient 2')
  await t.clock.advance(defaults.refreshCooldown - 1)
  assert.is(await expireAnd(t, '/c'), 'cooling-down 2')
  await t.clock.advance(1)
  assert.is(await expireAnd(t, '/d'), 'refresh-transient 3')
})

// Without the bench, which looks for secrets in all that each request announces.
test('K33 `maxHeld`: 10 000 wait for a refresh, and the next is refused', async () => {
  const clock = manualClock()
  const transport = fakeTransport(() => ({}))
  const refresh = () => new Promise<never>(() => {})
  const session = createSession({ refresh, clock })
  const client = createClient({ transport, clock, baseURL: ORIGIN }).use(
    auth({ session }),
  )
  await session.signIn(a(0))
  const ends: Record<string, number> = {}
  const count = ({ code }: { readonly code: string }) => {
    ends[code] = (ends[code] ?? 0) + 1
  }
  session.refresh().catch(count)
  for (let held = 1; held < defaults.maxHeld; held += 1) client.get('/a').catch(count)
  await drain()
  assert.is(heldBy(session), defaults.maxHeld)
  assert.equal(ends, {})
  client.get('/a').catch(count)
  await drain()
  assert.equal(ends, { 'too-many-held': 1 })
  session.signOut()
  await drain()
  assert.equal(ends, { 'too-many-held': 1, 'session-changed': defaults.maxHeld })
  assert.is(transport.calls.length, 0)
  assert.is(clock.pending, 0)
})

test('K33 `maxReplays`: a request is sent again once, and then given up', async () => {
  const t = bench()
  const [call] = await t.expire('/a')
  await t.renew(a(1))
  await t.at('/a').reply(401)
  assert.is(call?.error.code, 'refresh-loop')
  assert.is(t.all('/a').length, 1 + defaults.maxReplays)
  assert.equal(t.log, [
    '> GET /a a0',
    'refresh:start',
    '> POST /refresh r0',
    'save a1',
    'refresh',
    '> GET /a a1',
    '! /a refresh-loop',
  ])
})

test('K33 `expiryMargin`: a credential is renewed 60 000 ms before its end', async () => {
  const t = bench({ kept: undefined })
  const hour = 3_600_000
  await t.session.signIn({ ...a(0), expiresIn: hour })
  await t.clock.advance(hour - defaults.expiryMargin - 1)
  t.get('/a')
  await drain()
  await t.at('/a').reply(200)
  await t.clock.advance(1)
  t.get('/b')
  await drain()
  assert.is(t.wire.map(({ path }) => path).join(), '/a,/refresh')
  await t.renew(a(1))
  await t.at('/b').reply(200)
})

test.run()
