import * as assert from 'uvu/assert'
import { a, type Bench, bench, contract } from './bench'
import { byCode, interrupted } from './phone'

const test = contract('a sign-in by code where the answer to a refresh was lost')

test('C07 a hook: it is given credential and send, and its success is committed', async () => {
  const { hook, given } = byCode()
  const t = bench({ session: { whenAnswerIsLost: hook } })
  const calls = await t.expire('/a', '/b')
  await t.at('/refresh').fail(interrupted)
  assert.equal(given, [a(0)])
  assert.is(t.at('/login').request.body, '{"code":"code 1"}')
  assert.is(t.at('/login').token, '-')
  await t.at('/login').reply(200, a(7))
  for (const path of ['/a', '/b']) await t.at(path).reply(200)
  assert.ok(calls.every(({ state }) => state === 'resolved'))
  assert.equal(t.log.slice(2, -2), [
    'refresh:start',
    '> POST /refresh r0',
    '> POST /login -',
    'save a7',
    'refresh',
    '> GET /a a7',
    '> GET /b a7',
  ])
  // The credential has been replaced: nothing is counted against it.
  await t.expire('/c')
  assert.is(t.log[t.log.length - 1], '> POST /refresh r7')
  await t.renew(a(8))
  await t.at('/c').reply(200)
})

for (const [name, end, code, told] of [
  ['refused the login', t => t.at('/login').reply(401), 'refresh-rejected', 'logout'],
  [
    'failed for now',
    t => t.at('/login').reply(503),
    'refresh-transient',
    'refresh:error',
  ],
  [
    'was lost, too',
    t => t.at('/login').fail(interrupted),
    'refresh-ambiguous',
    'refresh:error',
  ],
  [
    'has no token',
    t => t.at('/login').reply(200, {}),
    'invalid-refresh-answer',
    'refresh:error',
  ],
] as ReadonlyArray<[string, (t: Bench) => Promise<void>, string, string]>) {
  test(`C07 a hook whose answer ${name}: that is how the refresh ends, asked once`, async () => {
    const { hook, given } = byCode()
    const t = bench({ session: { whenAnswerIsLost: hook } })
    const [call] = await t.expire('/a')
    await t.at('/refresh').fail(interrupted)
    await end(t)
    assert.is(call?.error.code as string, code)
    assert.equal(t.events.types(), ['refresh:start', told])
    assert.is(given.length, 1)
    assert.is(t.clock.pending, 0)
  })
}

test('C07 E04 a hook is not asked once the session is over', async () => {
  const { hook, given } = byCode()
  const t = bench({ session: { whenAnswerIsLost: hook } })
  await t.expire('/a')
  t.session.signOut()
  await t.at('/refresh').fail(interrupted)
  assert.equal([given, t.wire.length], [[], 2])
})

test('C07 a hook is not asked about what is no lost answer', async () => {
  const { hook, given } = byCode()
  for (const status of [401, 422, 503]) {
    const t = bench({ session: { whenAnswerIsLost: hook } })
    await t.expire('/a')
    await t.at('/refresh').reply(status)
  }
  assert.equal(given, [])
})

test.run()
