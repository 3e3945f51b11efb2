import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { until } from '../src/until'

const test = suite('until')

test('waits for something to come true', async () => {
  let looks = 0
  await until(() => {
    looks += 1
    return looks === 3
  })
  assert.is(looks, 3)
})

test('gives up after a while', async () => {
  let looks = 0
  await until(() => {
    looks += 1
    return false
  }, 15)
  assert.ok(looks >= 1 && looks <= 3, `${looks}`)
})

test.run()
