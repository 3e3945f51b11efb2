import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { MAX_TIMER_MS } from '../src/clock'
import {
  aBoolean,
  aClock,
  aFunction,
  aLimit,
  anObject,
  aRecord,
  aStay,
} from '../src/option-rules'

const test = suite('option rules')

const clock = { now() {}, setTimeout() {}, clearTimeout() {} }
const run = () => {}

const table = {
  aFunction: [aFunction, [run], [undefined, {}, 'run']],
  aBoolean: [aBoolean, [true, false], [0, 'true', null]],
  aLimit: [aLimit, [1, 0.5, MAX_TIMER_MS], [0, -1, MAX_TIMER_MS + 1, Number.NaN, '1']],
  aStay: [aStay, [0, 1, MAX_TIMER_MS], [-1, MAX_TIMER_MS + 1, '0', null]],
  anObject: [anObject, [{}, []], [null, 1, 'a', run]],
  aRecord: [aRecord, [{}, Object.create(null)], [null, [], new Map(), 'a', run]],
  aClock: [aClock, [clock], [{ ...clock, now: 0 }, { setTimeout: run }, null, 1]],
} as const

for (const [name, [[allows, words], good, bad]] of Object.entries(table)) {
  test(`K32 ${name} tells right from wrong, and in words`, () => {
    for (const value of good) assert.ok(allows(value))
    for (const value of bad) assert.not(allows(value))
    assert.match(words, /\w/)
  })
}

test.run()
