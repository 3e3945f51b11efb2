import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { duration, timeOfDay } from '../../src/dom/time-words'

const test = suite('time words')

test('tells short times in ms and long ones in s', () => {
  assert.equal([0, 0.6, 812.4, 999, 1_240, 61_000].map(duration), [
    '0 ms',
    '1 ms',
    '812 ms',
    '999 ms',
    '1.24 s',
    '61.00 s',
  ])
})

test('tells the time of day to the millisecond', () => {
  assert.is(timeOfDay(new Date(2026, 0, 2, 3, 4, 5, 6).getTime()), '03:04:05.006')
})

test.run()
