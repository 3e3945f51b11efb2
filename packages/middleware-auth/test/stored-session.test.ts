import * as assert from 'uvu/assert'
import type { Credential, RefreshInput } from '../src/index'
import { a, type Bench, b, bench, contract, drain } from './bench'

const test = contract('stored-session')

/** A session of which it is not known yet what stands in the storage, and how to tell it. */
function unread(
  kept: Credential | undefined,
  revoked: unknown[] = [],
): [Bench, () => void] {
  const revoke = ({ credential }: RefreshInput) => revoked.push(credential.accessToken)
  const t = bench({ kept, session: { revoke } })
  const load = t.storage.hold('load')
  t.session.credential()
  return [t, () => load.resolve()]
}

const reasons = (t: Bench) =>
  (t.events.of('logout') as ReadonlyArray<{ reason: string }>).map(({ reason }) => reason)

test('D04 a sign-in over a storage that proves to be empty ends nobody’s session', async () => {
  const [t, tell] = unread(undefined)
  await t.session.signIn(a(0))
  tell()
  await drain()
  assert.equal([t.events.types(), t.faults], [[], []])
})

test('D04 nor does one with the very token that stands there', async () => {
  const [t, tell] = unread(a(0))
  await t.session.signIn(a(0))
  tell()
  await drain()
  assert.equal([t.events.types(), t.faults], [[], []])
})

test('E05 a sign-out before it is known who is signed in is told to the server then', async () => {
  const revoked: unknown[] = []
  const [t, tell] = unread(a(0), revoked)
  await t.session.signOut()
  assert.equal(revoked, [])
  tell()
  await drain()
  assert.equal([revoked, reasons(t)], [['a0.secret'], ['user']])
})

test('E05 a sign-in before that is told to nobody', async () => {
  const revoked: unknown[] = []
  const [t, tell] = unread(a(0), revoked)
  await t.session.signIn(b(0))
  tell()
  await drain()
  assert.equal([revoked, reasons(t)], [[], ['replaced']])
})

test('J02 D04 what the same user has renewed elsewhere is told as a refresh', async () => {
  const t = bench()
  t.session.credential()
  t.storage.save(a(1))
  await t.session.reload()
  assert.equal(t.session.credential(), a(1))
  assert.equal(t.events.types(), ['refresh'])
})

test('J02 E03 who waits for a look that finds another user is not sent with that token', async () => {
  const t = bench({
    kept: { ...a(0), subject: 'A' },
    session: { isStorageShared: true },
  })
  t.session.credential()
  t.storage.save({ ...b(0), subject: 'B' })
  const look = t.storage.hold('load')
  const call = t.post('/pay', { of: 'A' })
  await drain()
  look.resolve()
  await drain()
  const sent = t.all('/pay')
  for (const exchange of sent) await exchange.reply(200)
  assert.equal([call.error?.code, sent.length], ['session-changed', 0])
  assert.equal(reasons(t), ['elsewhere'])
})

test.run()
