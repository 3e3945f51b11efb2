import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { mergeCredential } from '../src/merge-credential'
import { InvalidAnswer } from '../src/refresh-outcome'
import { a } from './bench'

const test = suite('merge-credential')

const invalid: ReadonlyArray<[name: string, answer: unknown, why: string]> = [
  ['nothing', undefined, 'no access token'],
  ['null', null, 'no access token'],
  ['text', 'a1.secret', 'no access token'],
  ['no token', {}, 'no access token'],
  ['an empty token', { accessToken: '' }, 'no access token'],
  ['a token that is no text', { accessToken: 1 }, 'no access token'],
  [
    'a refresh token that is no text',
    { accessToken: 'a1.secret', refreshToken: 5 },
    'the refresh token is no text',
  ],
  [
    'an end at zero',
    { accessToken: 'a1.secret', expiresAt: 0 },
    '`expiresAt` is no time in ms',
  ],
  [
    'an end before time',
    { accessToken: 'a1.secret', expiresAt: -1 },
    '`expiresAt` is no time in ms',
  ],
  [
    'an endless end',
    { accessToken: 'a1.secret', expiresAt: Number.POSITIVE_INFINITY },
    '`expiresAt` is no time in ms',
  ],
  [
    'an end that is no number',
    { accessToken: 'a1.secret', expiresAt: Number.NaN },
    '`expiresAt` is no time in ms',
  ],
  [
    'an end that is text',
    { accessToken: 'a1.secret', expiresAt: '60' },
    '`expiresAt` is no time in ms',
  ],
  [
    'no lifetime',
    { accessToken: 'a1.secret', expiresIn: 0 },
    '`expiresIn` is no time in ms',
  ],
  [
    'a lifetime before birth',
    { accessToken: 'a1.secret', expiresIn: -5 },
    '`expiresIn` is no time in ms',
  ],
  [
    'an endless lifetime',
    { accessToken: 'a1.secret', expiresIn: Number.POSITIVE_INFINITY },
    '`expiresIn` is no time in ms',
  ],
  [
    'a lifetime that is text',
    { accessToken: 'a1.secret', expiresIn: '3600' },
    '`expiresIn` is no time in ms',
  ],
  ['another user', { accessToken: 'a1.secret', subject: 'B' }, 'it is of another user'],
]

for (const [name, answer, why] of invalid) {
  test(`C09 ${name} is refused, without a secret in the error`, () => {
    let thrown: unknown
    try {
      mergeCredential({ ...a(0), subject: 'A' }, answer, 0)
    } catch (error) {
      thrown = error
    }
    assert.instance(thrown, InvalidAnswer)
    assert.is((thrown as Error).message, why)
    assert.not.match(String(thrown), /secret/)
  })
}

for (const [name, answer, refreshToken] of [
  ['replaces a refresh token that came', a(1), 'r1.secret'],
  ['keeps the old one where none came', { accessToken: 'a1.secret' }, 'r0.secret'],
  [
    'keeps it for undefined',
    { accessToken: 'a1.secret', refreshToken: undefined },
    'r0.secret',
  ],
  [
    'keeps it for an empty one',
    { accessToken: 'a1.secret', refreshToken: '' },
    'r0.secret',
  ],
] as const) {
  test(`C10 ${name}`, () => {
    assert.is(mergeCredential(a(0), answer, 0).refreshToken, refreshToken)
  })
}

test('C10 an expiry belongs to its access token, other fields stay', () => {
  const old = { ...a(0), expiresAt: 5, openid: 'o', subject: 'A' }
  assert.equal(mergeCredential(old, a(1), 0), {
    ...a(1),
    expiresAt: undefined,
    openid: 'o',
    subject: 'A',
  })
  assert.is(mergeCredential(old, { ...a(1), expiresAt: 9, subject: 'A' }, 0).expiresAt, 9)
})

test('G08 a lifetime counts from when it was asked for', () => {
  const merged = mergeCredential(a(0), { ...a(1), expiresIn: 60_000 }, 5_000)
  assert.equal(merged, { ...a(1), expiresAt: 65_000 })
})

test('is frozen, and takes an answer where there was nothing', () => {
  const merged = mergeCredential(undefined, { accessToken: 'a1.secret' }, 0)
  assert.ok(Object.isFrozen(merged))
  assert.is(merged.refreshToken, undefined)
})

test.run()
