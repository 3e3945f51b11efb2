import * as assert from 'uvu/assert'
import { Span } from '../src/span'
import { quietClock, quietSuite } from './helpers'

const test = quietSuite('span')

/** A span on a clock that stands still, and the instants at which it called back. */
function bench() {
  const clock = quietClock()
  const ends: number[] = []
  const span = new Span(clock, () => ends.push(clock.now()))
  return { clock, ends, span }
}

test('L01 it runs for its time and calls back once', async () => {
  const { clock, ends, span } = bench()
  assert.is(span.runs, false)
  span.start(100)
  assert.is(span.runs, true)
  await clock.advance(99)
  assert.is(span.runs, true)
  await clock.advance(1)
  assert.is(span.runs, false)
  await clock.advance(1_000)
  assert.equal(ends, [100])
})

test('L01 one of 0 ms is over at once, arms nothing, and calls nobody back', async () => {
  const { clock, ends, span } = bench()
  span.start(0)
  assert.is(span.runs, false)
  assert.is(clock.pending, 0)
  await clock.advance(1_000)
  assert.equal(ends, [])
})

test('L01 one of 0 ms ends the one before', async () => {
  const { clock, ends, span } = bench()
  span.start(100)
  span.start(0)
  assert.is(span.runs, false)
  await clock.advance(1_000)
  assert.equal(ends, [])
})

test('L01 begun anew it is over so long after that, and a busy time has one timer', async () => {
  const { clock, ends, span } = bench()
  let armed = 0
  const { setTimeout } = clock
  clock.setTimeout = (run, ms) => {
    armed += 1
    return setTimeout(run, ms)
  }
  for (let i = 0; i < 9; i += 1) {
    span.start(100)
    await clock.advance(10)
  }
  assert.is(armed, 1)
  await clock.advance(89)
  assert.equal([ends, span.runs], [[], true])
  await clock.advance(1)
  assert.equal([ends, span.runs, armed], [[180], false, 2])
})

test('L01 a clock that is turned back keeps it running for no more than all of it', async () => {
  const { clock, ends } = bench()
  let turned = 0
  const now = () => clock.now() - turned
  const span = new Span({ ...clock, now }, () => ends.push(clock.now()))
  span.start(100)
  await clock.advance(50)
  span.start(100)
  turned = 3_600_000
  await clock.advance(1_000)
  assert.equal(ends, [200])
})

test('L01 begun anew and late, it is over at once', async () => {
  const { clock, ends } = bench()
  let jump = 0
  const late = { ...clock, now: () => clock.now() + jump }
  const span = new Span(late, () => ends.push(clock.now()))
  span.start(100)
  await clock.advance(50)
  span.start(100)
  jump = 1_000
  await clock.advance(50)
  assert.equal(ends, [100])
})

test('L01 it is over when it calls back, and may begin anew there', async () => {
  const clock = quietClock()
  const seen: Array<[at: number, runs: boolean]> = []
  const span = new Span(clock, () => {
    seen.push([clock.now(), span.runs])
    if (seen.length < 3) span.start(10)
  })
  span.start(10)
  await clock.advance(1_000)
  assert.equal(seen, [
    [10, false],
    [20, false],
    [30, false],
  ])
})

test('L01 begun anew, it runs from then on, with one timer', async () => {
  const { clock, ends, span } = bench()
  span.start(100)
  await clock.advance(60)
  span.start(100)
  assert.is(clock.pending, 1)
  await clock.advance(1_000)
  assert.equal(ends, [160])
})

test('L01 stopped, it calls nobody back and leaves no timer; twice is no harm', async () => {
  const { clock, ends, span } = bench()
  span.stop()
  span.start(100)
  span.stop()
  span.stop()
  assert.is(span.runs, false)
  assert.is(clock.pending, 0)
  await clock.advance(1_000)
  assert.equal(ends, [])
})

test('R01 where nothing can be cleared, a stopped one changes nothing', async () => {
  // JavaScriptCore’s shell has `setTimeout` and no `clearTimeout`.
  const clock = quietClock()
  const ends: number[] = []
  const uncleared = { ...clock, setTimeout: clock.setTimeout, clearTimeout() {} }
  const span = new Span(uncleared, () => ends.push(clock.now()))
  span.start(100)
  await clock.advance(50)
  span.start(100)
  await clock.advance(60)
  assert.is(span.runs, true)
  await clock.advance(40)
  assert.equal(ends, [150])
  span.start(10)
  span.stop()
  await clock.advance(10)
  assert.equal(ends, [150])
})

test.run()
