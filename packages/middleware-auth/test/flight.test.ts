import { manualClock } from '@allium/testing'
import * as assert from 'uvu/assert'
import { startFlight } from '../src/flight'
import { contract, drain } from './bench'

const test = contract('flight')

const send = () => new Promise<never>(() => {})

test('C06 a flight that is given up at once never begins, and leaves no timer', async () => {
  const clock = manualClock()
  let begun = 0
  const task = async () => {
    begun += 1
  }
  const flight = startFlight(task, send, { clock, limitMs: 1_000 })
  const ended = flight.landed.then(
    () => 'landed',
    () => 'given up',
  )
  flight.abort()
  assert.is(await ended, 'given up')
  await drain()
  assert.equal([begun, clock.pending], [0, 0])
})

test.run()
