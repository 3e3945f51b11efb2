import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { drain } from '../../src/index'
import { createGuard } from '../../src/node-wx/guard'
import { openPage } from '../../src/node-wx/page-instance'

const test = suite('openPage')

const ROUTE = { path: 'pages/a/a', query: { id: '1' } }
const guard = createGuard([])

test('gives each page its own data and members', () => {
  const options = { data: { list: ['a'] }, seen: ['b'], read: () => 'c' }
  const one = openPage(options, ROUTE, guard).self
  const two = openPage(options, ROUTE, guard).self
  one.setData({ 'list[0]': 'changed' })
  ;(one.seen as string[]).push('changed')
  assert.equal([two.data, two.seen, options.data], [{ list: ['a'] }, ['b'], two.data])
  assert.is(one.read, options.read)
  assert.equal([one.route, one.is, one.options], ['pages/a/a', 'pages/a/a', { id: '1' }])
})

test('sets data at once, and calls back on the page in a later turn', async () => {
  const { self } = openPage({}, ROUTE, guard)
  const log: unknown[] = []
  self.setData({ name: 'Lin' }, function (this: unknown) {
    log.push(this === self)
  } as () => void)
  assert.equal([self.data, log], [{ name: 'Lin' }, []])
  await drain()
  assert.equal(log, [true])
})

test('takes no data once it is unloaded', async () => {
  const page = openPage({ data: { name: 'a' } }, ROUTE, guard)
  page.state = 'unloaded'
  const log: string[] = []
  page.self.setData({ name: 'late' }, () => log.push('called'))
  await drain()
  assert.equal([page.self.data, log], [{ name: 'a' }, []])
})

test.run()
