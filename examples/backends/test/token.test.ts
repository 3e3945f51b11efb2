import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { maskTokens, newToken, TOKEN_PATTERN } from '../src/token'

const test = suite('token')

const KINDS = ['a', 'b', 'r', 's'] as const

test('makes tokens of every kind that a leak scan finds, no two alike', () => {
  for (const kind of KINDS) {
    assert.match(newToken(kind), TOKEN_PATTERN)
    assert.is(newToken(kind)[0], kind)
    assert.is.not(newToken(kind), newToken(kind))
  }
})

test('masks every token in a text', () => {
  const [a, b, r, s] = KINDS.map(newToken)
  assert.is(
    maskTokens(`x=${a}&y=${b}&z=${r};${s}`),
    'x=<token>&y=<token>&z=<token>;<token>',
  )
  assert.is(maskTokens('a.b and r.c'), 'a.b and r.c')
})

test.run()
