import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { manualClock } from '../src/index'

const test = suite('manualClock')

test('stands still until it is moved', async () => {
  const clock = manualClock(1000)
  assert.is(clock.now(), 1000)
  await clock.advance(5)
  assert.is(clock.now(), 1005)
})

test('fires in order of due time, each at its own instant', async () => {
  const clock = manualClock()
  const log: Array<[string, number]> = []
  const note = (name: string) => () => {
    log.push([name, clock.now()])
  }
  clock.setTimeout(note('late'), 30)
  clock.setTimeout(note('early'), 10)
  clock.setTimeout(note('beyond'), 31)
  await clock.advance(30)
  assert.equal(log, [
    ['early', 10],
    ['late', 30],
  ])
  assert.is(clock.pending, 1)
})

test('fires a tie in order of arming', async () => {
  const clock = manualClock()
  const log: string[] = []
  clock.setTimeout(() => log.push('b'), 10)
  clock.setTimeout(() => log.push('a'), 5)
  clock.setTimeout(() => log.push('c'), 10)
  await clock.advance(10)
  assert.equal(log, ['a', 'b', 'c'])
})

test('fires a timer that another one arms within the window', async () => {
  const clock = manualClock()
  const at: number[] = []
  const again = (): void => {
    at.push(clock.now())
    clock.setTimeout(again, 10)
  }
  clock.setTimeout(again, 10)
  await clock.advance(35)
  assert.equal(at, [10, 20, 30])
  assert.is(clock.pending, 1)
  assert.is(clock.now(), 35)
})

test('fires a timer that a microtask arms before or between', async () => {
  const clock = manualClock()
  const log: Array<[string, number]> = []
  const armLater = (name: string): void => {
    Promise.resolve().then(() => clock.setTimeout(() => log.push([name, clock.now()]), 5))
  }
  armLater('before')
  clock.setTimeout(() => armLater('between'), 10)
  await clock.advance(20)
  assert.equal(log, [
    ['before', 5],
    ['between', 15],
  ])
})

test('runs the microtasks of one timer before the next timer', async () => {
  const clock = manualClock()
  const log: string[] = []
  clock.setTimeout(() => Promise.resolve().then(() => log.push('microtask')), 10)
  clock.setTimeout(() => log.push('timer'), 10)
  await clock.advance(10)
  assert.equal(log, ['microtask', 'timer'])
})

test('does not fire what was cleared, even by a timer of the same instant', async () => {
  const clock = manualClock()
  const log: string[] = []
  const first = clock.setTimeout(() => log.push('cleared'), 10)
  clock.clearTimeout(first)
  clock.setTimeout(() => clock.clearTimeout(second), 10)
  const second = clock.setTimeout(() => log.push('cleared late'), 10)
  clock.clearTimeout(undefined)
  await clock.advance(20)
  assert.equal(log, [])
  assert.is(clock.pending, 0)
})

test('counts armed timers only', async () => {
  const clock = manualClock()
  const first = clock.setTimeout(() => {}, 10)
  clock.setTimeout(() => {}, 20)
  assert.is(clock.pending, 2)
  clock.clearTimeout(first)
  assert.is(clock.pending, 1)
  await clock.advance(20)
  assert.is(clock.pending, 0)
})

test('fires timers of no or negative delay without moving', async () => {
  const clock = manualClock(7)
  const at: number[] = []
  clock.setTimeout(() => at.push(clock.now()))
  clock.setTimeout(() => at.push(clock.now()), -5)
  await clock.advance(0)
  assert.equal(at, [7, 7])
})

test('works with its functions taken off', async () => {
  const { setTimeout, now, advance } = manualClock()
  let firedAt = -1
  setTimeout(() => {
    firedAt = now()
  }, 3)
  await advance(3)
  assert.is(firedAt, 3)
})

test('rejects an advance whose timer throws, and one back in time', async () => {
  const clock = manualClock()
  clock.setTimeout(() => {
    throw new Error('timer')
  }, 1)
  const rejected = await clock.advance(1).catch(error => error)
  assert.is(rejected.message, 'timer')
  const back = await clock.advance(-1).catch(error => error)
  assert.instance(back, TypeError)
})

test.run()
