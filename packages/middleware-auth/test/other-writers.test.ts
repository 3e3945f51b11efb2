import * as assert from 'uvu/assert'
import { type Credential, fromBody } from '../src/index'
import { a, b, bench, contract, drain } from './bench'
import { contextOf, expireLater, sharedStorage } from './contexts'
import { interrupted } from './phone'

const test = contract('what another tab does, and when it is heard of')

test('C08 a read that has only begun says nothing yet to a refresh', async () => {
  const t = bench()
  t.get('/a')
  await drain()
  await t.clock.advance(10)
  // another tab has rotated, and tells of it
  t.storage.save(a(1))
  const load = t.storage.hold('load')
  t.session.reload()
  await t.at('/a').reply(401)
  const sent = t.all('/refresh').length
  load.resolve()
  await drain()
  for (const e of t.all('/refresh')) await e.reply(401)
  for (const e of t.all('/a')) await e.reply(200)
  await drain()
  assert.is(sent, 0)
})

test('J02 who is told while a read is under way has what stands there now', async () => {
  const t = bench()
  const load = t.storage.hold('load')
  t.session.credential() // cold start: read begins; sees a0
  t.storage.clear() // another tab signs out
  ;(await t.session.reload) === undefined
  const again = t.session.reload() // it tells so
  load.resolve()
  await again
  await drain()
  assert.is(t.session.credential(), undefined)
})

test('C08 a verdict "rejected" looks at the storage before it ends the session', async () => {
  const t = bench({
    auth: { classify: ({ status }) => (status === 401 ? 'rejected' : 'ok') },
  })
  const [_call] = await expireLater(t, ['/a'], () => t.storage.save(a(1)))
  for (const e of t.all('/a').slice(1)) await e.reply(200)
  assert.equal(t.events.of('logout').length, 0)
  assert.equal(t.storage.kept, a(1))
})

test('C10 an answer without a refresh token keeps the one the session has by then', async () => {
  const t = bench({
    session: {
      takeFrom: fromBody({ accessToken: 'accessToken', refreshToken: 'refreshToken' }),
    },
  })
  t.get('/late')
  await t.expire('/a')
  await t.at('/late').reply(200, a(5))
  assert.is(t.session.credential()?.refreshToken, 'r5.secret')
  await t.at('/refresh').reply(200, { accessToken: 'a6.secret' })
  await t.at('/a').reply(200)
  assert.is(t.session.credential()?.refreshToken, 'r5.secret')
})

test('C10 also where another tab has told of it', async () => {
  const t = bench()
  await expireLater(t, ['/a'])
  t.storage.save(a(5))
  await t.session.reload()
  await t.at('/refresh').reply(200, { accessToken: 'a6.secret' })
  await t.at('/a').reply(200)
  assert.is(t.session.credential()?.refreshToken, 'r5.secret')
})

test('C10 also where it was found in the storage at the commit', async () => {
  const t = bench()
  await expireLater(t, ['/a'])
  t.storage.save(a(5))
  await t.at('/refresh').reply(200, { accessToken: 'a6.secret' })
  await t.at('/a').reply(200)
  assert.is(t.session.credential()?.refreshToken, 'r5.secret')
})

test('C08 C07 a refresh that fails when another has renewed it rejects nobody', async () => {
  const t = bench({ session: { whenAnswerIsLost: 'report' } })
  const [call] = await expireLater(t, ['/a'])
  t.storage.save(a(1))
  await t.session.reload()
  await t.at('/refresh').fail(interrupted)
  for (const e of t.all('/a').slice(1)) await e.reply(200)
  // and r1 has never been shown
  await expireLater(t, ['/b'])
  const shown = t.log.filter(l => l.includes('/refresh'))
  if (shown.length > 1) {
    await t.renew(a(2))
    await t.at('/b').reply(200)
  }
  assert.equal(shown.length, 2)
  assert.is(call?.state, 'resolved')
})

test('C09 an answer that says nothing of the subject forgets nothing of it', async () => {
  const t = bench({
    kept: { ...a(0), subject: 'A' },
    session: {
      refresh: async ({ send }) => {
        const { data } = await send<Credential & { sub?: string }>({
          method: 'POST',
          url: '/refresh',
          data: {},
        })
        return {
          accessToken: data.accessToken,
          refreshToken: data.refreshToken,
          subject: data.sub,
        }
      },
    },
  })
  await t.expire('/a')
  await t.renew(a(1))
  await t.at('/a').reply(200)
  assert.is(t.session.credential()?.subject, 'A')
})

test('G03 a way out that throws keeps nobody waiting', async () => {
  const t = bench({
    session: {
      onResume: () => () => {
        throw new Error('x')
      },
    },
  })
  const [call] = await t.expire('/a')
  try {
    t.session.dispose()
  } catch {}
  await drain()
  const state = call?.state
  t.session.signOut()
  assert.is(state, 'rejected')
})

test('J02 D03 a write that failed does not overwrite what is being read', async () => {
  const storage = sharedStorage({ ...a(0), subject: 'A' }, { answers: 'later' })
  let fail = false
  const shaky = {
    ...storage,
    load: () => storage.load(),
    save: (c: Credential) =>
      fail ? Promise.reject(new Error('quota')) : storage.save(c),
  }
  const t = bench({ session: { storage: shaky, isStorageShared: true } })
  t.session.credential()
  await drain()
  fail = true
  await t.session.signIn({ ...a(1), subject: 'A' })
  fail = false
  storage.put({ ...b(0), subject: 'B' })
  await t.clock.advance(60_000)
  t.get('/a')
  await drain()
  const kept = storage.kept
  for (const e of t.all('/a')) await e.reply(200)
  assert.equal(kept, { ...b(0), subject: 'B' })
})

test('J01 a lock that is waited for while another tab renews: its token is used', async () => {
  const t = bench()
  const [_call] = [t.get('/a')]
  await drain()
  await t.clock.advance(1)
  t.storage.save(a(1))
  const one = t.storage.hold('load')
  t.session.reload()
  await t.clock.advance(1)
  const two = t.storage.hold('load')
  await t.at('/a').reply(401)
  one.resolve()
  await drain()
  two.resolve()
  await drain()
  const shown = t.log.filter(l => l.includes('/refresh'))
  for (const e of t.all('/refresh')) await e.reply(200, a(2))
  for (const e of t.all('/a').slice(1)) await e.reply(200)
  assert.equal(shown, [])
})

test('C08 a look that takes long while another tab renews: its token is used', async () => {
  const storage = sharedStorage(a(0), { tells: true })
  let tail: Promise<void> = Promise.resolve()
  const lock = () => {
    const before = tail
    let release = () => {}
    tail = new Promise(r => {
      release = r
    })
    return before.then(() => release)
  }
  const t = bench({ session: { storage, lock } })
  const other = contextOf(t, { storage, lock })
  other.session.credential()
  t.session.credential()
  await t.clock.advance(1)
  t.request({ url: '/b' }, other.client)
  t.get('/a')
  await drain()
  await t.clock.advance(1)
  await t.at('/b').reply(401)
  await t.at('/a').reply(401)
  assert.is(t.all('/refresh').length, 1)
  await t.clock.advance(1)
  await t.at('/refresh').reply(200, a(1))
  const shown = t.log.filter(l => l.includes('/refresh'))
  for (const e of t.all('/refresh').slice(1))
    await e.reply(400, { error: 'invalid_grant' })
  for (const p of ['/a', '/b']) await t.at(p).reply(200)
  await drain()
  assert.equal(shown, ['> POST /refresh r0'])
})

test('C08 a pause between retries in which another tab renews: its token is used', async () => {
  const t = bench({
    session: { refreshRetries: { max: 1, delayMs: 1000 }, random: () => 1 },
  })
  const [_call] = await expireLater(t, ['/a'])
  await t.at('/refresh').reply(503)
  t.storage.save(a(1))
  await t.session.reload()
  await t.clock.advance(1000)
  const shown = t.log.filter(l => l.includes('/refresh'))
  for (const e of t.all('/refresh').slice(1)) await e.reply(200, a(2))
  for (const e of t.all('/a').slice(1)) await e.reply(200)
  assert.equal(shown, ['> POST /refresh r0'])
})

test('C08 also where nobody tells of it', async () => {
  const t = bench({
    session: { refreshRetries: { max: 1, delayMs: 1000 }, random: () => 1 },
  })
  const [_call] = await expireLater(t, ['/a'])
  await t.at('/refresh').reply(503)
  t.storage.save(a(1))
  await t.clock.advance(1000)
  const shown = t.log.filter(l => l.includes('/refresh'))
  for (const e of t.all('/refresh').slice(1)) await e.reply(200, a(2))
  for (const e of t.all('/a').slice(1)) await e.reply(200)
  assert.equal(shown, ['> POST /refresh r0'])
})

test('C08 also before the one retry of a lost answer', async () => {
  const t = bench({ session: { whenAnswerIsLost: 'retry-once' } })
  const [_call] = await expireLater(t, ['/a'])
  t.storage.save(a(1))
  await t.session.reload()
  await t.at('/refresh').fail(interrupted)
  const shown = t.log.filter(l => l.includes('/refresh'))
  for (const e of t.all('/refresh').slice(1)) await e.reply(200, a(2))
  for (const e of t.all('/a').slice(1)) await e.reply(200)
  assert.equal(shown, ['> POST /refresh r0'])
})

test('C01 a time that is up in a pause is no lost answer', async () => {
  const t = bench({
    session: {
      refreshDeadline: 2_000,
      refreshTimeout: 2_000,
      refreshRetries: { max: 3, delayMs: 3000 },
      random: () => 1,
    },
  })
  const [_call] = await t.expire('/a')
  await t.at('/refresh').reply(503)
  await t.clock.advance(2_000)
  const told = t.events.of('refresh:error')
  assert.is((told[0] as { outcome: string }).outcome, 'transient')
})

test.run()
