import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { manualClock } from '../../src/index'
import { createPlace } from '../../src/node-wx/screen-place'

const test = suite('createPlace')

test('holds one thing, for its time', async () => {
  const clock = manualClock()
  const gone: string[] = []
  const place = createPlace(clock, ({ title }) => gone.push(`${title} ${clock.now()}`))
  place.put({ kind: 'toast', title: 'a' }, 100)
  await clock.advance(60)
  place.put({ kind: 'toast', title: 'b' }, 100)
  await clock.advance(99)
  assert.equal(place.visible(), { kind: 'toast', title: 'b' })
  await clock.advance(1)
  assert.is(place.visible(), undefined)
  place.put({ kind: 'loading', title: 'c' })
  await clock.advance(10_000)
  assert.equal(place.visible(), { kind: 'loading', title: 'c' })
  assert.equal(gone, ['b 160'])
})

test('is empty when it tells what has gone', async () => {
  const clock = manualClock()
  let seen: unknown = 'not told'
  const place = createPlace(clock, () => {
    seen = place.visible()
  })
  place.put({ kind: 'toast', title: 'a' }, 5)
  await clock.advance(5)
  assert.is(seen, undefined)
})

test.run()
