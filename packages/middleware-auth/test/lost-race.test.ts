import * as assert from 'uvu/assert'
import { a, b, bench, contract, drain } from './bench'
import { contextOf, expireLater } from './contexts'

const test = contract('a race for the next credential that another context has won')

test('C08 what another session has stored before the refresh is sent is used instead', async () => {
  const t = bench()
  const calls = await expireLater(t, ['/a', '/b'], () => t.storage.save(a(1)))
  for (const path of ['/a', '/b']) await t.at(path).reply(200)
  assert.ok(calls.every(({ state }) => state === 'resolved'))
  assert.equal(t.log, [
    '> GET /a a0',
    '> GET /b a0',
    'save a1',
    'refresh:start',
    'refresh',
    '> GET /a a1',
    '> GET /b a1',
    '= /a 200',
    '= /b 200',
  ])
  assert.equal(t.session.credential(), a(1))
})

test('C08 so it is by a refresh by hand', async () => {
  const t = bench()
  t.session.credential()
  await t.clock.advance(1)
  t.storage.save(a(1))
  const byHand = t.refresh()
  await drain()
  assert.is(byHand.state, 'resolved')
  assert.equal([t.wire.length, t.session.credential()], [0, a(1)])
})

test('C08 nothing new there: the refresh is sent', async () => {
  const t = bench()
  await expireLater(t, ['/a'])
  assert.equal(t.log.slice(1), ['refresh:start', '> POST /refresh r0'])
  assert.is(t.storage.loads, 2)
  await t.renew(a(1))
  await t.at('/a').reply(200)
})

for (const [name, status, body] of [
  ['401', 401, {}],
  ['invalid_grant', 400, { error: 'invalid_grant' }],
] as const) {
  test(`C08 D04 it rotates while ours is on the wire: ${name} ends nothing`, async () => {
    const t = bench()
    const calls = await expireLater(t, ['/a', '/b'])
    t.storage.save(a(1))
    await t.at('/refresh').reply(status, body)
    assert.equal(t.log.slice(2), [
      'refresh:start',
      '> POST /refresh r0',
      'save a1',
      'refresh',
      '> GET /a a1',
      '> GET /b a1',
    ])
    for (const path of ['/a', '/b']) await t.at(path).reply(200)
    assert.ok(calls.every(({ state }) => state === 'resolved'))
    assert.equal(t.storage.kept, a(1))
  })
}

test('C08 B04 two sessions over one storage: the loser of the race goes on with the winner’s', async () => {
  const t = bench()
  const other = contextOf(t)
  const calls = [t.get('/a'), other.get('/b')]
  await drain()
  await t.clock.advance(1)
  for (const path of ['/a', '/b']) await t.at(path).reply(401)
  const [first, second] = t.all('/refresh')
  await first?.reply(200, a(1))
  await second?.reply(400, { error: 'invalid_grant' })
  for (const path of ['/a', '/b']) await t.at(path).reply(200)
  assert.equal(
    calls.map(({ response }) => response.status),
    [200, 200],
  )
  assert.equal([t.at('/a').token, t.at('/b').token], ['a1', 'a1'])
  assert.equal(t.events.types(), ['refresh:start', 'refresh'])
  assert.equal(other.told, ['refresh:start', 'refresh'])
  assert.equal(other.session.credential()?.refreshToken, a(1).refreshToken)
})

test('C08 J02 one that was heard of while ours was on the wire is not lost by its rejection', async () => {
  const t = bench()
  const [call] = await expireLater(t, ['/a'])
  t.storage.save(a(1))
  await t.session.reload()
  await t.at('/refresh').reply(400, { error: 'invalid_grant' })
  assert.equal(t.events.of('logout'), [])
  assert.equal(t.storage.kept, a(1))
  await t.at('/a').reply(200)
  assert.is(t.at('/a').token, 'a1')
  assert.is(call?.state, 'resolved')
})

test('C08 where nothing new stands there, a rejection is one', async () => {
  const t = bench()
  const [call] = await expireLater(t, ['/a'])
  await t.at('/refresh').reply(401)
  assert.is(call?.error.code, 'refresh-rejected')
  assert.equal(t.log.slice(3), ['clear', 'logout rejected', '! /a refresh-rejected'])
})

/** What another context has stored, and what has ended since. */
const over = { ...a(1), expiresAt: 1 }

test('C08 one that has ended as well buys the next, and its refresh token is the one shown', async () => {
  const t = bench()
  const [call] = await expireLater(t, ['/a'], () => t.storage.save(over))
  assert.is(t.log[t.log.length - 1], '> POST /refresh r1')
  await t.renew({ accessToken: 'a2.secret' })
  await t.at('/a').reply(200)
  assert.is(call?.state, 'resolved')
  assert.is(t.session.credential()?.refreshToken, 'r1.secret')
})

test('C08 C02 it is shown again after a failure, and never the one that was spent', async () => {
  const t = bench()
  await expireLater(t, ['/a'], () => t.storage.save(over))
  await t.at('/refresh').reply(503)
  const again = t.get('/b')
  await drain()
  if (t.all('/b').length > 0) await t.at('/b').reply(401)
  assert.is(t.log[t.log.length - 1], '> POST /refresh r1')
  await t.renew(a(2))
  await t.at('/b').reply(200)
  assert.is(again.state, 'resolved')
})

test('C08 E03 that of another user is a session change: who waits is not sent as them', async () => {
  for (const when of ['before', 'on the wire'] as const) {
    const t = bench({ kept: { ...a(0), subject: 'A' } })
    const signIn = () => t.storage.save({ ...b(0), subject: 'B' })
    const isBefore = when === 'before'
    const calls = await expireLater(t, ['/a', '/b'], isBefore ? signIn : undefined)
    if (!isBefore) signIn()
    if (!isBefore) await t.at('/refresh').reply(401)
    assert.equal(
      calls.map(({ error }) => error.code),
      ['session-changed', 'session-changed'],
    )
    assert.equal(t.events.of('logout'), [
      { at: 1, reason: 'elsewhere', status: undefined, message: undefined },
    ])
    assert.equal(t.storage.kept, { ...b(0), subject: 'B' })
    assert.equal(t.session.credential(), { ...b(0), subject: 'B' })
    t.get('/c')
    await drain()
    assert.is(t.at('/c').token, 'b0')
    await t.at('/c').reply(200)
  }
})

test('C08 E03 nor is a session that another user has begun meanwhile replaced by ours', async () => {
  const t = bench({ kept: { ...a(0), subject: 'A' } })
  const [call] = await expireLater(t, ['/a'])
  t.storage.save({ ...b(0), subject: 'B' })
  await t.renew(a(1))
  assert.is(call?.error.code, 'session-changed')
  assert.equal(t.storage.kept, { ...b(0), subject: 'B' })
  assert.equal(t.events.types(), ['refresh:start', 'logout'])
})

test('C08 two that have refreshed at once: the later write is kept, and both go on', async () => {
  const t = bench()
  const [call] = await expireLater(t, ['/a'])
  t.storage.save(a(1))
  await t.renew(a(2))
  await t.at('/a').reply(200)
  assert.is(call?.state, 'resolved')
  assert.is(t.at('/a').token, 'a2')
  assert.is((t.storage.kept as { accessToken: string }).accessToken, a(2).accessToken)
})

test.run()
