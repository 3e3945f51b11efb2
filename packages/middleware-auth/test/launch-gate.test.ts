import * as assert from 'uvu/assert'
import { a, bench, contract, drain } from './bench'

const test = contract('before the first sign-in')

const launching = (kept?: unknown) => bench({ kept, session: { awaitSignIn: 5_000 } })

test('what a page asks for before the launch has signed in waits, and goes as the user', async () => {
  const t = launching()
  const calls = [t.get('/a'), t.get('/b')]
  const open = t.get('/public', { auth: false })
  await drain()
  assert.equal(
    t.wire.map(({ path }) => path),
    ['/public'],
  )
  await t.clock.advance(4_000)
  t.session.signIn(a(0))
  await drain()
  for (const path of ['/public', '/a', '/b']) await t.at(path).reply(200)
  assert.equal(
    t.wire.map(({ path, token }) => `${path} ${token}`),
    ['/public -', '/a a0', '/b a0'],
  )
  assert.ok([...calls, open].every(({ state }) => state === 'resolved'))
})

test('a launch that never signs in holds nobody longer than it may', async () => {
  const t = launching()
  t.get('/a')
  await t.clock.advance(4_999)
  assert.is(t.wire.length, 0)
  await t.clock.advance(1)
  assert.is(t.at('/a').token, '-')
  await t.at('/a').reply(200)
  t.get('/b')
  await drain()
  await t.at('/b').reply(200)
})

test('who comes later waits for what is left of the time', async () => {
  const t = launching()
  await t.clock.advance(2_000)
  t.get('/a')
  await t.clock.advance(2_999)
  assert.is(t.wire.length, 0)
  await t.clock.advance(1)
  assert.is(t.at('/a').token, '-')
  await t.at('/a').reply(200)
})

test('it waits for the launch, and not for a look at a storage that others share', async () => {
  const t = bench({
    kept: undefined,
    session: { awaitSignIn: 5_000, isStorageShared: true },
  })
  t.session.credential()
  const look = t.storage.hold('load')
  t.get('/a')
  await drain()
  t.session.signIn(a(0))
  look.resolve()
  await drain()
  assert.is(t.at('/a').token, 'a0')
  await t.at('/a').reply(200)
})

test('who comes late is not held at all', async () => {
  const t = launching()
  await t.clock.advance(5_000)
  t.get('/a')
  await drain()
  await t.at('/a').reply(200)
})

test('a session that stood in the storage has nothing to wait for', async () => {
  const t = launching(a(0))
  t.get('/a')
  await drain()
  assert.is(t.at('/a').token, 'a0')
  await t.at('/a').reply(200)
})

test('a sign-out says as well who is there; after it nobody is held', async () => {
  const t = launching()
  const early = t.get('/a')
  await drain()
  t.session.signOut()
  await drain()
  assert.is(t.at('/a').token, '-')
  await t.at('/a').reply(200)
  assert.is(early.state, 'resolved')
  t.get('/b')
  await drain()
  await t.at('/b').reply(200)
})

test('an abort and a dispose let go', async () => {
  const t = launching()
  const aborted = t.get('/a')
  const left = t.get('/b')
  await drain()
  aborted.call.abort?.()
  await drain()
  assert.is(aborted.error.code as string, 'aborted')
  t.session.dispose()
  await drain()
  assert.is(left.error.code, 'disposed')
  assert.is(t.wire.length, 0)
})

test.run()
