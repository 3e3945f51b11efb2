import { deferred } from '@allium/testing'
import * as assert from 'uvu/assert'
import type { SessionLock } from '../src/index'
import { a, bench, contract, drain } from './bench'
import { contextOf, sharedStorage } from './contexts'

const test = contract('a lock that contexts share')

/** Whoever asks is granted it when the one before gives it back. */
function queue(): { readonly lock: SessionLock; holders: number; most: number } {
  let last: Promise<void> = Promise.resolve()
  const t = {
    holders: 0,
    most: 0,
    lock: (() => {
      const before = last
      const over = deferred()
      last = over.promise
      return before.then(() => {
        t.holders += 1
        t.most = Math.max(t.most, t.holders)
        return () => {
          t.holders -= 1
          over.resolve()
        }
      })
    }) as SessionLock,
  }
  return t
}

for (const answers of ['at once', 'later'] as const) {
  for (const passes of [1, 0]) {
    test(`J01 C08 two sessions, one storage that answers ${answers}, ${passes} ms: one refresh, the other adopts`, async () => {
      const shared = queue()
      const storage = sharedStorage(a(0), { answers })
      const options = { storage, lock: shared.lock }
      const t = bench({ session: options })
      const other = contextOf(t, options)
      const calls = [t.get('/a'), other.get('/b')]
      await drain()
      await t.clock.advance(passes)
      for (const path of ['/a', '/b']) await t.at(path).reply(401)
      assert.is(t.all('/refresh').length, 1)
      await t.clock.advance(passes)
      await t.renew(a(1))
      assert.is(t.all('/refresh').length, 1)
      assert.equal([t.at('/a').token, t.at('/b').token], ['a1', 'a1'])
      for (const path of ['/a', '/b']) await t.at(path).reply(200)
      assert.ok(calls.every(({ state }) => state === 'resolved'))
      assert.equal(storage.writes, ['save a1'])
      assert.equal(t.events.types(), ['refresh:start', 'refresh'])
      assert.equal(other.told, ['refresh:start', 'refresh'])
      assert.equal([shared.holders, shared.most], [0, 1])
    })
  }
}

test('J01 J02 the first is rejected: the other signs nobody in, and ends as it did', async () => {
  const shared = queue()
  const storage = sharedStorage(a(0))
  const options = { storage, lock: shared.lock }
  const t = bench({ session: options })
  const other = contextOf(t, options)
  const calls = [t.get('/a'), other.get('/b')]
  await drain()
  await t.clock.advance(1)
  for (const path of ['/a', '/b']) await t.at(path).reply(401)
  await t.clock.advance(1)
  await t.at('/refresh').reply(401)
  assert.equal(
    calls.map(({ error }) => error.code),
    ['refresh-rejected', 'session-changed'],
  )
  assert.is(t.all('/refresh').length, 1)
  assert.equal(t.events.types(), ['refresh:start', 'logout'])
  assert.equal(other.told, ['refresh:start', 'logout elsewhere'])
  assert.equal([shared.holders, storage.kept], [0, undefined])
})

test('J01 C08 the holder dies: the other waits no longer than its limit, and looks first', async () => {
  const dead: SessionLock = () => new Promise(() => {})
  for (const hasWritten of [true, false]) {
    const t = bench({ session: { lock: dead } })
    const [call] = await t.expire('/a')
    if (hasWritten) t.storage.save(a(1))
    await t.clock.advance(5_000)
    assert.is(t.all('/refresh').length, hasWritten ? 0 : 1)
    if (!hasWritten) await t.renew(a(1))
    await t.at('/a').reply(200)
    assert.is(call?.state, 'resolved')
    assert.is(t.faults.length, 1)
  }
})

test.run()
