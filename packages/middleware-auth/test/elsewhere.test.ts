import type { ResumeSource } from '@allium/core'
import * as assert from 'uvu/assert'
import { a, type Bench, b, bench, contract, drain, paths } from './bench'
import { type Context, contextOf, type SharedStorage, sharedStorage } from './contexts'

const test = contract('a session that goes on, or ends, elsewhere')

interface Two {
  readonly t: Bench
  readonly other: Context
  readonly storage: SharedStorage
  /** What lets the first context hear of it, where nothing else does. */
  hear(): Promise<void>
}

const ears = [
  ...(['looks before each request', 'is told of writes'] as const),
  ...(['is reloaded', 'comes back to the front'] as const),
]
const manners = ['at once', 'later'] as const
const A = { ...a(0), subject: 'A' }
const B = { ...b(0), subject: 'B' }

/** Two contexts over one storage, both with the session of A. */
async function two(
  ear: (typeof ears)[number],
  answers: (typeof manners)[number] = 'at once',
): Promise<Two> {
  const storage = sharedStorage(A, { answers, tells: ear === 'is told of writes' })
  const isStorageShared = ear === 'looks before each request'
  let comeBack = () => {}
  const onResume: ResumeSource = listener => {
    comeBack = () => listener('shown')
    return () => {}
  }
  const t = bench({ session: { storage, isStorageShared, onResume } })
  const other = contextOf(t, { storage, isStorageShared })
  for (const { session } of [t, other]) session.credential()
  await t.clock.advance(1)
  const hear = () => {
    if (ear === 'is reloaded') return t.session.reload()
    if (ear === 'comes back to the front') comeBack()
    return drain()
  }
  return { t, other, storage, hear }
}

const ends = (t: Bench) =>
  t.events.of('logout').map(told => (told as { reason: string }).reason)

for (const ear of ears) {
  for (const answers of manners) {
    const name = `a context that ${ear}, over a storage that answers ${answers}`

    test(`J02 D04 ${name}: a removal elsewhere ends its session, once`, async () => {
      const { t, other, storage, hear } = await two(ear, answers)
      await other.session.signOut()
      await hear()
      const calls = [t.get('/a'), t.get('/b')]
      await drain()
      assert.equal([t.at('/a').token, t.at('/b').token], ['-', '-'])
      await t.at('/a').reply(200)
      await t.at('/b').reply(401)
      assert.equal([calls[0]?.state, calls[1]?.error.code], ['resolved', 'status'])
      await t.session.reload()
      t.session.signOut()
      await drain()
      assert.equal([ends(t), other.told], [['elsewhere'], ['logout user']])
      assert.equal([t.session.credential(), storage.kept], [undefined, undefined])
    })

    test(`J02 ${name}: a new token elsewhere is used by the next request`, async () => {
      const { t, other, storage, hear } = await two(ear, answers)
      const byHand = other.session.refresh()
      await drain()
      await t.renew(a(1))
      await byHand
      await hear()
      const call = t.get('/a')
      await drain()
      assert.is(t.at('/a').token, 'a1')
      await t.at('/a').reply(200)
      assert.is(call.state, 'resolved')
      assert.is(t.session.credential()?.refreshToken, a(1).refreshToken)
      assert.is(t.all('/refresh').length, 1)
      assert.equal(ends(t), [])
      assert.equal(storage.writes, ['save a1'])
    })

    test(`J02 E03 ${name}: another user elsewhere is another session`, async () => {
      const { t, other, hear } = await two(ear, answers)
      const late = t.get('/late')
      const waiting = await t.expire('/a', '/b')
      await other.session.signIn(B)
      await hear()
      // Where nothing else does, a request finds it out.
      t.get('/look')
      await drain()
      for (const look of t.all('/look')) await look.reply(200)
      const next = t.get('/next')
      await drain()
      await t.at('/refresh').reply(200, a(1))
      await t.at('/late').reply(200)
      for (const { error } of [...waiting, late]) assert.is(error.code, 'session-changed')
      assert.is(t.at('/next').token, 'b0')
      await t.at('/next').reply(200)
      assert.is(next.state, 'resolved')
      assert.equal([t.all('/a').length, t.all('/b').length], [1, 1])
      assert.equal([ends(t), other.told], [['elsewhere'], ['logout replaced']])
    })

    test(`J02 E01 ${name}: a removal during its refresh is not undone by the answer`, async () => {
      const { t, other, storage } = await two(ear, answers)
      const calls = await t.expire('/a', '/b')
      await other.session.signOut()
      await t.renew({ ...a(1), subject: 'A' })
      for (const { error } of calls) assert.is(error.code, 'session-changed')
      assert.equal([t.session.credential(), storage.kept], [undefined, undefined])
      assert.not.ok(storage.writes.includes('save a1'))
      assert.equal(t.events.types(), ['refresh:start', 'logout'])
      assert.equal([ends(t), other.told], [['elsewhere'], ['logout user']])
    })

    test(`J02 D04 ${name}: what it writes itself is no news to it`, async () => {
      const { t, other, hear } = await two(ear, answers)
      const byHand = t.refresh()
      await drain()
      await t.renew({ ...a(1), subject: 'A' })
      await hear()
      assert.is(byHand.state, 'resolved')
      assert.equal(t.events.types(), ['refresh:start', 'refresh'])
      await t.session.signIn(B)
      await hear()
      await t.session.signOut()
      await hear()
      t.get('/a')
      await drain()
      await t.at('/a').reply(200)
      assert.equal(t.events.types(), ['refresh:start', 'refresh', 'logout', 'logout'])
      assert.equal(ends(t), ['replaced', 'user'])
      // Each context tells its own end of it once.
      await other.session.reload()
      const toldOf = other.told.filter(line => line !== 'refresh')
      const isSeenOnce = ear === 'is told of writes' ? 2 : 1
      assert.equal(toldOf, Array(isSeenOnce).fill('logout elsewhere'))
    })
  }

  test(`J02 D04 fifty at once in a context that ${ear}: one logout, fifty rejections`, async () => {
    const { t, other, hear } = await two(ear)
    const waiting = await t.expire(...paths(50))
    await other.session.signOut()
    await hear()
    const calls = paths(50, '/m').map(path => t.get(path))
    await drain()
    for (const path of paths(50, '/m')) await t.at(path).reply(401)
    await t.at('/refresh').reply(401)
    assert.equal(
      waiting.map(({ error }) => error.code as string),
      paths(50).map(() => 'session-changed'),
    )
    assert.ok(calls.every(({ state }) => state === 'rejected'))
    assert.equal(t.events.types(), ['refresh:start', 'logout'])
    assert.equal(ends(t), ['elsewhere'])
  })
}

test.run()
