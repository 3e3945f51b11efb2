import { deferred } from '@allium/testing'
import * as assert from 'uvu/assert'
import { a, b, bench, contract, drain } from './bench'
import { contextOf, sharedStorage } from './contexts'

const test = contract('what a session has written itself, and when a look finds it')

const quota = () => Promise.reject(new Error('quota'))

test('J02 while a write runs, what still stands there is no news', async () => {
  const t = bench()
  t.session.credential()
  const write = t.storage.hold('save')
  t.session.signIn(b(0))
  await t.session.reload()
  assert.equal(t.session.credential(), b(0))
  write.resolve()
  await drain()
  await t.session.reload()
  assert.equal([t.session.credential(), t.storage.kept], [b(0), b(0)])
  assert.equal(t.log, ['save b0', 'logout replaced'])
})

for (const isDone of [false, true]) {
  const how = isDone ? 'was done all the same' : 'failed'
  test(`J02 D02 nor is it after a write that ${how}, and was called a failure`, async () => {
    const t = bench()
    t.session.credential()
    t.storage.next('save', () => {
      if (isDone) t.storage.save(b(0))
      return quota()
    })
    await t.session.signIn(b(0))
    await t.session.reload()
    assert.equal(t.session.credential(), b(0))
    assert.equal(t.events.types(), ['logout'])
  })
}

test('J02 nor after a removal that failed', async () => {
  const t = bench()
  t.storage.next('clear', quota)
  await t.session.signOut()
  await t.session.reload()
  assert.is(t.session.credential(), undefined)
  assert.equal(t.log, ['clear', 'logout user'])
})

test('J02 D02 nor what a late write puts there', async () => {
  const t = bench()
  t.session.credential()
  const late = t.storage.hold('save')
  t.session.signIn(b(0))
  await t.clock.advance(2_000)
  await t.session.signIn(b(1))
  late.resolve()
  await t.session.reload()
  await drain()
  await t.session.reload()
  assert.equal([t.session.credential(), t.storage.kept], [b(1), b(1)])
  assert.equal(t.events.types(), ['logout', 'logout'])
})

test('J02 D03 a look that began before the first sign-in does not end it', async () => {
  const t = bench({ kept: undefined })
  t.session.credential()
  const look = t.storage.hold('load')
  const reloading = t.session.reload()
  await t.session.signIn(a(0))
  look.resolve()
  await reloading
  assert.equal(t.session.credential(), a(0))
  assert.equal(t.log, ['save a0'])
})

test('J02 D03 C07 a look that began before a refresh was stored does not bring the spent token back', async () => {
  const t = bench()
  await t.expire('/a')
  const look = t.storage.hold('load')
  const reloading = t.session.reload()
  await t.renew(a(1))
  look.resolve()
  await reloading
  await t.at('/a').reply(200)
  assert.is(t.session.credential()?.accessToken, a(1).accessToken)
  await t.clock.advance(1)
  await t.expire('/b')
  assert.is(t.log[t.log.length - 1], '> POST /refresh r1')
  await t.renew(a(2))
  await t.at('/b').reply(200)
})

test('J02 D03 a removal that is heard of removes nothing: who has signed in meanwhile stays', async () => {
  const t = bench()
  t.session.credential()
  t.storage.clear()
  const look = t.storage.hold('load')
  const reloading = t.session.reload()
  t.storage.save(b(0))
  look.resolve()
  await reloading
  await drain()
  assert.equal(t.storage.kept, b(0))
  await t.session.reload()
  assert.equal(t.session.credential(), b(0))
})

test('J02 E03 C03 what ended elsewhere is not signed in again by itself', async () => {
  const storage = sharedStorage(a(0))
  const t = bench({ session: { storage, fromNothing: true, isStorageShared: true } })
  t.session.credential()
  await contextOf(t, { storage }).session.signOut()
  const call = t.get('/a')
  await drain()
  await t.at('/a').reply(401)
  assert.is(call.error.code as string, 'status')
  assert.equal(t.log, ['logout elsewhere', '> GET /a -', '! /a status'])
})

test('J02 after a sign-out here, a sign-in elsewhere is used', async () => {
  const storage = sharedStorage(a(0))
  const t = bench({ session: { storage, isStorageShared: true } })
  await t.session.signOut()
  storage.put(b(0))
  t.get('/a')
  await drain()
  assert.is(t.at('/a').token, 'b0')
  await t.at('/a').reply(200)
  assert.equal(
    t.events.types().filter(type => type === 'logout'),
    ['logout'],
  )
})

test('J02 D02 D03 nor what a write puts there that was left behind, and has not ended yet', async () => {
  const t = bench()
  t.session.credential()
  const { promise, resolve } = deferred<void>()
  t.storage.next('save', () => promise)
  t.session.signIn(b(0))
  await t.clock.advance(2_000)
  await t.session.signIn(b(1))
  // It has come through, and says so only later.
  t.storage.save(b(0))
  await t.session.reload()
  assert.equal(t.session.credential(), b(1))
  resolve()
  await drain()
  assert.equal([t.session.credential(), t.storage.kept], [b(1), b(1)])
})

test('J02 D02 while it is looked what stands there, what could not be written waits', async () => {
  const t = bench({ session: { isStorageShared: true } })
  t.session.credential()
  t.storage.next('save', quota)
  await t.session.signIn(b(0))
  await t.clock.advance(5_000)
  // Another context has gone on.
  t.storage.save(b(1))
  const look = t.storage.hold('load')
  const call = t.get('/a')
  await drain()
  look.resolve()
  await drain()
  assert.is(t.at('/a').token, 'b1')
  await t.at('/a').reply(200)
  assert.equal([call.state, t.storage.kept], ['resolved', b(1)])
})

test.run()
