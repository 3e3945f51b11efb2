import { headers, type Layer } from '@allium/core'
import * as assert from 'uvu/assert'
import type { RefreshInput, SessionOptions } from '../src/index'
import { a, type Bench, type BenchOptions, b, bench, contract, drain } from './bench'

const test = contract('the server’s logout')

/** Tells the server with the access token, as most do. */
const revoke: SessionOptions['revoke'] = ({ credential, send }) =>
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

test('E05 E06 the flight is aborted, then the server is told, through the inner layers', async () => {
  let outside = 0
  const outer: Layer = (_, next) => {
    outside += 1
    return next()
  }
  const t = bench({
    ...withRevoke(),
    outside: [outer],
    inside: [headers({ 'X-App': 'shop' })],
  })
  const [call] = await t.expire('/a')
  const { signal } = t.at('/refresh')
  signal.addEventListener('abort', () => t.log.push('aborted /refresh'))
  const done = signOut(t)
  assert.is(t.session.credential(), undefined)
  await drain()
  assert.equal(t.log.slice(2), [
    '> POST /refresh r0',
    'aborted /refresh',
    'clear',
    'logout user',
    '> POST /logout a0',
    '! /a session-changed',
  ])
  assert.is(t.at('/logout').request.headers['x-app'], 'shop')
  assert.is(outside, 1)
  assert.is(done.state, 'pending')
  await t.at('/logout').reply(204)
  assert.is(done.state, 'resolved')
  assert.is(call?.error.code, 'session-changed')
  assert.equal(t.faults, [])
})

test('E05 the hook has the credential that was, and nothing is signed by itself', async () => {
  const seen: RefreshInput['credential'][] = []
  const t = bench(
    withRevoke({
      revoke: ({ credential, send }) => {
        seen.push(credential)
        return send({ method: 'DELETE', url: '/session' })
      },
    }),
  )
  const done = signOut(t)
  await drain()
  assert.equal(seen, [a(0)])
  assert.is(t.at('/session').token, '-')
  await t.at('/session').reply(200)
  assert.is(done.state, 'resolved')
})

/** The ends of a session that are none of the server's business. */
const others: ReadonlyArray<
  [name: string, options: BenchOptions, end: (t: Bench) => unknown, reason: string]
> = [
  [
    'a refresh that is rejected',
    {},
    async t => {
      await t.expire('/a')
      await t.at('/refresh').reply(401)
    },
    'rejected',
  ],
  [
    'a verdict that the session is over',
    { auth: { classify: () => 'rejected' } },
    async t => void (await t.expire('/a')),
    'rejected',
  ],
  [
    'an expired token with nothing to renew it',
    { kept: { accessToken: 'a0.secret' } },
    async t => void (await t.expire('/a')),
    'rejected',
  ],
  ['a sign-in over it', {}, t => t.session.signIn(b(0)), 'replaced'],
  [
    'the end by another context',
    {},
    async t => {
      t.session.credential()
      t.storage.clear()
      await t.session.reload()
    },
    'elsewhere',
  ],
  [
    'a 401 where nobody is signed in',
    { kept: undefined },
    async t => void (await t.expire('/a')),
    'absent',
  ],
]

for (const [name, options, end, reason] of others) {
  test(`E05 ${name} is not told to the server`, async () => {
    const told: unknown[] = []
    const session = { revoke: (input: RefreshInput) => told.push(input) }
    const t = bench({ ...options, session })
    await end(t)
    await drain()
    const ends = t.events.of('logout') as Array<{ readonly reason: string }>
    assert.equal(
      ends.map(each => each.reason),
      [reason],
    )
    assert.equal(told, [])
  })
}

test('E05 nor is a sign-out of nobody, a second one, or a disposal', async () => {
  const told: unknown[] = []
  const session = { revoke: (input: RefreshInput) => told.push(input) }
  const nobody = bench({ kept: undefined, session })
  await nobody.session.signOut()
  assert.is(told.length, 0)
  const t = bench({ session })
  await Promise.all([t.session.signOut(), t.session.signOut()])
  await t.session.signOut()
  assert.is(told.length, 1)
  const disposed = bench({ session })
  disposed.session.credential()
  disposed.session.dispose()
  await drain()
  assert.is(told.length, 1)
})

test.run()
