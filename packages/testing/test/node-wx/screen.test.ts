import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { manualClock } from '../../src/index'
import { createScreen } from '../../src/node-wx/screen'

const test = suite('createScreen')

function opened() {
  const clock = manualClock(5000)
  const screen = createScreen(clock.now, clock)
  return { clock, screen, ...screen.control }
}

test('records each call with its time and what was given', async () => {
  const { clock, screen, timeline } = opened()
  screen.show('loading', { title: 'Loading', mask: true })
  await clock.advance(40)
  screen.hide('loading', false, true)
  screen.show('toast', { title: 'Saved', icon: 'none', duration: 10 })
  screen.hide('toast', true, undefined)
  assert.equal(timeline, [
    { at: 0, event: 'showLoading', title: 'Loading', mask: true },
    { at: 40, event: 'hideLoading', noConflict: true },
    { at: 40, event: 'showToast', title: 'Saved', icon: 'none', duration: 10 },
    { at: 40, event: 'hideToast' },
  ])
})

test('shows one thing at a time', () => {
  const { screen } = opened()
  assert.is(screen.control.visible, undefined)
  screen.show('loading', { title: 'one' })
  assert.equal(screen.control.visible, { kind: 'loading', title: 'one' })
  screen.show('toast', { title: 'two' })
  assert.equal(screen.control.visible, { kind: 'toast', title: 'two' })
  screen.show('loading', { title: 'three' })
  assert.equal(screen.control.visible, { kind: 'loading', title: 'three' })
})

test('hides either kind with either call', () => {
  const { screen } = opened()
  screen.show('toast', { title: 'error' })
  assert.is(screen.hide('loading', true, undefined), true)
  assert.is(screen.control.visible, undefined)
  screen.show('loading', { title: 'wait' })
  assert.is(screen.hide('toast', true, undefined), true)
  assert.is(screen.control.visible, undefined)
})

test('leaves the other kind alone where the call is for one kind', () => {
  const { screen } = opened()
  screen.show('toast', { title: 'error' })
  assert.is(screen.hide('loading', false, true), false)
  assert.equal(screen.control.visible, { kind: 'toast', title: 'error' })
  assert.is(screen.hide('toast', false, true), true)
  assert.is(screen.control.visible, undefined)
})

test('finds nothing to hide on an empty screen', () => {
  const { screen } = opened()
  assert.is(screen.hide('loading', true, undefined), false)
})

test('takes a toast away after its time, a loading never', async () => {
  const { clock, screen, timeline } = opened()
  screen.show('toast', { title: 'short', duration: 300 })
  await clock.advance(299)
  assert.is(screen.control.visible?.title, 'short')
  await clock.advance(1)
  assert.is(screen.control.visible, undefined)
  screen.show('toast', { title: 'usual' })
  await clock.advance(1499)
  assert.is(screen.control.visible?.title, 'usual')
  await clock.advance(1)
  screen.show('loading', { title: 'wait' })
  await clock.advance(60_000)
  assert.is(screen.control.visible?.title, 'wait')
  assert.equal(
    timeline.filter(({ event }) => event === 'toastExpired'),
    [
      { at: 300, event: 'toastExpired', title: 'short' },
      { at: 1800, event: 'toastExpired', title: 'usual' },
    ],
  )
})

test('forgets the time of a toast that is replaced, hidden or disposed of', async () => {
  const { clock, screen, timeline } = opened()
  screen.show('toast', { title: 'replaced' })
  screen.show('loading', { title: 'wait' })
  assert.is(clock.pending, 0)
  screen.show('toast', { title: 'hidden' })
  screen.hide('toast', true, undefined)
  assert.is(clock.pending, 0)
  screen.show('toast', { title: 'disposed of' })
  screen.dispose()
  assert.is(clock.pending, 0)
  await clock.advance(2000)
  assert.equal(
    timeline.map(({ event }) => event),
    ['showToast', 'showLoading', 'showToast', 'hideToast', 'showToast'],
  )
})

test('notes a toast whose title is too long, and no loading', () => {
  const { screen, timeline } = opened()
  const title = '一二三四五六七八'
  screen.show('toast', { title })
  screen.show('toast', { title, icon: 'none' })
  screen.show('loading', { title })
  assert.equal(timeline, [
    { at: 0, event: 'showToast', title, truncated: true },
    { at: 0, event: 'showToast', title, icon: 'none' },
    { at: 0, event: 'showLoading', title },
  ])
})

test.run()
