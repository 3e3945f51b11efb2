import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { canTime, hostClock } from '../src/index'
import { quietClock } from './helpers'

const test = suite('clock')

test('R01 a clock that is given can time; the host’s can where the host has timers', () => {
  const { setTimeout, clearTimeout } = globalThis
  assert.is(canTime(hostClock), true)
  Object.assign(globalThis, { setTimeout: undefined, clearTimeout: undefined })
  try {
    assert.is(canTime(hostClock), false)
    assert.is(canTime(quietClock()), true)
    assert.is(
      hostClock.setTimeout(() => {}, 1),
      undefined,
    )
    hostClock.clearTimeout(undefined)
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout })
  }
})

test('the host’s clock tells the host’s time', () => {
  const before = Date.now()
  const now = hostClock.now()
  assert.ok(before <= now && now <= Date.now())
})

test.run()
