import * as assert from 'uvu/assert'
import type { RefreshHook } from '../src/index'
import { a, type Bench, bench, contract, drain, p0 } from './bench'
import { expireLater, sharedStorage } from './contexts'

const test = contract('a look at the storage that goes wrong, or takes long')

const faults: ReadonlyArray<[string, (t: Bench) => void, RegExp]> = [
  [
    'fails',
    t =>
      t.storage.next('load', () => {
        throw new Error('broken')
      }),
    /broken/,
  ],
  [
    'fails late',
    t => t.storage.next('load', () => Promise.reject(new Error('broken'))),
    /broken/,
  ],
  ['hangs', t => void t.storage.hold('load'), /did not answer within 2000 ms/],
  [
    'finds something corrupt',
    t => void t.storage.save('corrupt' as never),
    /no credential/,
  ],
]

for (const [name, plan, fault] of faults) {
  test(`C08 D02 a look at the storage that ${name} goes on with memory, and is reported`, async () => {
    const t = bench()
    const [call] = await expireLater(t, ['/a'], () => plan(t))
    await t.clock.advance(name === 'hangs' ? 2_000 : 0)
    assert.is(t.log[t.log.length - 1], '> POST /refresh r0')
    assert.is(t.faults.length, 1)
    assert.match(String(t.faults[0]), fault)
    await t.renew(a(1))
    await t.at('/a').reply(200)
    assert.is(call?.state, 'resolved')
  })

  test(`C08 after a rejection, one that ${name} lets it stand`, async () => {
    const t = bench()
    const [call] = await expireLater(t, ['/a'])
    plan(t)
    await t.at('/refresh').reply(401)
    await t.clock.advance(name === 'hangs' ? 2_000 : 0)
    assert.is(call?.error.code, 'refresh-rejected')
    assert.is(t.storage.kept, undefined)
    assert.equal(t.events.types(), ['refresh:start', 'logout'])
  })
}

test('C08 E04 signed out while the storage is looked at, nothing is sent, nor asked for', async () => {
  let asked = 0
  const refresh: RefreshHook = input => {
    asked += 1
    return p0(input)
  }
  const t = bench({ session: { refresh } })
  let look = { resolve: () => {} }
  const [call] = await expireLater(t, ['/a'], () => {
    look = t.storage.hold('load')
  })
  t.session.signOut()
  await drain()
  assert.is(call?.error.code, 'session-changed')
  look.resolve()
  await drain()
  assert.equal([asked, t.all('/refresh').length], [0, 0])
  assert.is(t.session.credential(), undefined)
})

test('J02 G10 where nobody else writes there, it is looked at for a refresh alone', async () => {
  const t = bench()
  for (const path of ['/a', '/b', '/c']) {
    t.get(path)
    await t.clock.advance(60_000)
    await t.at(path).reply(200)
  }
  assert.is(t.storage.loads, 1)
  await t.expire('/d')
  assert.is(t.storage.loads, 2)
  await t.renew(a(1))
  await t.at('/d').reply(200)
})

test('G10 five at a cold start with a token that has ended: one read, one refresh', async () => {
  for (const takes of [0, 50]) {
    const t = bench({ kept: { ...a(0), expiresAt: 5 } })
    await t.clock.advance(10)
    const read = t.storage.hold('load')
    const calls = ['/a', '/b', '/c', '/d', '/e'].map(path => t.get(path))
    await t.clock.advance(takes)
    read.resolve()
    await drain()
    assert.is(t.all('/refresh').length, 1)
    // What has just been read is not read again; what is older is looked at once more.
    assert.is(t.storage.loads, takes === 0 ? 1 : 2)
    await t.renew(a(1))
    for (const { name } of calls) await t.at(name).reply(200)
    assert.ok(calls.every(({ state }) => state === 'resolved'))
  }
})

test('J02 several looks at once are one read, and one more for who was told meanwhile', async () => {
  const storage = sharedStorage(a(0), { answers: 'later' })
  const t = bench({ session: { storage, isStorageShared: true } })
  await t.session.reload()
  const calls = ['/a', '/b', '/c'].map(path => t.get(path))
  await Promise.all([t.session.reload(), t.session.reload()])
  // At the start; before the requests; and anew, for that one may have seen what was before.
  assert.is(storage.loads, 3)
  await drain()
  for (const { name } of calls) await t.at(name).reply(200)
})

for (const [name, fault] of [
  [
    'throws',
    () => {
      throw new Error('broken')
    },
  ],
  ['rejects', () => Promise.reject(new Error('broken'))],
  ['hangs', () => new Promise(() => {})],
] as ReadonlyArray<[string, () => unknown]>) {
  test(`J02 D02 a look that ${name} is reported, and the request goes with memory`, async () => {
    const t = bench({ session: { isStorageShared: true } })
    t.session.credential()
    t.storage.next('load', fault)
    const call = t.get('/a')
    await t.clock.advance(name === 'hangs' ? 2_000 : 0)
    assert.is(t.at('/a').token, 'a0')
    await t.at('/a').reply(200)
    assert.is(call.state, 'resolved')
    assert.is(t.faults.length, 1)
    assert.equal(t.events.log, [])
  })
}

test('J02 G03 a session that is disposed of is told no more', () => {
  const storage = sharedStorage(a(0), { tells: true })
  const t = bench({ session: { storage } })
  assert.is(storage.listening, 1)
  t.session.dispose()
  assert.is(storage.listening, 0)
})

test.run()
