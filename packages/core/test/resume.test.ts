import { drain } from '@allium/testing'
import * as assert from 'uvu/assert'
import { createAbortController } from '../src/abort-controller'
import { type ResumeSource, shownWithin } from '../src/resume'
import { quietClock, quietSuite, stateOf } from './helpers'

const test = quietSuite('resume')

function app() {
  const listeners = new Set<Parameters<ResumeSource>[0]>()
  const source: ResumeSource = listener => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    source,
    listeners,
    tell(what: 'shown' | 'online') {
      for (const listener of [...listeners]) listener(what)
    },
  }
}

test('it waits for the app to be in front, and lets go of all', async () => {
  const clock = quietClock()
  const { source, listeners, tell } = app()
  const waiting = shownWithin(1_000, source, clock, createAbortController().signal)
  tell('online')
  assert.is(await stateOf(waiting), 'pending')
  tell('shown')
  await waiting
  assert.is(listeners.size, 0)
  assert.is(clock.pending, 0)
})

test('it waits no longer than it may', async () => {
  const clock = quietClock()
  const { source, listeners } = app()
  const waiting = shownWithin(1_000, source, clock, createAbortController().signal)
  await clock.advance(1_000)
  await waiting
  assert.is(listeners.size, 0)
})

test('an abort ends it at once, also one that was there before', async () => {
  const clock = quietClock()
  const { source, listeners } = app()
  for (const abortFirst of [false, true]) {
    const { signal, abort } = createAbortController()
    if (abortFirst) abort('left')
    const waiting = shownWithin(1_000, source, clock, signal)
    abort('left')
    await waiting.then(
      () => assert.unreachable(),
      reason => assert.is(reason, 'left'),
    )
  }
  await drain()
  assert.is(listeners.size, 0)
})

test('a source that calls back at once is heard', async () => {
  const clock = quietClock()
  const source: ResumeSource = listener => {
    listener('shown')
    return () => {}
  }
  await shownWithin(1_000, source, clock, createAbortController().signal)
})

test.run()
