import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createSingleUseTokens, type TokenUse } from '../src/single-use-tokens'
import { fakeClock } from './helpers'

const test = suite('single-use tokens')

function opened() {
  const clock = fakeClock()
  return { clock, tokens: createSingleUseTokens(100, clock.now) }
}

function taken(use: TokenUse) {
  if (use.outcome !== 'taken') throw new Error(use.outcome)
  return use
}

test('takes a token once and gives the next', () => {
  const { tokens } = opened()
  const first = tokens.issue('u1')
  const use = taken(tokens.use(first))
  assert.is(use.user, 'u1')
  assert.match(use.next, /^b\./)
  assert.is.not(use.next, first)
  assert.equal(tokens.use(first), { outcome: 'spent' })
  assert.is(taken(tokens.use(use.next)).user, 'u1')
  assert.equal(tokens.use('b.forged'), { outcome: 'unknown' })
})

test('calls a token expired when its time is over, and spent when it was used before', () => {
  const { tokens, clock } = opened()
  const used = tokens.issue('u1')
  const unused = tokens.issue('u1')
  tokens.use(used)
  clock.advance(100)
  assert.equal(tokens.use(unused), { outcome: 'expired' })
  assert.equal(tokens.use(unused), { outcome: 'expired' })
  assert.equal(tokens.use(used), { outcome: 'spent' })
})

test('expires the next token of a request under way, too', () => {
  const { tokens } = opened()
  const { next } = taken(tokens.use(tokens.issue('u1')))
  tokens.expire('u1')
  assert.equal(tokens.use(next), { outcome: 'expired' })
})

test('takes a token again that was given back', () => {
  const { tokens } = opened()
  const first = tokens.issue('u1')
  taken(tokens.use(first)).giveBack()
  taken(tokens.use(first))
  assert.equal(tokens.use(first), { outcome: 'spent' })
})

test('knows whose token it was, for the log', () => {
  const { tokens } = opened()
  const token = tokens.issue('u6')
  tokens.use(token)
  assert.equal(tokens.callerOf(token), { user: 'u6', tokenSerial: 1 })
})

test.run()
