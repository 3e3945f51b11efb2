import { drain } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { tell } from '../src/progress'
import { quiet } from './helpers'

const test = suite('tell')
test.after.each(quiet)

test('T03 the caller’s code does not run inside the host’s', async () => {
  const log: unknown[] = []
  tell(progress => log.push(progress), { loaded: 1, total: 2 })
  log.push('host')
  await drain()
  assert.equal(log, ['host', { loaded: 1, total: 2 }])
})

test('T03 what it throws, now or later, is dropped', async () => {
  const fault = new Error('the bar is gone')
  await tell(
    () => {
      throw fault
    },
    { loaded: 0, total: 0 },
  )
  await tell(() => Promise.reject(fault), { loaded: 0, total: 0 })
  await tell(undefined, { loaded: 0, total: 0 })
})

test.run()
