import * as assert from 'uvu/assert'
import { pause } from '../src/pause'
import { countingSignal, quietClock, quietSuite, rejection, stateOf } from './helpers'

const test = quietSuite('pause')

test('K12 it ends when its time has passed, and listens no more', async () => {
  const clock = quietClock()
  const signal = countingSignal()
  const waiting = pause(100, clock, signal)
  await clock.advance(99)
  assert.is(await stateOf(waiting), 'pending')
  assert.is(signal.counts.listening, 1)
  await clock.advance(1)
  assert.is(await stateOf(waiting), 'resolved')
  assert.equal([signal.counts.listening, clock.pending], [0, 0])
})

test('K11 the signal ends it at once, with its reason, and the timer is gone', async () => {
  const clock = quietClock()
  const signal = countingSignal()
  const waiting = pause(100, clock, signal)
  const reason = new Error('left')
  signal.abort(reason)
  assert.is(clock.pending, 0)
  assert.is(await rejection<Error>(waiting), reason)
})

test('K11 where the signal has fired there is nothing to wait for', async () => {
  const clock = quietClock()
  const signal = countingSignal()
  signal.abort('gone')
  const waiting = pause(100, clock, signal)
  assert.is(clock.pending, 0)
  assert.is(await rejection<unknown>(waiting), 'gone')
})

test.run()
