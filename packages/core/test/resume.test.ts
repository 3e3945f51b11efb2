import { drain } from '@allium/testing'
import * as assert from 'uvu/assert'
import { createAbortController } from '../src/abort-controller'
import { Presence } from '../src/resume'
import { countingSignal, quietClock, quietSuite, rejection, stateOf } from './helpers'

const test = quietSuite('resume')

/** An app that the test hides and shows, and where it is by what it tells. */
function app() {
  let tell = (_: 'shown' | 'online') => {}
  let hide: (() => void) | undefined
  const presence = new Presence((listener, onHidden) => {
    tell = listener
    hide = onHidden
    return () => {}
  })
  const show = () => tell('shown')
  return { presence, show, online: () => tell('online'), hide: () => hide?.() }
}

const { signal } = createAbortController()

test('it knows where the app is, and how often it has come back', () => {
  const { presence, show, hide, online } = app()
  const now = () => [presence.isHidden, presence.returns]
  assert.equal(now(), [false, 0])
  hide()
  online()
  assert.equal(now(), [true, 0])
  show()
  assert.equal(now(), [false, 1])
})

test('all that wait for the app go when it is back, and leave no timer', async () => {
  const clock = quietClock()
  const { presence, show, online } = app()
  const both = Promise.all([
    presence.pause(1_000, true, clock, signal),
    presence.pause(2_000, true, clock, signal),
  ])
  online()
  assert.is(await stateOf(both), 'pending')
  show()
  await both
  assert.is(clock.pending, 0)
  show()
})

test('of a wait that is over nothing is left: no timer, no listener, nobody who waits', async () => {
  const clock = quietClock()
  let cleared = 0
  const counting = {
    ...clock,
    clearTimeout(timer: unknown) {
      cleared += 1
      clock.clearTimeout(timer)
    },
  }
  const signal = countingSignal()
  const { presence, show } = app()
  const waiting = presence.pause(1_000, true, counting, signal)
  show()
  await waiting
  show()
  assert.equal([cleared, signal.counts.listening], [1, 0])
})

test('a wait that no show ends is kept whole', async () => {
  const clock = quietClock()
  const { presence, show } = app()
  const waiting = presence.pause(1_000, false, clock, signal)
  show()
  await clock.advance(999)
  assert.is(await stateOf(waiting), 'pending')
  await clock.advance(1)
  await waiting
})

test('it waits no longer than it may; while the app is hidden, until it is not', async () => {
  const clock = quietClock()
  const { presence, show, hide } = app()
  const inFront = presence.pause(1_000, true, clock, signal)
  await clock.advance(1_000)
  await inFront
  hide()
  const hidden = [true, false].map(ends => presence.pause(0, ends, clock, signal))
  await clock.advance(1_000_000)
  for (const waiting of hidden) assert.is(await stateOf(waiting), 'pending')
  show()
  await Promise.all(hidden)
})

test('an abort ends it at once, also one that was there before', async () => {
  const clock = quietClock()
  const { presence, show, hide } = app()
  for (const state of ['in front', 'hidden', 'aborted']) {
    const { signal, abort } = createAbortController()
    if (state === 'aborted') abort('left')
    if (state === 'hidden') hide()
    const waiting = presence.pause(1_000, true, clock, signal)
    if (state === 'hidden') await clock.advance(1_000)
    abort('left')
    assert.is(await rejection(waiting), 'left')
    show()
  }
  await drain()
})

test.run()
