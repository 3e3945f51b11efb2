import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { drain } from '../../src/index'
import { type Ending, orderlyDelivery } from '../../src/node-wx/callbacks'
import { createGuard } from '../../src/node-wx/guard'
import type { CallbackManner } from '../../src/node-wx/misbehaviour-types'
import { misdelivery } from '../../src/node-wx/misdelivery'

const test = suite('misdelivery')

const GOOD = { ok: true, value: 'a' } as const
const BAD = { ok: false, value: 'b' } as const

async function called(
  manner: CallbackManner,
  ending: Ending<string, string>,
): Promise<{ atOnce: string[]; later: string[] }> {
  const guard = createGuard([])
  const log: string[] = []
  misdelivery(
    manner,
    orderlyDelivery(guard),
    guard,
  )(
    {
      success: value => log.push(`success ${value}`),
      fail: value => log.push(`fail ${value}`),
      complete: value => log.push(`complete ${value}`),
    },
    ending,
  )
  const atOnce = log.splice(0)
  await drain()
  return { atOnce, later: log }
}

test('calls all callbacks twice', async () => {
  const calls = ['success a', 'complete a', 'success a', 'complete a']
  assert.equal(await called('twice', GOOD), { atOnce: [], later: calls })
})

test('calls none', async () => {
  assert.equal(await called('never', BAD), { atOnce: [], later: [] })
})

test('calls them at once', async () => {
  const calls = ['fail b', 'complete b']
  assert.equal(await called('synchronous', BAD), { atOnce: calls, later: [] })
})

test('calls complete only', async () => {
  assert.equal((await called('only-complete', GOOD)).later, ['complete a'])
})

test('calls success and fail, the right one first', async () => {
  assert.equal((await called('success-and-fail', GOOD)).later, [
    'success a',
    'fail a',
    'complete a',
  ])
  assert.equal((await called('success-and-fail', BAD)).later, [
    'fail b',
    'success b',
    'complete b',
  ])
})

test('does without the callbacks that are not there', async () => {
  const swallowed: unknown[] = []
  const guard = createGuard(swallowed)
  const log: string[] = []
  for (const manner of ['twice', 'synchronous', 'only-complete', 'success-and-fail']) {
    const deliver = misdelivery(manner as CallbackManner, orderlyDelivery(guard), guard)
    deliver({}, GOOD)
    deliver({ fail: () => log.push(manner) }, BAD)
  }
  await drain()
  assert.equal(swallowed, [])
  assert.equal(log, ['synchronous', 'twice', 'twice', 'success-and-fail'])
})

test.run()
