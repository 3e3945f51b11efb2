import * as assert from 'uvu/assert'
import type { NewCredential } from '../src/index'
import { a, type Bench, bench, contract, drain } from './bench'

const test = contract('the answer to a refresh, and what is no credential')

const token = { accessToken: 'a1.secret' }
const lifetimes: readonly unknown[] = [0, -1, Number.NaN, Infinity, -Infinity, '3600']

const noCredential: ReadonlyArray<[string, unknown]> = [
  ...(['expiresIn', 'expiresAt'] as const).flatMap(part =>
    lifetimes.map((value): [string, unknown] => [
      `\`${part}\` ${value}${typeof value === 'string' ? ' as text' : ''}`,
      { ...token, [part]: value },
    ]),
  ),
  ['a token that is a number', { accessToken: 1 }],
  ['a token that is an object', { accessToken: { value: 'a1.secret' } }],
  ['an empty token', { accessToken: '' }],
  ['a refresh token that is a number', { ...token, refreshToken: 1 }],
  ['a refresh token that is an object', { ...token, refreshToken: {} }],
  ['an empty body', undefined],
  ['null', null],
  ['HTML', '<!doctype html><title>Sign in</title>'],
  ['text', 'a1.secret'],
]

for (const [name, answer] of [
  ...noCredential,
  ['another user', { ...token, subject: 'B' }] as const,
]) {
  test(`C09 ${name} is an invalid answer: ambiguous, and the session is kept`, async () => {
    const kept = { ...a(0), subject: 'A' }
    const t = bench({ kept })
    const calls = await t.expire('/a', '/b')
    await t.at('/refresh').reply(200, answer)
    for (const { error } of calls) {
      assert.is(error.code, 'invalid-refresh-answer')
      assert.equal([error.retryable, error.sessionEnded], [true, false])
    }
    assert.equal(t.events.types(), ['refresh:start', 'refresh:error'])
    const [told] = t.events.of('refresh:error') as [{ outcome: string; code: string }]
    assert.equal([told.outcome, told.code], ['ambiguous', 'invalid-refresh-answer'])
    assert.equal([t.storage.kept, t.session.credential()], [kept, kept])
    assert.equal(t.faults, [])
  })
}

for (const [name, credential] of noCredential) {
  test(`C09 ${name} is refused by signIn, and the session before is untouched`, () => {
    const t = bench()
    assert.throws(
      () => t.session.signIn(credential as NewCredential),
      (error: Error) =>
        error instanceof TypeError &&
        error.message.startsWith('[session] `signIn` takes a credential') &&
        !error.message.includes('secret'),
    )
    assert.equal(t.session.credential(), a(0))
    assert.equal(t.log, [])
  })
}

test('C09 F04 invalid answers are counted in the window', async () => {
  const t = bench({ session: { refreshCooldown: 0 } })
  for (let n = 0; n < 5; n += 1) {
    const byHand = t.refresh()
    await drain()
    await t.at('/refresh').reply(200, '<html>')
    assert.is(byHand.error.code as string, 'invalid-refresh-answer')
  }
  const sixth = t.refresh()
  await drain()
  assert.is(sixth.error.code as string, 'refresh-window')
  assert.is(t.all('/refresh').length, 5)
})

test('C09 C07 they are lost answers: after two the credential is not shown again', async () => {
  const t = bench({ session: { refreshCooldown: 0 } })
  for (const path of ['/a', '/b']) {
    await t.expire(path)
    await t.at('/refresh').reply(200, {})
  }
  const [call] = await t.expire('/c')
  assert.is(call?.error.code, 'refresh-ambiguous')
  assert.is(t.all('/refresh').length, 2)
})

test('C09 the same subject, or one where none was known, is taken', async () => {
  for (const kept of [{ ...a(0), subject: 'A' }, a(0)]) {
    const t = bench({ kept })
    await t.expire('/a')
    await t.renew({ ...a(1), subject: 'A' })
    await t.at('/a').reply(200)
    assert.is(t.session.credential()?.subject, 'A')
  }
})

test('C09 none in the answer: the subject stays', async () => {
  const t = bench({ kept: { ...a(0), subject: 'A' } })
  await t.expire('/a')
  await t.renew(a(1))
  await t.at('/a').reply(200)
  assert.is((t.storage.kept as { subject: string }).subject, 'A')
})

const NOW = Date.UTC(2026, 0, 1)
const HOUR = 3_600_000
const odd: ReadonlyArray<[string, Partial<NewCredential>, RegExp]> = [
  ['seconds for milliseconds', { expiresIn: 3_600 }, /to live for 3600 ms/],
  ['29 999 ms', { expiresIn: 29_999 }, /to live for 29999 ms/],
  [
    'microseconds for milliseconds',
    { expiresIn: HOUR * 1e6 },
    /to live for 3600000000000/,
  ],
  ['an instant in seconds', { expiresAt: NOW / 1_000 + 3_600 }, /have ended already/],
  ['an instant in microseconds', { expiresAt: NOW * 1_000 }, /is the unit right\?$/],
]

/** Gives a session a credential, in this way or that; a request then goes with it. */
const ways: ReadonlyArray<[string, (t: Bench, given: NewCredential) => Promise<void>]> = [
  [
    'a refresh',
    async (t, given) => {
      t.refresh()
      await drain()
      await t.renew(given)
    },
  ],
  ['a sign-in', (t, given) => t.session.signIn(given)],
]

for (const [way, give] of ways) {
  for (const [name, lifetime, fault] of odd) {
    test(`C09 ${way} with ${name}: reported once, and used`, async () => {
      const t = bench()
      await t.clock.advance(NOW)
      await give(t, { ...a(1), ...lifetime })
      assert.is(t.faults.length, 1)
      assert.instance(t.faults[0], RangeError)
      assert.match(String(t.faults[0]), fault)
      for (const path of ['/a', '/b']) {
        t.get(path)
        await drain()
        assert.is(t.at(path).token, 'a1')
        await t.at(path).reply(200)
      }
      assert.is(t.faults.length, 1)
    })
  }

  for (const expiresIn of [30_000, HOUR, 3_650 * 24 * HOUR]) {
    test(`C09 ${way} with a lifetime of ${expiresIn} ms is nothing to report`, async () => {
      const t = bench()
      await t.clock.advance(NOW)
      await give(t, { ...a(1), expiresIn })
      assert.equal(t.faults, [])
    })
  }
}

test('C09 G08 an end at zero stays none, whatever the server’s clock shows', async () => {
  const t = bench()
  await t.clock.advance(NOW)
  const [call] = await t.expire('/a')
  const date = new Date(NOW - HOUR).toUTCString()
  await t.at('/refresh').reply(200, { ...a(1), expiresAt: 0 }, { date })
  assert.is(call?.error.code, 'invalid-refresh-answer')
})

test.run()
