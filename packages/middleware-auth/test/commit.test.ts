import * as assert from 'uvu/assert'
import { a, b, bench, contract, drain, paths } from './bench'

const test = contract('commit: memory, storage, events')

test('D01 memory, storage, announcement, waiters: in this order', async () => {
  const t = bench()
  t.storage.next('save', () =>
    t.log.push(`memory ${t.session.credential()?.accessToken}`),
  )
  t.session.on('refresh', () => t.log.push(`stored ${t.storage.kept !== undefined}`))
  await t.expire('/a', '/b')
  await t.renew(a(1))
  assert.equal(t.log.slice(2), [
    'refresh:start',
    '> POST /refresh r0',
    'save a1',
    'memory a1.secret',
    'refresh',
    'stored true',
    '> GET /a a1',
    '> GET /b a1',
  ])
  t.at('/a').reply(200)
  await t.at('/b').reply(200)
})

test('D01 no replay leaves before the write is done', async () => {
  const t = bench()
  const write = t.storage.hold('save')
  await t.expire('/a')
  await t.renew(a(1))
  await t.clock.advance(1_999)
  assert.is(t.all('/a').length, 1)
  assert.is(t.session.credential()?.accessToken, 'a1.secret')
  assert.equal(t.events.types(), ['refresh:start'])
  write.resolve()
  await drain()
  assert.is(t.at('/a').token, 'a1')
  assert.equal(t.storage.kept, { ...a(1), expiresAt: undefined })
  await t.at('/a').reply(200)
})

for (const [name, act] of [
  [
    'throws',
    () => {
      throw new Error('quota')
    },
  ],
  ['rejects', () => Promise.reject(new Error('quota'))],
] as const) {
  test(`D01 a write that ${name} is reported before any replay leaves`, async () => {
    const t = bench()
    t.storage.next('save', act)
    await t.expire('/a')
    t.at('/refresh').reply(200, a(1))
    t.session.on('refresh', () => t.log.push(`faults ${t.faults.length}`))
    await drain()
    assert.equal(t.log.slice(-4), ['save a1', 'refresh', 'faults 1', '> GET /a a1'])
    await t.at('/a').reply(200)
  })
}

test('D02 a write that hangs holds the replays for its bound and no longer', async () => {
  const t = bench()
  const write = t.storage.hold('save')
  const [call] = await t.expire('/a')
  await t.renew(a(1))
  await t.clock.advance(2_000)
  assert.is(t.faults.length, 1)
  assert.is(t.at('/a').token, 'a1')
  await t.at('/a').reply(200)
  assert.is(call?.state, 'resolved')
  write.resolve()
  await drain()
  // What ended late is written once more, with what holds now.
  assert.equal(
    t.log.filter(line => line.startsWith('save')),
    ['save a1', 'save a1'],
  )
  assert.equal(t.storage.kept, { ...a(1), expiresAt: undefined })
})

for (const [name, onFault] of [
  [
    'throws',
    () => {
      throw new Error('the hook')
    },
  ],
  ['rejects', () => Promise.reject(new Error('the hook'))],
  ['never settles', () => new Promise(() => {})],
] as ReadonlyArray<[string, () => void]>) {
  test(`D02 an onFault that ${name} does not keep a commit from ending`, async () => {
    const t = bench({ session: { onFault } })
    t.storage.next('save', () => {
      throw new Error('quota')
    })
    const [call] = await t.expire('/a')
    await t.renew(a(1))
    await t.at('/a').reply(200)
    assert.is(call?.state, 'resolved')
    // Nor a later write.
    await t.session.signOut()
    assert.is(t.storage.kept, undefined)
  })
}

test('D01 the end by the server: state, storage, announcement, waiters', async () => {
  const t = bench()
  t.storage.next('clear', () => t.log.push(`memory ${t.session.credential()}`))
  await t.expire('/a')
  await t.at('/refresh').reply(401)
  assert.equal(t.log.slice(3), [
    'clear',
    'memory undefined',
    'logout rejected',
    '! /a refresh-rejected',
  ])
})

test('D03 a slow write of the new token, then a logout: nothing is kept', async () => {
  const t = bench()
  const write = t.storage.hold('save')
  await t.expire('/a')
  await t.renew(a(1))
  const done = t.session.signOut()
  await drain()
  write.resolve()
  await done
  assert.is(t.storage.kept, undefined)
  assert.equal(t.log.slice(3), [
    'save a1',
    'logout user',
    '! /a session-changed',
    'clear',
  ])
})

test('D03 sign-ins in a row: the last is kept, whatever the storage does', async () => {
  const t = bench()
  const write = t.storage.hold('save')
  t.session.signIn(a(1))
  t.session.signIn(a(2))
  const done = t.session.signIn(b(3))
  write.resolve()
  await done
  assert.equal(t.storage.kept, b(3))
  assert.equal(
    t.log.filter(line => line.startsWith('save')),
    ['save a1', 'save b3'],
  )
})

test('D04 fifty at once: one refresh, once told', async () => {
  const t = bench()
  await t.expire(...paths(50))
  await t.renew(a(1))
  for (const path of paths(50)) t.at(path).reply(200)
  await drain()
  assert.equal(t.events.log, [
    { type: 'refresh:start', payload: { at: 0 } },
    { type: 'refresh', payload: { at: 0 } },
  ])
})

test('D04 fifty at once, rejected: one logout with status and words, none told again', async () => {
  const t = bench()
  const late = t.get('/late')
  await t.expire(...paths(50))
  await t.at('/refresh').reply(401, { msg: '登录已过期' })
  await t.at('/late').reply(401)
  t.session.signOut()
  assert.is(late.state, 'rejected')
  assert.equal(t.events.log, [
    { type: 'refresh:start', payload: { at: 0 } },
    {
      type: 'logout',
      payload: { at: 0, reason: 'rejected', status: 401, message: '登录已过期' },
    },
  ])
})

test('D04 a flight that is discarded is not told as a refresh', async () => {
  const t = bench()
  const [call] = await t.expire('/a')
  t.session.signOut()
  await t.renew(a(1))
  assert.is(call?.error.code, 'session-changed')
  assert.equal(t.events.types(), ['refresh:start', 'logout'])
  assert.equal(t.events.of('logout'), [
    { at: 0, reason: 'user', status: undefined, message: undefined },
  ])
})

test('D04 a sign-in over a live session says `replaced`, before its first request', async () => {
  const t = bench()
  t.session.signIn(b(0))
  t.get('/a')
  await drain()
  await t.at('/a').reply(200)
  assert.equal(t.log, ['save b0', 'logout replaced', '> GET /a b0', '= /a 200'])
})

test('D04 one over nothing says nothing, and signing out twice says it once', async () => {
  const t = bench({ kept: undefined })
  t.session.signIn(a(0))
  assert.equal(t.events.types(), [])
  t.session.signOut()
  t.session.signOut()
  await drain()
  assert.equal(
    t.events.of('logout').map(told => (told as { reason: string }).reason),
    ['user'],
  )
})

test('D05 a listener that throws, rejects or hangs disturbs nobody', async () => {
  const t = bench()
  const heard: string[] = []
  for (const name of ['refresh:start', 'refresh'] as const) {
    t.session.on(name, () => {
      throw new Error(`thrown in ${name}`)
    })
    t.session.on(name, () => Promise.reject(new Error(`rejected in ${name}`)))
    t.session.on(name, () => new Promise(() => {}))
    t.session.on(name, () => heard.push(name))
    t.client.on(name, () => heard.push(`client ${name}`))
  }
  const [call] = await t.expire('/a')
  await t.renew(a(1))
  await t.at('/a').reply(200)
  assert.is(call?.state, 'resolved')
  assert.equal(heard.sort(), [
    'client refresh',
    'client refresh:start',
    'refresh',
    'refresh:start',
  ])
  assert.is(t.faults.length, 4)
})

test('D05 a refresh() in a listener of `refresh` joins the one that is just done', async () => {
  const t = bench()
  t.session.on('refresh', () => t.refresh())
  await t.expire('/a')
  await t.renew(a(1))
  await t.at('/a').reply(200)
  assert.is(t.all('/refresh').length, 1)
  assert.ok(t.log.includes('= refresh() done'))
})

test('a listener that is taken off hears no more', async () => {
  const t = bench()
  let heard = 0
  const off = t.session.on('logout', () => {
    heard += 1
  })
  t.session.signOut()
  off()
  t.session.signIn(a(1))
  t.session.signOut()
  assert.is(heard, 1)
})

test.run()
