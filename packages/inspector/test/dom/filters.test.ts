import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { filtered, type RowFilter } from '../../src/dom/filters'
import { row } from '../helpers'

const test = suite('filters')

const rows = [
  row({ key: 'plain' }),
  row({ key: 'held', id: 2, spans: [{ kind: 'held', from: 0, to: 1 }] }),
  row({ key: 'again', id: 3, path: '/Orders', method: 'POST', replays: 1 }),
  row({ key: 'retried', id: 4, retries: 1 }),
  row({ key: 'failed', id: 5, state: 'failed' }),
  row({ key: 'refresh', kind: 'refresh', path: '/refresh' }),
]

const keys = (filter: RowFilter, text = '') =>
  filtered(rows, filter, text).map(({ key }) => key)

test('each filter has its rows', () => {
  assert.is(keys('all').length, 6)
  assert.equal(keys('held'), ['held'])
  assert.equal(keys('replayed'), ['again', 'retried'])
  assert.equal(keys('failed'), ['failed'])
  assert.equal(keys('refreshes'), ['refresh'])
})

test('a text is looked for in method, path and number, in any letter case', () => {
  assert.equal(keys('all', ' post /ord '), ['again'])
  assert.equal(keys('all', '#5'), ['failed'])
  assert.equal(keys('failed', 'orders'), [])
})

test.run()
