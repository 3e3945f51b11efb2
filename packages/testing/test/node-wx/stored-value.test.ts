import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readValue, writeValue } from '../../src/node-wx/stored-value'

const test = suite('storedValue')

const kept = (value: unknown): unknown => readValue(writeValue(value))

test('keeps native values, the odd numbers too', () => {
  for (const value of ['', 'a', 0, -1.5, Infinity, true, false, null, undefined]) {
    assert.is(kept(value), value)
  }
  assert.ok(Number.isNaN(kept(Number.NaN)))
})

test('keeps a Date, but not one within an object', () => {
  const date = new Date(86_400_000)
  assert.equal(kept(date), date)
  assert.is.not(kept(date), date)
  assert.equal(kept({ date }), { date: '1970-01-02T00:00:00.000Z' })
})

test('keeps of an object what JSON keeps, as a copy', () => {
  const value = { a: [1, { b: undefined }], c: () => 1 }
  assert.equal(kept(value), { a: [1, {}] })
})

test('keeps nothing of a function', () => {
  assert.is(
    kept(() => 1),
    '',
  )
})

test('throws on what has no JSON', () => {
  const cyclic: Record<string, unknown> = {}
  cyclic.self = cyclic
  assert.throws(() => writeValue(cyclic))
})

test.run()
