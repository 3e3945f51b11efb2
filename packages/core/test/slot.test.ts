import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Slot } from '../src/slot'

const test = suite('slot')

test('G04 it is freed once', () => {
  let freed = 0
  const slot = new Slot(() => {
    freed += 1
  })
  slot.leave()
  slot.leave()
  assert.is(freed, 1)
})

test('K10 a gate that cannot free it disturbs nobody', () => {
  const slot = new Slot(() => {
    throw new Error('boom')
  })
  slot.leave()
  slot.leave()
})

test.run()
