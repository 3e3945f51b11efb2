import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { manualClock } from '../../src/index'
import { checkOptions } from '../../src/node-wx/check-options'

const test = suite('checkOptions')

function messageOf(options: object): string {
  try {
    checkOptions(options)
  } catch (error) {
    return error instanceof TypeError ? error.message : `no TypeError: ${error}`
  }
  return 'no error'
}

test('accepts right, missing and undefined options', () => {
  assert.is(messageOf({}), 'no error')
  assert.is(messageOf({ concurrency: undefined, now: undefined }), 'no error')
  const clock = manualClock()
  const all = { concurrency: 1, now: clock.now, timers: clock, baseLibrary: '2.0.0' }
  assert.is(messageOf(all), 'no error')
})

test('names the option that is wrong', () => {
  for (const concurrency of [0, 1.5, -1, '10', null, Number.POSITIVE_INFINITY]) {
    assert.is(
      messageOf({ concurrency }),
      '[createNodeWx] concurrency must be a whole number of at least 1',
    )
  }
  assert.match(messageOf({ now: 5 }), /^\[createNodeWx] now must be a function/)
  assert.match(messageOf({ timers: null }), /^\[createNodeWx] timers must have/)
  assert.match(messageOf({ timers: { setTimeout } }), /^\[createNodeWx] timers must have/)
  assert.match(messageOf({ baseLibrary: '3' }), /^\[createNodeWx] baseLibrary must be/)
})

test('names the option that does not exist', () => {
  assert.is(
    messageOf({ concurency: 1 }),
    '[createNodeWx] unknown option concurency; there are: concurrency, now, timers, baseLibrary',
  )
})

test.run()
