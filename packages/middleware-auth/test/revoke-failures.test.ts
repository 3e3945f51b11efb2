import { RequestError } from '@allium/core'
import * as assert from 'uvu/assert'
import { createSession, type SessionOptions } from '../src/index'
import { a, type Bench, type BenchOptions, b, bench, contract, drain, p0 } from './bench'

const test = contract('a server’s logout that fails')

type Revoke = NonNullable<SessionOptions['revoke']>

/** Tells the server with the access token, as most do. */
const revoke: Revoke = ({ credential, send }) =>
  send({
    method: 'POST',
    url: '/logout',
    headers: { authorization: `Bearer ${credential.accessToken}` },
  })

const withRevoke = (more: Partial<SessionOptions> = {}): BenchOptions => ({
  session: { revoke, ...more },
})

/** The sign-out as a promise that is watched. */
function signOut(t: Bench): { readonly state: string } {
  const tracked = { state: 'pending' }
  t.session.signOut().then(
    () => {
      tracked.state = 'resolved'
    },
    () => {
      tracked.state = 'rejected'
    },
  )
  return tracked
}

test('E05 a 401 of it is what was wanted, and nothing follows from it', async () => {
  const t = bench(withRevoke())
  const done = signOut(t)
  await drain()
  await t.at('/logout').reply(401, { msg: 'unknown session' })
  assert.is(done.state, 'resolved')
  assert.equal(t.faults, [])
  assert.equal(t.events.types(), ['logout'])
  assert.is(t.wire.length, 1)
})

const request = { method: 'POST', url: 'https://api.test/logout' }
const failures: ReadonlyArray<[string, Revoke, (t: Bench) => unknown]> = [
  ['a 500', revoke, t => t.at('/logout').reply(500)],
  ['a 403', revoke, t => t.at('/logout').reply(403)],
  ['a lost connection', revoke, t => t.at('/logout').fail(new Error('cut'))],
  [
    'an offline phone',
    revoke,
    t =>
      t.at('/logout').fail(new RequestError('offline', { request, message: 'offline' })),
  ],
  [
    'a hook that throws',
    () => {
      throw new Error('hook')
    },
    () => {},
  ],
  ['a hook that rejects', () => Promise.reject(new Error('hook')), () => {}],
  ['a hook that rejects with nothing', () => Promise.reject(undefined), () => {}],
]

for (const [name, hook, end] of failures) {
  test(`E05 ${name} is reported, and no one’s failure`, async () => {
    const t = bench({ session: { revoke: hook } })
    const done = signOut(t)
    await drain()
    await end(t)
    await drain()
    assert.is(done.state, 'resolved')
    assert.is(t.faults.length, 1)
    assert.equal(t.events.types(), ['logout'])
    assert.is(t.storage.kept, undefined)
  })
}

test('E05 so it is where no client has the session', async () => {
  const faults: unknown[] = []
  const onFault = (fault: unknown) => faults.push(fault)
  const { clock } = bench()
  const session = createSession({ refresh: p0, revoke, clock, onFault })
  await session.signIn(a(0))
  await session.signOut()
  assert.equal(
    faults.map(fault => (fault as RequestError).code),
    ['invalid'],
  )
})

for (const [name, options, ms] of [
  ['the refresh timeout', {}, 10_000],
  ['a refresh timeout of one’s own', { refreshTimeout: 700 }, 700],
] as const) {
  test(`E05 one that hangs on the wire is waited for within ${name}`, async () => {
    const t = bench(withRevoke(options))
    const done = signOut(t)
    await t.clock.advance(ms - 1)
    assert.is(done.state, 'pending')
    await t.clock.advance(1)
    assert.is(done.state, 'resolved')
    assert.is(t.faults.length, 1)
    assert.is(t.at('/logout').signal.aborted, true)
  })
}

test('E05 G03 so is one that hangs in the hook itself', async () => {
  const t = bench({ session: { revoke: () => new Promise(() => {}) } })
  const done = signOut(t)
  await t.clock.advance(60_000)
  assert.is(done.state, 'resolved')
  assert.equal(t.faults.map(String), [
    'Error: [session] `revoke` was not done within 10000 ms',
  ])
})

test('E05 signOut() settles when both have ended, storage and server', async () => {
  for (const first of ['storage', 'server'] as const) {
    const t = bench(withRevoke())
    const write = t.storage.hold('clear')
    const done = signOut(t)
    await drain()
    const ends = [() => write.resolve(), () => t.at('/logout').reply(200)]
    if (first === 'server') ends.reverse()
    await ends[0]?.()
    await drain()
    assert.is(done.state, 'pending')
    await ends[1]?.()
    await drain()
    assert.is(done.state, 'resolved')
  }
})

test('E05 E02 what it answers late is no business of who has signed in meanwhile', async () => {
  for (const status of [200, 401, 500]) {
    const t = bench(withRevoke())
    t.session.signOut()
    await drain()
    await t.session.signIn(b(0))
    const call = t.get('/a')
    await drain()
    assert.is(t.at('/a').token, 'b0')
    await t.at('/logout').reply(status)
    await t.at('/a').reply(200)
    assert.is(call.state, 'resolved')
    assert.equal(t.session.credential(), b(0))
    assert.equal(t.storage.kept, b(0))
    assert.equal(t.events.types(), ['logout'])
  }
})

test('E05 A05 a failed logout call makes no refresh, by whatever status', async () => {
  const t = bench(withRevoke())
  t.session.signOut()
  await drain()
  const challenge = { 'www-authenticate': 'Bearer error="invalid_token"' }
  await t.at('/logout').reply(401, undefined, challenge)
  assert.is(t.all('/refresh').length, 0)
  assert.equal(t.events.types(), ['logout'])
})

test.run()
