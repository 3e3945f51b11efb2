import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createGuard } from '../../src/node-wx/guard'
import { createLifecycle } from '../../src/node-wx/lifecycle'

const test = suite('createLifecycle')

test('calls a function on its owner, and records that it did', () => {
  let now = 100
  const { run, timeline } = createLifecycle(() => now, createGuard([]))
  const log: unknown[] = []
  const self = {
    onLoad(query: unknown) {
      log.push(this === self, query)
    },
  }
  now = 105
  run({ route: 'pages/a', self }, 'onLoad', { id: '1' })
  run({ route: 'pages/a', self }, 'onShow')
  assert.equal(log, [true, { id: '1' }])
  assert.equal(timeline, [
    { at: 5, route: 'pages/a', event: 'onLoad', query: { id: '1' } },
    { at: 5, route: 'pages/a', event: 'onShow' },
  ])
})

test('swallows what a function throws', () => {
  const swallowed: unknown[] = []
  const { run, timeline } = createLifecycle(() => 0, createGuard(swallowed))
  const error = new Error('in onShow')
  const self = {
    onShow: () => {
      throw error
    },
  }
  run({ route: 'app', self }, 'onShow')
  assert.is(swallowed[0], error)
  assert.is(timeline.length, 1)
})

test.run()
