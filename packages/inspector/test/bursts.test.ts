import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { burstsOf } from '../src/bursts'
import { row } from './helpers'

const test = suite('bursts')

const at = (key: string, startedAt: number, endedAt: number) =>
  row({ key, startedAt, endedAt })

test('cuts where nothing was under way for long enough', () => {
  const rows = [
    at('a', 0, 500),
    at('b', 100, 200),
    at('c', 1_500, 1_600),
    at('d', 2_601, 2_700),
  ]
  assert.equal(
    burstsOf(rows).map(({ key, from, to, rows: own }) => [key, from, to, own.length]),
    [
      ['a', 0, 1_600, 3],
      ['d', 2_601, 2_700, 1],
    ],
  )
})

test('does not end as long as something lasts', () => {
  const { endedAt: _, ...open } = at('a', 0, 0)
  const bursts = burstsOf([open, at('b', 90_000, 90_001)])
  assert.equal([bursts.length, bursts[0]?.to], [1, undefined])
})

test('puts refreshes first, and leaves the rest in its order', () => {
  const refresh = row({ key: 'r', kind: 'refresh', startedAt: 5 })
  const [burst] = burstsOf([at('a', 0, 9), at('b', 1, 9), refresh, at('c', 6, 9)])
  assert.equal(
    burst?.rows.map(({ key }) => key),
    ['r', 'a', 'b', 'c'],
  )
})

test('has none where there is nothing', () => {
  assert.equal(burstsOf([]), [])
})

test.run()
