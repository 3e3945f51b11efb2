import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createStorage } from '../../src/node-wx/storage'

const test = suite('createStorage')

test('gives an empty text for a missing key', () => {
  assert.is(createStorage().methods.getStorageSync('none'), '')
})

test('copies values in both directions', () => {
  const { methods, control } = createStorage()
  const value = { tokens: ['a0'] }
  methods.setStorageSync('session', value)
  value.tokens.push('changed before reading')
  const read = methods.getStorageSync<typeof value>('session')
  read.tokens.push('changed after reading')
  for (const [, copy] of control.entries()) {
    Object.assign(copy as object, { tokens: 'changed in the snapshot' })
  }
  assert.equal(methods.getStorageSync('session'), { tokens: ['a0'] })
})

test('removes one key, or all', () => {
  const { methods, control } = createStorage()
  methods.setStorageSync('a', 1)
  methods.setStorageSync('b', 2)
  methods.removeStorageSync('a')
  methods.removeStorageSync('none')
  assert.equal(control.entries(), [['b', 2]])
  methods.clearStorageSync()
  assert.equal(control.entries(), [])
})

test('tells its keys and its size', () => {
  const { methods } = createStorage()
  assert.equal(methods.getStorageInfoSync(), {
    keys: [],
    currentSize: 0,
    limitSize: 10_240,
  })
  methods.setStorageSync('b', 'x'.repeat(1500))
  methods.setStorageSync('a', 1)
  const { keys, currentSize } = methods.getStorageInfoSync()
  assert.equal([keys, currentSize], [['b', 'a'], 2])
})

test('takes a megabyte per key and not a byte more', () => {
  const { methods, control } = createStorage()
  const most = 1024 * 1024 - 'k'.length
  methods.setStorageSync('k', 'x'.repeat(most))
  assert.throws(
    () => methods.setStorageSync('k', 'x'.repeat(most + 1)),
    /^setStorageSync:fail entry size limit reached$/,
  )
  assert.is(String(control.entries()[0]?.[1]).length, most)
})

test('counts bytes, not characters', () => {
  const { methods } = createStorage()
  const third = Math.floor((1024 * 1024) / 3)
  methods.setStorageSync('k', '中'.repeat(third - 1))
  assert.throws(() => methods.setStorageSync('k', '中'.repeat(third + 1)), /entry size/)
})

test('takes ten megabytes in all', () => {
  const { methods } = createStorage()
  const text = 'x'.repeat(1024 * 1024 - 1)
  for (let key = 0; key < 10; key++) methods.setStorageSync(String(key), text)
  assert.throws(() => methods.setStorageSync('a', ''), /exceed storage max size 10Mb/)
  methods.setStorageSync('0', 'a shorter text in the place of a long one')
  methods.setStorageSync('a', '')
})

test('throws the given error from every call until told to stop', () => {
  const { methods, control } = createStorage()
  methods.setStorageSync('a', 1)
  const error = { errMsg: 'storage is broken' }
  control.failWith(error)
  const calls = [
    () => methods.setStorageSync('b', 2),
    () => methods.getStorageSync('a'),
    () => methods.removeStorageSync('a'),
    () => methods.clearStorageSync(),
    () => methods.getStorageInfoSync(),
  ]
  for (const call of calls) assert.throws(call, (thrown: unknown) => thrown === error)
  assert.equal(control.entries(), [['a', 1]])
  control.failWith(undefined)
  assert.is(methods.getStorageSync('a'), 1)
})

test.run()
