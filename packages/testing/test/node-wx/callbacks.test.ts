import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { drain } from '../../src/index'
import {
  type Callbacks,
  callbacksOf,
  hasCallbacks,
  orderlyDelivery,
} from '../../src/node-wx/callbacks'
import { createGuard } from '../../src/node-wx/guard'

const test = suite('callbacks')

function recorded(log: string[]): Required<Callbacks<string, string>> {
  return {
    success: value => log.push(`success ${value}`),
    fail: value => log.push(`fail ${value}`),
    complete: value => log.push(`complete ${value}`),
  }
}

test('success comes before complete, both in a later turn', async () => {
  const log: string[] = []
  orderlyDelivery(createGuard([]))(recorded(log), { ok: true, value: 'a' })
  await Promise.resolve()
  assert.equal(log, [])
  await drain()
  assert.equal(log, ['success a', 'complete a'])
})

test('fail comes before complete', async () => {
  const log: string[] = []
  orderlyDelivery(createGuard([]))(recorded(log), { ok: false, value: 'b' })
  await drain()
  assert.equal(log, ['fail b', 'complete b'])
})

test('complete comes even if success throws', async () => {
  const log: string[] = []
  const swallowed: unknown[] = []
  const error = new Error('in success')
  const callbacks: Callbacks<string, string> = {
    ...recorded(log),
    success: () => {
      throw error
    },
  }
  orderlyDelivery(createGuard(swallowed))(callbacks, { ok: true, value: 'a' })
  await drain()
  assert.equal(log, ['complete a'])
  assert.is(swallowed[0], error)
})

test('are copied out of the options', () => {
  const options = recorded([])
  const { success } = options
  const copy = callbacksOf(options)
  options.success = () => {}
  assert.is(copy.success, success)
  assert.equal(Object.keys(callbacksOf({ complete: () => {} })), ['complete'])
})

test('are found if there is any', () => {
  assert.equal(
    [{}, { success: undefined }, { fail: () => {} }, { complete: () => {} }].map(
      hasCallbacks,
    ),
    [false, false, true, true],
  )
})

test.run()
