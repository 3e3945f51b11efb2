import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createGuard } from '../../src/node-wx/guard'

const test = suite('createGuard')

test('runs a function with its value', () => {
  const swallowed: unknown[] = []
  const seen: number[] = []
  createGuard(swallowed)(value => {
    seen.push(value)
  }, 7)
  assert.equal(seen, [7])
  assert.equal(swallowed, [])
})

test('keeps what the function throws', () => {
  const swallowed: unknown[] = []
  const error = new Error('in a callback')
  createGuard(swallowed)(() => {
    throw error
  }, undefined)
  assert.is(swallowed.length, 1)
  assert.is(swallowed[0], error)
})

test('passes over what is no function', () => {
  const swallowed: unknown[] = []
  createGuard(swallowed)(undefined, 1)
  createGuard(swallowed)('success' as never, 1)
  assert.equal(swallowed, [])
})

test.run()
