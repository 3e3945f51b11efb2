import { createAbortController } from '@allium/core'
import { drain, type ManualClock, manualClock } from '@allium/testing'
import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { StorageArea } from '../src/index'
import { takeLease } from '../src/web-lease'
import { quiet, rejection, stateOf } from './helpers'

const test = suite('takeLease')
test.after.each(quiet)

const KEY = 'session lock'

/** As long as a tab waits before a lease is its own, in ms. */
const SETTLE_MS = 100

/** A storage as two tabs see it: what one writes, the other sees so many ms later. */
function tabsOf(
  clock: ManualClock,
  seenAfterMs = 0,
): readonly [StorageArea, StorageArea] {
  let writes = 0
  const views = [new Map<string, string>(), new Map<string, string>()] as const
  const last = [0, 0]
  const tab = (own: 0 | 1): StorageArea => {
    const write = (key: string, value: string | undefined) => {
      writes += 1
      const order = writes
      const put = (at: 0 | 1) => {
        if (order < (last[at] as number)) return
        last[at] = order
        if (value === undefined) views[at].delete(key)
        else views[at].set(key, value)
      }
      put(own)
      if (seenAfterMs === 0) put(own === 0 ? 1 : 0)
      else clock.setTimeout(() => put(own === 0 ? 1 : 0), seenAfterMs)
    }
    return {
      getItem: key => views[own].get(key) ?? null,
      setItem: write,
      removeItem: key => write(key, undefined),
    }
  }
  return [tab(0), tab(1)]
}

const free = () => createAbortController().signal

test('J01 a lease is had after a while, and leaves nothing behind', async () => {
  const clock = manualClock()
  const [area] = tabsOf(clock)
  const taking = takeLease(area, KEY, clock, free())
  await clock.advance(SETTLE_MS - 1)
  assert.is(await stateOf(taking), 'pending')
  await clock.advance(1)
  const release = await taking
  assert.match(area.getItem(KEY) as string, /^0\.\d+ 15000$/)
  release()
  release()
  assert.equal([area.getItem(KEY), clock.pending], [null, 0])
})

test('J01 one tab has it at a time, the next when it is let go of', async () => {
  const clock = manualClock()
  const [one, other] = tabsOf(clock)
  const taking = takeLease(one, KEY, clock, free())
  await clock.advance(SETTLE_MS)
  const release = await taking
  const next = takeLease(other, KEY, clock, free())
  await clock.advance(5_000)
  assert.is(await stateOf(next), 'pending')
  release()
  // What was kept under it has been seen by then.
  await clock.advance(SETTLE_MS - 1)
  assert.is(await stateOf(next), 'pending')
  await clock.advance(SETTLE_MS + 1)
  ;(await next)()
  assert.equal([one.getItem(KEY), clock.pending], [null, 0])
})

test('J01 however near two tabs ask, never do both have it', async () => {
  const spans = {
    apartMs: fc.integer({ min: 0, max: 120 }),
    seenAfterMs: fc.integer({ min: 0, max: 49 }),
    heldMs: fc.integer({ min: 0, max: 300 }),
  }
  await fc.assert(
    fc.asyncProperty(fc.record(spans), async ({ apartMs, seenAfterMs, heldMs }) => {
      const clock = manualClock()
      let [holders, had] = [0, 0]
      const tabs = tabsOf(clock, seenAfterMs).map(async (area, at) => {
        await new Promise<void>(go => clock.setTimeout(go, at * apartMs))
        const release = await takeLease(area, KEY, clock, free())
        holders += 1
        had += 1
        assert.is(holders, 1)
        await new Promise<void>(go => clock.setTimeout(go, heldMs))
        holders -= 1
        release()
      })
      const all = Promise.all(tabs)
      all.catch(() => {})
      await clock.advance(2_000)
      assert.equal([had, clock.pending], [2, 0])
      await all
    }),
    { numRuns: 60 },
  )
})

test('J01 what a closed tab has left there expires', async () => {
  const clock = manualClock()
  const [closed, other] = tabsOf(clock)
  takeLease(closed, KEY, clock, free())
  await clock.advance(SETTLE_MS)
  const next = takeLease(other, KEY, clock, free())
  await clock.advance(14_800)
  assert.is(await stateOf(next), 'pending')
  await clock.advance(2 * SETTLE_MS)
  ;(await next)()
  assert.is(clock.pending, 0)
})

test('J01 whose lease has expired takes nobody’s away', async () => {
  const clock = manualClock()
  const [one, other] = tabsOf(clock)
  const slow = takeLease(one, KEY, clock, free())
  await clock.advance(15_000)
  const next = takeLease(other, KEY, clock, free())
  await clock.advance(SETTLE_MS)
  await next
  const note = other.getItem(KEY)
  ;(await slow)()
  assert.is(other.getItem(KEY), note)
})

test('J01 a note that says nothing, or is from a later time, is nobody’s', async () => {
  for (const note of ['', 'a0', 'a0 soon', 'a0 99999999', 'a0 0']) {
    const clock = manualClock()
    const [area] = tabsOf(clock)
    area.setItem(KEY, note)
    const taking = takeLease(area, KEY, clock, free())
    await clock.advance(SETTLE_MS)
    ;(await taking)()
    assert.is(area.getItem(KEY), null, note)
  }
})

test('J01 an abort ends the waiting, and takes the note away', async () => {
  const clock = manualClock()
  const [area] = tabsOf(clock)
  const { signal, abort } = createAbortController()
  const taking = takeLease(area, KEY, clock, signal)
  await drain()
  abort('too long')
  assert.is(await rejection<string>(taking), 'too long')
  assert.equal([area.getItem(KEY), clock.pending], [null, 0])
})

test('J01 an abort of one that waits leaves the note of who has it', async () => {
  const clock = manualClock()
  const [one, other] = tabsOf(clock)
  takeLease(one, KEY, clock, free())
  await clock.advance(SETTLE_MS)
  const note = one.getItem(KEY)
  const { signal, abort } = createAbortController()
  const waiting = takeLease(other, KEY, clock, signal)
  await drain()
  abort('too long')
  assert.is(await rejection<string>(waiting), 'too long')
  assert.equal([one.getItem(KEY), clock.pending], [note, 0])
})

test.run()
