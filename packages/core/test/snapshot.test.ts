import { runInNewContext } from 'node:vm'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { DataError, hasToJSON, isArrayBuffer, snapshot } from '../src/snapshot'
import { deepFreeze } from './helpers'

const test = suite('snapshot')

const bytes = (value: unknown) => [...new Uint8Array(value as ArrayBuffer)]

test('K04 plain data is copied to the bottom, and frozen there', () => {
  const data = { list: [1, { two: 2 }], text: 'a', nothing: null, missing: undefined }
  const copy = snapshot(data, 'data') as typeof data
  assert.equal(copy, data)
  assert.is.not(copy, data)
  assert.is.not(copy.list[1], data.list[1])
  for (const part of [copy, copy.list, copy.list[1]]) assert.ok(Object.isFrozen(part))
  assert.not(Object.isFrozen(data))
  assert.equal(snapshot(deepFreeze({ a: [1] }), 'data'), { a: [1] })
})

test('K04 what is no object is itself', () => {
  const values = ['a', 0, BigInt(1), true, null, undefined, Symbol.iterator, assert.is]
  for (const value of values) assert.is(snapshot(value, 'data'), value)
})

test('K04 dates, and what says itself what it is, become that', () => {
  const data = { at: new Date(0), money: { toJSON: () => ({ cents: [5] }) } }
  const copy = snapshot(data, 'data')
  assert.equal(copy, { at: '1970-01-01T00:00:00.000Z', money: { cents: [5] } })
})

test('K04 a buffer is copied, a view becomes what it shows, a Buffer of Node too', () => {
  const whole = new Uint8Array([1, 2, 3, 4])
  const views = [whole.buffer, whole, whole.subarray(1, 3), new DataView(whole.buffer, 2)]
  const copies = [...views, Buffer.from([5, 6])].map(each => snapshot(each, 'data'))
  whole.fill(0)
  assert.ok(copies.every(isArrayBuffer))
  assert.equal(copies.map(bytes), [
    [1, 2, 3, 4],
    [1, 2, 3, 4],
    [2, 3],
    [3, 4],
    [5, 6],
  ])
})

test('K04 a buffer of another realm is a buffer', () => {
  const foreign = runInNewContext('new Uint8Array([7, 8]).buffer')
  assert.not(foreign instanceof ArrayBuffer)
  assert.equal(bytes(snapshot(foreign, 'data')), [7, 8])
})

test('K04 an object of the host is kept as it is, and refused inside others', () => {
  for (const host of [new Map(), new Set(), Promise.resolve(), new Blob(['a']), /a/]) {
    assert.is(snapshot(host, 'data'), host)
    for (const [value, place] of [
      [{ list: [0, { host }] }, 'data.list[1].host'],
      [[host], 'data[0]'],
      [{ toJSON: () => ({ host }) }, 'data.host'],
    ] as const) {
      assert.throws(
        () => snapshot(value, 'data'),
        (error: Error) =>
          error instanceof DataError && error.message === `${place} is no plain data`,
      )
    }
  }
})

test('K04 what JSON writes well, whatever its class, is copied', () => {
  class Price {
    cents = 5
    get [Symbol.toStringTag]() {
      return 'Price'
    }
  }
  const wrapped = [Object(5), Object('x'), Object(true), new Price()]
  const copy = snapshot(wrapped, 'data')
  assert.equal(copy, [5, 'x', true, { cents: 5 }])
  assert.is(JSON.stringify(copy), JSON.stringify(wrapped))
})

test('K04 a field of the name __proto__ is a field', () => {
  const copy = snapshot(JSON.parse('{"__proto__":{"polluted":1}}'), 'data') as object
  assert.is(JSON.stringify(copy), '{"__proto__":{"polluted":1}}')
  assert.is((copy as { polluted?: 1 }).polluted, undefined)
  assert.is(({} as { polluted?: 1 }).polluted, undefined)
})

test('K41 data that holds itself is an error that says where', () => {
  const cyclic: { list: unknown[] } = { list: [0] }
  cyclic.list.push({ back: cyclic.list })
  const self: { toJSON?: () => unknown } = {}
  self.toJSON = () => self
  for (const [value, message] of [
    [cyclic, 'query.list[1].back holds itself'],
    [self, 'query holds itself'],
  ] as const) {
    assert.throws(
      () => snapshot(value, 'query'),
      (error: Error) => error instanceof DataError && error.message === message,
    )
  }
})

test('K41 the same object in two places is no cycle', () => {
  const shared = { a: 1 }
  assert.equal(snapshot([shared, shared, { shared }], 'data'), [
    shared,
    shared,
    { shared },
  ])
})

test('hasToJSON asks for a method', () => {
  assert.equal([{}, { toJSON: 1 }, new Date(0)].map(hasToJSON), [false, false, true])
})

test.run()
