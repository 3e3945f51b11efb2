import { manualClock } from '@allium/testing'
import * as assert from 'uvu/assert'
import { type HeldRequests, heldRequests } from '../src/held-requests'
import { bench, contract, drain } from './bench'

const test = contract('held-requests')

const request = { method: 'GET', url: 'https://api.test/a' }

/** Each way out of the queue. */
const exits: ReadonlyArray<
  [string, (held: HeldRequests, clock: ReturnType<typeof manualClock>) => unknown]
> = [
  ['a release', held => held.release()],
  ['a failure', held => held.giveUp('refresh-transient')],
  ['the limit', (_, clock) => clock.advance(10_000)],
]

for (const [name, leave] of exits) {
  test(`G06 ${name} lets go of timer and signal`, async () => {
    const t = bench()
    const clock = manualClock()
    const held = heldRequests(clock, 10, 10_000)
    const signals = [t.signal(), t.signal()]
    const ends = signals.map(signal =>
      held.park({ request, attempt: 1, signal }).then(
        () => 'released',
        error => error.code,
      ),
    )
    assert.is(clock.pending, 1)
    await leave(held, clock)
    assert.is(new Set(await Promise.all(ends)).size, 1)
    assert.equal(
      signals.map(({ listening }) => listening),
      [0, 0],
    )
    assert.is(clock.pending, 0)
    // Nobody is told twice.
    held.release()
    held.giveUp('expired')
  })
}

test('G01 an abort takes one out, and the last takes the timer along', async () => {
  const t = bench()
  const clock = manualClock()
  const held = heldRequests(clock, 10, 10_000)
  const signals = [t.signal(), t.signal()]
  const ends = signals.map(signal =>
    held.park({ request, attempt: 1, signal }).catch(reason => reason),
  )
  signals[0]?.abort('first')
  await drain()
  assert.is(clock.pending, 1)
  signals[1]?.abort('second')
  assert.equal(await Promise.all(ends), ['first', 'second'])
  assert.is(clock.pending, 0)
  assert.is(
    await held.park({ request, attempt: 1, signal: signals[0] as never }).catch(String),
    'first',
  )
  assert.is(clock.pending, 0)
})

test('G06 who waits for something else counts, too, and is let go when that is over', async () => {
  const clock = manualClock()
  const held = heldRequests(clock, 1, 10_000)
  let finish = () => {}
  const over = new Promise<void>(resolve => {
    finish = resolve
  })
  const first = held.park({ request, attempt: 1 }, over)
  const full = held.park({ request, attempt: 1 }, over).catch(error => error.code)
  assert.is(await full, 'too-many-held')
  finish()
  await first
  assert.equal([held.size(), clock.pending], [0, 0])
})

test('G06 G01 who could not be parked lets nobody else go', async () => {
  const clock = manualClock()
  const held = heldRequests(clock, 1, 10_000)
  const first = held.park({ request, attempt: 1 })
  const refused = held.park({ request, attempt: 1 }, Promise.resolve())
  assert.is(await refused.catch(error => error.code), 'too-many-held')
  await drain()
  assert.is(held.size(), 1)
  held.release()
  await first
  const signal = bench().signal()
  signal.abort('gone')
  const gone = held.park({ request, attempt: 1, signal }, Promise.resolve())
  assert.is(await gone.catch(String), 'gone')
})

test.run()
