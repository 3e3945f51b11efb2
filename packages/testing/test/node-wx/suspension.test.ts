import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { manualClock } from '../../src/index'
import { createSuspension } from '../../src/node-wx/suspension'

const test = suite('createSuspension')

function opened() {
  const clock = manualClock()
  const log: string[] = []
  return { clock, log, app: createSuspension(clock, () => log.push('suspended')) }
}

test('suspends after five seconds in the background', async () => {
  const { app, clock, log } = opened()
  assert.is(app.presence, 'foreground')
  app.hide()
  await clock.advance(4999)
  assert.equal([app.presence, log], ['background', []])
  await clock.advance(1)
  assert.equal([app.presence, log], ['suspended', ['suspended']])
  app.show()
  assert.is(app.presence, 'foreground')
})

test('suspends nothing that comes back in time', async () => {
  const { app, clock, log } = opened()
  app.hide()
  await clock.advance(4000)
  app.show()
  assert.is(clock.pending, 0)
  app.hide()
  await clock.advance(4000)
  assert.equal(log, [])
  await clock.advance(1000)
  assert.equal(log, ['suspended'])
})

test('counts from the first hide', async () => {
  const { app, clock, log } = opened()
  app.hide()
  await clock.advance(3000)
  app.hide()
  await clock.advance(2000)
  assert.equal([log, clock.pending], [['suspended'], 0])
})

test.run()
