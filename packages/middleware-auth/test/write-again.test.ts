import * as assert from 'uvu/assert'
import { a, type Bench, b, bench, contract, drain } from './bench'
import { contextOf } from './contexts'
import { settable } from './phone'

const test = contract('a write that failed')

const writes = (t: Bench) => t.log.filter(line => /^(save|clear)/.test(line))

/** A request that is answered at once; storage is written to as it comes along. */
async function pass(t: Bench, path: string): Promise<void> {
  t.get(path)
  await drain()
  await t.at(path).reply(200)
}

/** What the storage does to one write. */
const faults: ReadonlyArray<[string, () => unknown]> = [
  [
    'throws',
    () => {
      throw new Error('quota')
    },
  ],
  ['rejects', () => Promise.reject(new Error('quota'))],
  ['hangs', () => new Promise(() => {})],
]

for (const [name, fault] of faults) {
  test(`D02 one that ${name}: replays go within the bound, the next request after 5 s writes again`, async () => {
    const t = bench()
    t.storage.next('save', fault)
    const calls = await t.expire('/a', '/b')
    await t.renew(a(1))
    const boundMs = name === 'hangs' ? 2_000 : 0
    await t.clock.advance(boundMs)
    for (const path of ['/a', '/b']) await t.at(path).reply(200)
    assert.ok(calls.every(({ state }) => state === 'resolved'))
    assert.is(t.faults.length, 1)
    await t.clock.advance(4_999)
    await pass(t, '/soon')
    assert.equal(writes(t), ['save a1'])
    assert.equal(t.storage.kept, a(0))
    await t.clock.advance(1)
    assert.equal(writes(t), ['save a1'])
    await pass(t, '/late')
    assert.equal(writes(t), ['save a1', 'save a1'])
    assert.equal(t.storage.kept, { ...a(1), expiresAt: undefined })
    // And that was that.
    await t.clock.advance(60_000)
    await pass(t, '/later')
    assert.is(writes(t).length, 2)
    assert.is(t.faults.length, 1)
    assert.is(t.clock.pending, 0)
  })

  test(`D02 one that ${name} again and again is tried every 5 s, and delays no request`, async () => {
    const t = bench({ kept: undefined })
    t.storage.next('save', fault)
    t.session.signIn(a(0))
    await t.clock.advance(2_000)
    for (let n = 1; n <= 3; n += 1) {
      t.storage.next('save', fault)
      await t.clock.advance(5_000)
      await pass(t, `/n${n}`)
      await pass(t, `/m${n}`)
      assert.is(writes(t).length, 1 + n)
      await t.clock.advance(2_000)
      assert.is(t.faults.length, 1 + n)
    }
    await t.clock.advance(5_000)
    await pass(t, '/good')
    assert.equal(t.storage.kept, a(0))
  })

  test(`D02 D03 a removal that ${name} is tried again as well`, async () => {
    const t = bench()
    t.storage.next('clear', fault)
    t.session.signOut()
    await t.clock.advance(2_000)
    assert.equal(t.storage.kept, a(0))
    await t.clock.advance(5_000)
    await pass(t, '/a')
    assert.is(t.at('/a').token, '-')
    assert.is(t.storage.kept, undefined)
    assert.equal(writes(t), ['clear', 'clear'])
  })
}

test('D02 D03 what is written at last is the latest, not what had failed', async () => {
  const t = bench()
  const quota = () => {
    throw new Error('quota')
  }
  t.storage.next('save', quota)
  await t.session.signIn(a(1))
  await t.clock.advance(3_000)
  t.storage.next('save', quota)
  await t.session.signIn(a(2))
  await t.clock.advance(3_000)
  await pass(t, '/soon')
  assert.equal(t.storage.kept, a(0))
  await t.clock.advance(2_000)
  await pass(t, '/late')
  assert.equal(writes(t), ['save a1', 'save a2', 'save a2'])
  assert.equal(t.storage.kept, a(2))
})

test('D02 a later change that is written takes the place of the retry', async () => {
  const t = bench()
  t.storage.next('save', () => Promise.reject(new Error('quota')))
  await t.session.signIn(a(1))
  await t.session.signIn(a(2))
  await t.clock.advance(60_000)
  await pass(t, '/a')
  assert.equal(writes(t), ['save a1', 'save a2'])
})

test('D02 D03 one that hung and ends late does not undo what was written again', async () => {
  const t = bench()
  const hung = t.storage.hold('save')
  t.session.signIn(a(1))
  await t.clock.advance(7_000)
  await pass(t, '/a')
  await t.session.signIn(a(2))
  hung.resolve()
  await drain()
  assert.equal(writes(t), ['save a1', 'save a1', 'save a2', 'save a2'])
  assert.equal(t.storage.kept, a(2))
  await t.clock.advance(60_000)
  await pass(t, '/b')
  assert.is(writes(t).length, 4)
})

test('D02 several that wait at once make one write', async () => {
  const t = bench()
  t.storage.next('save', () => Promise.reject(new Error('quota')))
  await t.session.signIn(a(1))
  await t.clock.advance(5_000)
  const write = t.storage.hold('save')
  const calls = ['/a', '/b', '/c'].map(path => t.get(path))
  await drain()
  assert.equal(writes(t), ['save a1', 'save a1'])
  // None of them waits for it.
  for (const path of ['/a', '/b', '/c']) await t.at(path).reply(200)
  assert.ok(calls.every(({ state }) => state === 'resolved'))
  write.resolve()
  await drain()
  assert.equal(t.storage.kept, a(1))
  assert.is(t.clock.pending, 0)
})

test('D02 J02 news from elsewhere takes the place of an older write', async () => {
  const t = bench({ session: { isStorageShared: true } })
  t.storage.next('save', () => Promise.reject(new Error('quota')))
  t.session.credential()
  await t.session.signIn(a(1))
  t.storage.save(a(2))
  await t.clock.advance(60_000)
  await pass(t, '/a')
  await pass(t, '/b')
  assert.is(t.at('/b').token, 'a2')
  assert.equal(t.storage.kept, a(2))
  assert.equal(writes(t), ['save a1', 'save a2'])
})

test('D02 D03 nor does such a write come back when it ends late', async () => {
  const t = bench()
  const hung = t.storage.hold('save')
  t.session.credential()
  t.session.signIn(a(1))
  await t.clock.advance(2_000)
  await contextOf(t).session.signIn(b(0))
  await t.session.reload()
  hung.resolve()
  await drain()
  assert.equal(t.storage.kept, b(0))
})

test('D02 G08 a clock that was turned back does not put it off for good', async () => {
  const clock = settable(() => t.clock)
  const t: Bench = bench({ session: { clock } })
  t.storage.next('save', () => Promise.reject(new Error('quota')))
  await t.session.signIn(a(1))
  clock.set(-3_600_000)
  await t.clock.advance(5_000)
  await pass(t, '/a')
  assert.equal(t.storage.kept, a(1))
})

test.run()
