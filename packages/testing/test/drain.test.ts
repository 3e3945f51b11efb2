import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { drain } from '../src/index'

const test = suite('drain')

test('runs microtasks that queue microtasks', async () => {
  let depth = 0
  const deeper = async (): Promise<void> => {
    while (depth < 1000) {
      await undefined
      depth += 1
    }
  }
  deeper()
  await drain()
  assert.is(depth, 1000)
})

test('runs what waits for a turn of its own', async () => {
  const log: string[] = []
  setImmediate(() => {
    log.push('turn')
    Promise.resolve().then(() => log.push('microtask'))
    setImmediate(() => log.push('second turn'))
  })
  await drain()
  assert.equal(log, ['turn', 'microtask', 'second turn'])
})

test.run()
