import * as assert from 'uvu/assert'
import type { Credential } from '../src/index'
import { a, type Bench, b, bench, contract, drain } from './bench'

const test = contract('a read of the storage that ends late')

/** What reads a storage that answers later, and what it is to bring about by itself. */
const readers: ReadonlyArray<
  [name: string, session: object, read: (t: Bench) => Promise<unknown> | undefined]
> = [
  ['reload()', {}, t => t.session.reload()],
  [
    'the look at a shared storage before a request',
    { isStorageShared: true },
    t => {
      t.get('/look').call.catch(() => {})
      return undefined
    },
  ],
]

/** What happens while it reads: it has seen `a0`, and that is no news any more. */
const meanwhile: ReadonlyArray<{
  readonly ids: string
  readonly name: string
  readonly act: (t: Bench) => unknown
  readonly user: Credential | undefined
  readonly told: readonly string[]
}> = [
  {
    ids: 'B04',
    name: 'a refresh is committed',
    act: t => t.renew(a(1)),
    user: { ...a(1), expiresAt: undefined },
    told: ['refresh:start', 'refresh'],
  },
  {
    ids: 'E01',
    name: 'the user signs out',
    act: t => t.session.signOut(),
    user: undefined,
    told: ['refresh:start', 'logout'],
  },
  {
    ids: 'E02',
    name: 'another user signs in',
    act: t => t.session.signIn(b(0)),
    user: b(0),
    told: ['refresh:start', 'logout'],
  },
  {
    ids: 'E02',
    name: 'the server ends the session',
    act: t => t.at('/refresh').reply(401),
    user: undefined,
    told: ['refresh:start', 'logout'],
  },
]

for (const [by, session, read] of readers) {
  for (const { ids, name, act, user, told } of meanwhile) {
    test(`${ids} ${by}, and ${name}: what was read before changes nothing`, async () => {
      const t = bench({ session })
      // The 401 of this one has begun a refresh, which has looked at the storage already.
      const [call] = await t.expire('/a')
      const gate = t.storage.hold('load')
      const reading = read(t)
      await drain()
      await act(t)
      await drain()
      gate.resolve()
      await reading
      await drain()
      assert.equal(t.session.credential(), user)
      assert.equal(t.storage.kept, user)
      assert.equal(t.events.types(), told)
      for (const exchange of t.wire.slice(2)) {
        assert.is(exchange.token, user ? 'a1' : '-')
        await exchange.reply(200)
      }
      assert.is(call?.state, ids === 'B04' ? 'resolved' : 'rejected')
      // Nor is it news for the next who looks, in what nobody else has written.
      await t.session.reload()
      assert.equal(t.events.types(), told)
      assert.equal(t.session.credential(), user)
    })
  }
}

test('E01 a flight that looks at a slow storage ends with its session, and sends nothing', async () => {
  const t = bench()
  t.get('/a')
  await drain()
  await t.clock.advance(70)
  const gate = t.storage.hold('load')
  await t.at('/a').reply(401)
  await t.session.signOut()
  gate.resolve()
  await drain()
  assert.is(t.all('/refresh').length, 0)
  assert.is(t.session.credential(), undefined)
  assert.is(t.storage.kept, undefined)
  assert.equal(t.events.types(), ['refresh:start', 'logout'])
})

test('E02 what a flight read before a sign-in is no news for the flight of the new session', async () => {
  const t = bench()
  t.get('/old')
  await t.clock.advance(70)
  const gate = t.storage.hold('load')
  await t.at('/old').reply(401)
  await t.session.signIn(b(0))
  gate.resolve()
  await t.clock.advance(70)
  const [call] = await t.expire('/a')
  assert.is(t.log[t.log.length - 1], '> POST /refresh s0')
  await t.renew(b(1))
  await t.at('/a').reply(200)
  assert.is(call?.state, 'resolved')
})

test.run()
