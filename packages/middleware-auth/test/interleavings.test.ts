import { createClient, retry } from '@allium/core'
import { deferred } from '@allium/testing'
import * as assert from 'uvu/assert'
import { auth, createSession } from '../src/index'
import { a, b, bench, contract, drain } from './bench'
import { sharedStorage } from './contexts'

const test = contract('what happens just then')

test('E03 a listener of `hold` that changes the user moves no request to another', async () => {
  const t = bench()
  await t.expire('/first') // a refresh of A is on the wire
  const off = t.client.on('hold', () => {
    off()
    t.session.signIn(b(0))
  })
  const call = t.post('/pay', { of: 'A' })
  await drain()
  const sent = t.all('/pay').map(e => e.token)
  for (const e of t.all('/pay')) await e.reply(200)
  assert.equal(sent, [])
  assert.is(call.error?.code, 'session-changed')
})

test('D05 a listener of `hold` that signs out rejects the request', async () => {
  const t = bench()
  await t.expire('/first')
  const off = t.client.on('hold', () => {
    off()
    t.session.signOut()
  })
  const call = t.post('/pay', { of: 'A' })
  await drain()
  const sent = t.all('/pay').map(e => e.token)
  for (const e of t.all('/pay')) await e.reply(200)
  assert.equal([sent, call.error?.code], [[], 'session-changed'])
})

test('A06 who waits for the launch while the storage answers late is let in by the sign-in', async () => {
  const t = bench({ kept: undefined, session: { awaitSignIn: 5_000 } })
  const load = t.storage.hold('load')
  const call = t.get('/a')
  await drain()
  load.resolve()
  await drain()
  t.session.signIn(a(0))
  await drain()
  const sent = t.all('/a').map(e => e.token)
  for (const e of t.all('/a')) await e.reply(200)
  assert.equal([sent, call.state], [['a0'], 'resolved'])
})

test('E03 who was sent in one session is not sent again in none, nor in another', async () => {
  const storage = sharedStorage({ ...a(0), subject: 'A' }, { answers: 'later' })
  const t = bench({
    session: { storage, isStorageShared: true },
    outside: [retry({ maxRetries: 1, random: () => 0 }) as never],
  })
  t.request({ url: '/pay', method: 'PUT', data: { of: 'A' } })
  await drain()
  assert.is(t.at('/pay').token, 'a0')
  storage.put(undefined) // another tab signs out
  await t.at('/pay').reply(503)
  await t.clock.advance(1)
  await drain()
  t.all('/pay').map(e => e.token)
  t.session.signIn({ ...b(0), subject: 'B' })
  if (t.all('/pay').length > 1) await t.at('/pay').reply(401)
  const third = t.all('/pay').map(e => e.token)
  for (const e of t.all('/pay')) await e.reply(200)
  assert.equal(third, ['a0'])
})

test('G03 G06 a full house while a credential is being stored goes round in no circle', async () => {
  const t = bench({ session: { maxHeld: 1 } })
  const [_call] = await t.expire('/a')
  const save = t.storage.hold('save')
  await t.renew(a(1))
  let holds = 0
  t.client.on('hold', () => {
    holds += 1
    if (holds > 500) save.resolve()
  })
  t.get('/b')
  await drain()
  save.resolve()
  await drain()
  for (const p of ['/a', '/b']) for (const e of t.all(p)) await e.reply(200)
  assert.ok(holds <= 2, String(holds))
})

test('D03 a write that is late and then fails makes the old record no news', async () => {
  const t = bench()
  t.session.credential()
  const hung = deferred<void>()
  t.storage.next('clear', () => hung.promise)
  t.storage.next('clear', () => Promise.reject(new Error('quota')))
  t.session.signOut()
  await t.clock.advance(2_000)
  hung.reject(new Error('disk'))
  await drain()
  await t.session.reload()
  const came = t.session.credential()
  const types = t.events.types()
  assert.equal([came, types], [undefined, ['logout']])
})

test('D03 nor does it bring back a session that was signed out', async () => {
  const t = bench()
  t.session.credential()
  const hung = deferred<void>()
  t.storage.next('save', () => hung.promise)
  t.storage.next('save', () => Promise.reject(new Error('quota')))
  t.session.signIn(b(0))
  await t.clock.advance(2_000)
  hung.reject(new Error('disk'))
  await drain()
  await t.session.reload()
  assert.is(t.session.credential()?.accessToken, 'b0.secret')
})

test('C09 a refresh by hand with nothing to refresh with does not end a session that lives', async () => {
  const t = bench({ kept: undefined })
  await t.session.signIn({
    accessToken: 'a0.secret',
    expiresAt: t.clock.now() + 3_600_000,
  })
  const byHand = t.refresh()
  await drain()
  assert.is(byHand.error.code, 'no-credential')
  assert.equal(t.events.of('logout'), [])
  assert.ok(t.session.credential())
})

test('I04 D02 a storage that is always late is not written to for ever', async () => {
  const t = bench({ kept: undefined })
  for (let n = 0; n < 50; n++)
    t.storage.next(
      'save',
      () => new Promise<void>(r => void t.clock.setTimeout(() => r(), 3_000)),
    )
  t.session.signIn(a(0))
  for (let n = 0; n < 60; n++) await t.clock.advance(1_000)
  const saves = t.log.filter(l => l.startsWith('save')).length
  t.session.dispose()
  for (let n = 0; n < 200; n++) await t.clock.advance(1_000)
  assert.ok(saves <= 2, String(saves))
})

test('H01 a layer inside that names a host without a scheme takes no credential along', async () => {
  const sent: string[] = []
  const session = createSession({ refresh: () => a(1) })
  session.signIn(a(0))
  const client = createClient({
    baseURL: '/api',
    transport: async r => {
      sent.push(`${r.url} ${r.headers.authorization}`)
      return { status: 200, data: 1, headers: {}, cookies: [], url: r.url, raw: 0 }
    },
  })
    .use(auth({ session }))
    .use(async (ctx, next) => {
      ctx.request = { ...ctx.request, url: '//evil.test/x' }
      await next()
    })
  await client.get('/x').catch(e => sent.push(String(e)))
  assert.not.match(sent.join(), /evil.*secret/)
})

test('G03 two bad answers in one pass leave no timer', async () => {
  const t = bench({ inside: [retry({ random: () => 0 }) as never] })
  const call = t.get('/a')
  await drain()
  await t.at('/a').reply(503)
  await t.clock.advance(1)
  await t.at('/a').reply(503)
  await t.clock.advance(1)
  await t.at('/a').reply(200)
  await drain()
  const p = t.clock.pending
  const s = call.state
  await t.clock.advance(100_000)
  assert.equal([s, p], ['resolved', 0])
})

test.run()
