import { manualClock } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { drawLoop } from '../../src/dom/draw-loop'

const test = suite('draw loop')

/** A page whose frames come every 16 ms of a clock that a test moves. */
function bench(draw: () => boolean) {
  const clock = manualClock()
  const loop = drawLoop(
    {
      requestAnimationFrame: run => clock.setTimeout(run, 16),
      cancelAnimationFrame: clock.clearTimeout,
      setTimeout: clock.setTimeout,
      clearTimeout: clock.clearTimeout,
    },
    draw,
  )
  return { clock, loop }
}

test('draws once for all who ask before the next frame', async () => {
  let drawn = 0
  const { clock, loop } = bench(() => {
    drawn += 1
    return false
  })
  loop.ask()
  loop.ask()
  await clock.advance(1_000)
  assert.equal([drawn, clock.pending], [1, 0])
})

test('draws again by itself as long as something lasts', async () => {
  let left = 3
  const { clock, loop } = bench(() => {
    left -= 1
    return left > 0
  })
  loop.ask()
  await clock.advance(1_000)
  assert.equal([left, clock.pending], [0, 0])
})

test('leaves no frame and no timer behind, and draws no more', async () => {
  for (const stopsAfterMs of [0, 20]) {
    const { clock, loop } = bench(() => true)
    loop.ask()
    await clock.advance(stopsAfterMs)
    assert.is(clock.pending, 1)
    loop.stop()
    loop.ask()
    assert.is(clock.pending, 0)
  }
})

test.run()
