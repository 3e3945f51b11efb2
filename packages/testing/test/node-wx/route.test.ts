import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readRoute } from '../../src/node-wx/route'

const test = suite('readRoute')

test('reads paths from the root and from the page in front', () => {
  const from = 'pages/list/list'
  assert.equal(
    ['/pages/a/a', 'detail', './detail', '../a/a', '../../sub/b'].map(
      url => readRoute(url, from).path,
    ),
    ['pages/a/a', 'pages/list/detail', 'pages/list/detail', 'pages/a/a', 'sub/b'],
  )
  assert.is(readRoute('pages/a/a').path, 'pages/a/a')
})

test('reads the query, and decodes nothing', () => {
  assert.equal(readRoute('/a?id=1&name=%E6%9E%97&back=/b?c=d&flag&=').query, {
    id: '1',
    name: '%E6%9E%97',
    back: '/b?c=d',
    flag: '',
    '': '',
  })
  assert.equal(readRoute('/a?').query, {})
})

test.run()
