import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { TOKEN_PATTERN } from '../src/token'
import { createTokenFamilies } from '../src/token-family'
import { fakeClock } from './helpers'

const test = suite('token family')

function families(rotate = true, paired = true) {
  const clock = fakeClock()
  return {
    clock,
    tokens: createTokenFamilies({ accessTtlMs: 100, rotate, paired, now: clock.now }),
  }
}

test('issues tokens that a leak scan finds, numbered over all users', () => {
  const { tokens } = families()
  const first = tokens.issue('u1')
  const second = tokens.issue('u2')
  assert.match(first.accessToken, /^a\.[\w-]{43}$/)
  assert.match(first.refreshToken, /^r\.[\w-]{43}$/)
  assert.match(`?t=${first.refreshToken}`, TOKEN_PATTERN)
  assert.equal(tokens.inspect(first.accessToken), {
    serial: 1,
    user: 'u1',
    state: 'valid',
  })
  assert.equal(tokens.inspect(second.accessToken), {
    serial: 2,
    user: 'u2',
    state: 'valid',
  })
  assert.is(tokens.inspect('a.unknown'), undefined)
})

test('lets an access token live to the last millisecond of its time', () => {
  const { tokens, clock } = families()
  const { accessToken } = tokens.issue('u1')
  clock.advance(99)
  assert.is(tokens.inspect(accessToken)?.state, 'valid')
  clock.advance(1)
  assert.is(tokens.inspect(accessToken)?.state, 'expired')
})

test('renews with an expired access token and rotates the refresh token', () => {
  const { tokens, clock } = families()
  const first = tokens.issue('u1')
  clock.advance(500)
  const renewed = tokens.exchange(first.refreshToken, first.accessToken)
  assert.is(renewed.outcome, 'renewed')
  if (renewed.outcome !== 'renewed') return
  assert.is.not(renewed.refreshToken, first.refreshToken)
  assert.is(tokens.inspect(renewed.accessToken)?.state, 'valid')
  assert.is(tokens.inspect(first.accessToken)?.state, 'expired')
})

test('keeps one refresh token for good when it does not rotate', () => {
  const { tokens } = families(false)
  const { accessToken, refreshToken } = tokens.issue('u1')
  for (const _ of [1, 2]) {
    const renewed = tokens.exchange(refreshToken, accessToken)
    assert.is(renewed.outcome, 'renewed')
    assert.not('refreshToken' in renewed)
  }
})

test('revokes the whole family on reuse, and no other family of the user', () => {
  const { tokens } = families()
  const first = tokens.issue('u1')
  const other = tokens.issue('u1')
  const renewed = tokens.exchange(first.refreshToken, first.accessToken)
  assert.is(renewed.outcome, 'renewed')
  if (renewed.outcome !== 'renewed') return
  assert.equal(tokens.exchange(first.refreshToken, undefined), { outcome: 'reused' })
  assert.is(tokens.inspect(first.accessToken)?.state, 'revoked')
  assert.is(tokens.inspect(renewed.accessToken)?.state, 'revoked')
  assert.equal(tokens.exchange(renewed.refreshToken ?? '', renewed.accessToken), {
    outcome: 'revoked',
  })
  assert.is(tokens.inspect(other.accessToken)?.state, 'valid')
})

test('refuses an unknown token and a mismatched pair without spending anything', () => {
  const { tokens } = families()
  const first = tokens.issue('u1')
  const other = tokens.issue('u1')
  assert.is(tokens.exchange('r.unknown', first.accessToken).outcome, 'unknown')
  assert.is(tokens.exchange(first.accessToken, first.accessToken).outcome, 'unknown')
  assert.is(tokens.exchange(first.refreshToken, other.accessToken).outcome, 'mismatched')
  assert.is(tokens.exchange(first.refreshToken, undefined).outcome, 'mismatched')
  assert.is(tokens.exchange(first.refreshToken, first.accessToken).outcome, 'renewed')
})

test('expires and revokes for one user or for all, and only what was issued before', () => {
  const { tokens } = families()
  const u1 = tokens.issue('u1')
  const u2 = tokens.issue('u2')
  tokens.expireAccess('u1')
  tokens.revokeRefresh('u1')
  assert.is(tokens.inspect(u1.accessToken)?.state, 'expired')
  assert.is(tokens.inspect(u2.accessToken)?.state, 'valid')
  assert.is(tokens.exchange(u1.refreshToken, u1.accessToken).outcome, 'revoked')
  assert.is(tokens.exchange(u2.refreshToken, u2.accessToken).outcome, 'renewed')
  tokens.expireAccess()
  tokens.revokeRefresh()
  assert.is(tokens.inspect(u2.accessToken)?.state, 'expired')
  const later = tokens.issue('u1')
  assert.is(tokens.inspect(later.accessToken)?.state, 'valid')
  assert.is(tokens.exchange(later.refreshToken, later.accessToken).outcome, 'renewed')
})

test('renews without an access token where no pair is wanted', () => {
  const { tokens } = families(true, false)
  const first = tokens.issue('u1')
  const renewed = tokens.exchange(first.refreshToken)
  assert.is(renewed.outcome, 'renewed')
  assert.is(tokens.exchange(first.refreshToken).outcome, 'reused')
})

test('ends a whole family by a token of either kind, and only once', () => {
  const { tokens } = families()
  const first = tokens.issue('u1')
  const second = tokens.issue('u1')
  const other = tokens.issue('u1')
  const ended = [first.accessToken, first.refreshToken, second.refreshToken, 'a.unknown']
  assert.equal(ended.map(tokens.end), [true, false, true, false])
  assert.is(tokens.inspect(first.accessToken)?.state, 'revoked')
  assert.is(tokens.inspect(second.accessToken)?.state, 'revoked')
  assert.is(tokens.exchange(first.refreshToken, first.accessToken).outcome, 'revoked')
  assert.is(tokens.inspect(other.accessToken)?.state, 'valid')
})

test.run()
