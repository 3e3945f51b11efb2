import type { Layer } from '@allium/core'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { engineIn } from './bench'
import { growthOf } from './soak/heap'
import { soak } from './soak/soak'
import type { World } from './soak/world'

const test = suite('the soak')

/** Of so few requests, the engine's own warming up is a good part. */
const MOST_BYTES = 500

const seed = 5

test('K10 G03 nothing is left of thousands of requests that fail at random, nor kept of them', async () => {
  const requests = 3_000
  const { started, ends, left, refreshes, logouts, heaps } = await soak({
    requests,
    seed,
  })
  assert.equal(left, {})
  const settled = Object.values(ends).reduce((sum, count) => sum + count, 0)
  assert.is(settled, started)
  for (const end of [
    'ok',
    'status',
    'aborted',
    'timeout',
    'network',
    'session-changed',
  ]) {
    assert.ok((ends[end] ?? 0) > 5, `${ends[end]} ended with ${end}`)
  }
  assert.ok(refreshes > 5 && logouts > 2, `${refreshes} refreshes, ${logouts} logouts`)
  const growth = growthOf(heaps, requests)
  assert.ok(growth < MOST_BYTES, `the heap grew by ${growth} B per request`)
})

test('a request that is kept is seen in the heap', async () => {
  const kept: unknown[] = []
  const keeping: Layer = (ctx, next) => {
    // With an answer of some size: other tests of this process leave garbage behind.
    kept.push(
      ctx,
      Array.from({ length: 4_000 }, () => ctx.id),
    )
    return next()
  }
  const { left, heaps } = await soak({ requests: 1_000, seed, outside: [keeping] })
  assert.equal(left, {})
  const growth = growthOf(heaps, 1_000)
  assert.ok(growth > 2 * MOST_BYTES, `the heap grew by ${growth} B per request`)
  kept.length = 0
})

const plants: Readonly<Record<string, (world: World) => void>> = {
  pending({ session }) {
    const { held } = engineIn(session)
    const { join } = held
    let waited = 0
    held.join = (each, tell, over) => {
      waited += 1
      // One of ten is forgotten.
      join(each, waited % 10 === 0 ? () => {} : tell, over)
    }
  },
  timers({ clock, session }) {
    session.on('refresh', () => clock.setTimeout(() => {}, 2 ** 31))
  },
}

for (const [name, plant] of Object.entries(plants)) {
  test(`what is left of ${name} is told`, async () => {
    const { left } = await soak({ requests: 300, seed, plant })
    assert.ok((left[name] ?? 0) > 0, `left: ${JSON.stringify(left)}`)
  })
}

test('a listener that stays on a signal is told', async () => {
  const listening: Layer = (ctx, next) => {
    ctx.options.signal?.addEventListener('abort', () => {})
    return next()
  }
  const { left } = await soak({ requests: 300, seed, outside: [listening] })
  assert.ok((left.listeners ?? 0) > 0)
})

test.run()
