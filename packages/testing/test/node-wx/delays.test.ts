import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { drain, manualClock } from '../../src/index'
import { createDelays } from '../../src/node-wx/delays'

const test = suite('createDelays')

test('do things in the next turn, or when their time has come', async () => {
  const clock = manualClock()
  const { after } = createDelays(clock)
  const log: string[] = []
  after(0, () => log.push('next turn'))
  after(100, () => log.push('after 100'))
  assert.equal(log, [])
  await drain()
  assert.equal(log, ['next turn'])
  await clock.advance(99)
  assert.is(log.length, 1)
  await clock.advance(1)
  assert.equal(log, ['next turn', 'after 100'])
})

test('forget everything when disposed of', async () => {
  const clock = manualClock()
  const { after, dispose } = createDelays(clock)
  const log: string[] = []
  after(0, () => log.push('next turn'))
  after(100, () => log.push('after 100'))
  dispose()
  assert.is(clock.pending, 0)
  await drain()
  assert.equal(log, [])
})

test.run()
