import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { platformTimers } from '../../src/node-wx/timers'

const test = suite('platformTimers')

test('keep no process alive', () => {
  const timer = platformTimers.setTimeout(() => {}, 60_000) as NodeJS.Timeout
  assert.is(timer.hasRef(), false)
  platformTimers.clearTimeout(timer)
})

test('fire, unless they are cleared', async () => {
  const log: string[] = []
  const cleared = platformTimers.setTimeout(() => log.push('cleared'), 1)
  platformTimers.setTimeout(() => log.push('fired'), 1)
  platformTimers.clearTimeout(cleared)
  await new Promise(resolve => setTimeout(resolve, 20))
  assert.equal(log, ['fired'])
})

test.run()
