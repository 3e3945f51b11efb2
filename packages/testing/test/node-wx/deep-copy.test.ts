import { runInNewContext } from 'node:vm'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { deepCopy } from '../../src/node-wx/deep-copy'

const test = suite('deepCopy')

test('copies objects, arrays and dates through and through', () => {
  const value = { list: [{ name: 'a' }], at: new Date(5), none: null }
  const copy = deepCopy(value)
  assert.equal(copy, value)
  assert.is.not(copy.list[0], value.list[0])
  assert.is.not(copy.at, value.at)
})

test('leaves functions and instances as they are', () => {
  class Client {}
  const value = { fn: () => 1, client: new Client() }
  const copy = deepCopy(value)
  assert.is(copy.fn, value.fn)
  assert.is(copy.client, value.client)
})

test('copies what refers to itself', () => {
  const value: { self?: unknown } = {}
  value.self = value
  const copy = deepCopy(value)
  assert.is.not(copy, value)
  assert.is(copy.self, copy)
})

test('copies the objects of another realm', () => {
  const value = runInNewContext('({ list: [{ a: 1 }] })')
  const copy = deepCopy(value)
  assert.is.not(copy.list[0], value.list[0])
  assert.is(copy.list[0].a, 1)
})

test.run()
