import * as assert from 'uvu/assert'
import {
  aBoolean,
  aFunction,
  checkOptions,
  envelope,
  headers,
  query,
  retry,
} from '../src/index'
import { bench, quietSuite, rejection } from './helpers'

const test = quietSuite('check options')

const rules = { go: aFunction, on: aBoolean }
const check = (options: unknown) => () => checkOptions('thing', options, rules, ['go'])

const wrong: ReadonlyArray<[options: unknown, message: string]> = [
  [undefined, '[thing] takes an object of options'],
  [null, '[thing] takes an object of options'],
  ['on', '[thing] takes an object of options'],
  [{}, '[thing] needs the option `go`'],
  [{ go: undefined }, '[thing] needs the option `go`'],
  [{ go: null }, '[thing] `go` must be a function'],
  [{ go() {}, on: 1 }, '[thing] `on` must be true or false'],
  [{ go() {}, off: true }, '[thing] knows no option `off`; it has: go, on'],
  [{ go() {}, off: undefined }, '[thing] knows no option `off`; it has: go, on'],
  [{ go() {}, toString: 1 }, '[thing] knows no option `toString`; it has: go, on'],
]

for (const [options, message] of wrong) {
  test(`K32 it says: ${message} (${Object.keys(Object(options))})`, () => {
    assert.throws(
      check(options),
      (error: Error) => error instanceof TypeError && error.message === message,
    )
  })
}

test('K32 the factory of a layer in the place of the layer is told so', async () => {
  const { client, transport } = bench()
  const factories = { query, headers, envelope, retry }
  for (const [name, factory] of Object.entries(factories)) {
    const call = client.use(factory as never).get('/a')
    const error = await rejection<Error>(call)
    assert.instance(error, TypeError)
    assert.is(error.message, `[${name}] makes a layer: call it`)
  }
  assert.is(transport.calls.length, 0)
})

test('K32 right options pass, and those that are undefined', () => {
  check({ go() {} })()
  check({ go() {}, on: false })()
  check({ go() {}, on: undefined })()
  checkOptions('thing', {}, rules)
})

test.run()
