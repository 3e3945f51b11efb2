import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { retryAfterMs } from '../src/index'
import { answer } from './helpers'

const test = suite('retry after')

const now = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT')
const after = (value: string, date?: string) =>
  retryAfterMs(answer({ headers: { 'retry-after': value, ...(date && { date }) } }), now)

test('C04 a number is of seconds', () => {
  assert.is(after('2'), 2_000)
  assert.is(after('0.5'), 500)
  assert.is(after(' 3 '), 3_000)
})

test('C04 a date is reckoned from now', () => {
  assert.is(after('Wed, 21 Oct 2026 07:28:05 GMT'), 5_000)
})

test('C04 G08 where the server tells its own time, from that: phones are often wrong', () => {
  const value = 'Wed, 21 Oct 2026 09:00:05 GMT'
  assert.is(after(value, 'Wed, 21 Oct 2026 09:00:00 GMT'), 5_000)
  assert.is(after('Wed, 21 Oct 2026 07:28:05 GMT', 'yesterday'), 5_000)
  assert.is(after('2', 'Wed, 21 Oct 2026 09:00:00 GMT'), 2_000)
})

test('C04 what is past, below zero, absent or nonsense is no wait', () => {
  for (const value of ['0', '-1', '', 'soon', 'NaN', 'Tue, 20 Oct 2026 07:28:00 GMT']) {
    assert.is(after(value), 0, value)
  }
  assert.is(retryAfterMs(answer(), now), 0)
  assert.is(retryAfterMs(undefined, now), 0)
})

test.run()
