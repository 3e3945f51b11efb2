import { drain, manualClock } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type WebMemoryOptions, webMemory } from '../src/index'
import { handChannels } from './hand-channels'
import { handPage, quiet, stateOf, withGlobals } from './helpers'

const test = suite('webMemory')
test.after.each(quiet)

const a0 = { accessToken: 'a0', refreshToken: 'r0' }
const a1 = { accessToken: 'a1', refreshToken: 'r1' }

/** How long the other tabs are waited for, in ms. */
const ANSWER_MS = 100

/** Tabs of one origin, on one clock. */
function bench() {
  const clock = manualClock(1_000)
  const channels = handChannels()
  const open = (name = 'session') => {
    const page = { isFrozen: false }
    const document = handPage()
    const channel = channels.channel(page)
    const memory = webMemory(name, { clock, document, channel })
    let news = 0
    const stop = memory.subscribe(() => {
      news += 1
    })
    return { ...memory, page, document, stop, news: () => news }
  }
  /** One that has asked, and heard nothing. */
  const first = async () => {
    const tab = open()
    await clock.advance(ANSWER_MS)
    return tab
  }
  return { clock, channels, open, first }
}

// --- alone ---

test('what is saved is loaded, until it is cleared', async () => {
  const { first } = bench()
  const tab = await first()
  assert.is(tab.load(), undefined)
  tab.save(a0)
  assert.equal(tab.load(), a0)
  tab.clear()
  assert.is(tab.load(), undefined)
})

test('J02 where nobody listens, or there are no tabs, it is this tab’s alone, and known at once', async () => {
  const { channels } = bench()
  const deaf = webMemory('session', { channel: channels.channel() })
  deaf.save(a0)
  assert.equal([deaf.load(), channels.said], [a0, []])
  const alone = webMemory('session')
  const stop = alone.subscribe(() => {})
  assert.is(alone.load(), undefined)
  alone.save(a0)
  assert.equal(alone.load(), a0)
  stop()
})

test('J02 without a page nothing is shared: a server’s users are no tabs', async () => {
  let opened = 0
  class BroadcastChannel {
    constructor() {
      opened += 1
    }
    addEventListener() {}
    postMessage() {}
    close() {}
  }
  await withGlobals({ BroadcastChannel }, () => webMemory('a').subscribe(() => {})())
  assert.is(opened, 0)
  await withGlobals({ BroadcastChannel, document: handPage() }, () =>
    webMemory('a').subscribe(() => {})(),
  )
  assert.is(opened, 1)
})

// --- several tabs ---

test('J02 what one tab saves or clears, the others have, and are told', async () => {
  const { first, open } = bench()
  const one = await first()
  const other = open()
  one.save(a0)
  await drain()
  assert.equal([other.load(), other.news(), one.news()], [a0, 1, 0])
  other.save(a1)
  await drain()
  assert.equal([one.load(), one.news()], [a1, 1])
  one.clear()
  await drain()
  assert.equal([other.load(), other.news()], [undefined, 2])
})

test('J02 a tab that opens asks the others, and has the record as soon as one answers', async () => {
  const { first, open, clock } = bench()
  ;(await first()).save(a0)
  const third = open()
  const loading = third.load() as Promise<unknown>
  assert.instance(loading, Promise)
  await drain()
  assert.equal([await loading, third.load(), clock.pending], [a0, a0, 0])
})

test('J02 a sign-out is an answer, too', async () => {
  const { first, open, clock } = bench()
  const one = await first()
  one.save(a0)
  one.clear()
  const loading = open().load()
  await drain()
  assert.equal([await loading, clock.pending], [undefined, 0])
})

test('J02 where nobody knows one, there is no record after 100 ms', async () => {
  const { first, open, clock } = bench()
  await first()
  const loading = open().load() as Promise<unknown>
  await clock.advance(ANSWER_MS - 1)
  assert.is(await stateOf(loading), 'pending')
  await clock.advance(1)
  assert.equal([await loading, clock.pending], [undefined, 0])
})

test('J02 an answer that comes late is news', async () => {
  const { first, open, clock } = bench()
  const slow = await first()
  slow.save(a0)
  slow.page.isFrozen = true
  const tab = open()
  await clock.advance(ANSWER_MS)
  assert.is(tab.load(), undefined)
  slow.page.isFrozen = false
  slow.document.fire('visibilitychange')
  await drain()
  assert.equal([tab.load(), tab.news()], [a0, 1])
})

test('J02 what was kept last holds in all tabs, also of the same moment, and by a clock turned back', async () => {
  const { first, open } = bench()
  const [one, other] = [await first(), open()]
  one.save(a0)
  other.save(a1)
  await drain()
  assert.equal(one.load(), other.load())
  assert.match(JSON.stringify(one.load()), /a[01]/)
  let now = 50_000
  const clock = { ...manualClock(), now: () => now }
  const channels = handChannels()
  const [early, late] = [1, 2].map(() => {
    const memory = webMemory('session', { clock, channel: channels.channel() })
    memory.subscribe(() => {})
    return memory
  }) as [ReturnType<typeof webMemory>, ReturnType<typeof webMemory>]
  early.save(a0)
  await drain()
  now = 10
  late.save(a1)
  await drain()
  assert.equal(early.load(), a1)
})

test('J02 other names are other records', async () => {
  const { first, open } = bench()
  const one = await first()
  const other = open('other')
  one.save(a0)
  await drain()
  assert.is(other.news(), 0)
})

test('J02 what is no news of ours is left alone', async () => {
  const { first, channels } = bench()
  const tab = await first()
  tab.save(a0)
  const stranger = channels.channel()('session')
  for (const message of [undefined, null, 'a1', {}, { record: a1 }, { at: 'b' }]) {
    stranger.postMessage(message)
  }
  await drain()
  assert.equal([tab.load(), tab.news()], [a0, 0])
})

// --- frozen tabs ---

test('J02 a tab that was frozen asks anew when it is seen, and waits for the answer', async () => {
  const { first, open, clock } = bench()
  const one = await first()
  const frozen = open()
  one.save(a0)
  await drain()
  frozen.page.isFrozen = true
  one.save(a1)
  await drain()
  assert.equal(frozen.load(), a0)
  frozen.page.isFrozen = false
  frozen.document.fire('visibilitychange')
  const loading = frozen.load()
  await drain()
  assert.equal([await loading, frozen.news(), clock.pending], [a1, 2, 0])
})

test('J02 a tab that has missed nothing hears that at once; one that hides asks nobody', async () => {
  const { first, open, clock, channels } = bench()
  const one = await first()
  open()
  one.save(a0)
  await drain()
  channels.said.length = 0
  one.document.visibilityState = 'hidden'
  one.document.fire('visibilitychange')
  assert.equal(channels.said, [])
  one.document.visibilityState = 'visible'
  one.document.fire('visibilitychange')
  assert.is(clock.pending, 1)
  await drain()
  assert.equal([one.load(), one.news(), clock.pending], [a0, 0, 0])
})

test('J02 a tab that knows better than all tells them as it asks', async () => {
  const { first, open, clock } = bench()
  const one = await first()
  const other = open()
  await clock.advance(ANSWER_MS)
  other.page.isFrozen = true
  one.save(a1)
  await drain()
  other.page.isFrozen = false
  one.document.fire('visibilitychange')
  await drain()
  assert.equal([other.load(), other.news()], [a1, 1])
})

// --- the way out ---

test('J02 the way out leaves nothing behind: no channel, no listener, no timer', async () => {
  const { open, clock, channels } = bench()
  const tab = open()
  const stopOther = tab.subscribe(() => {})
  const loading = tab.load() as Promise<unknown>
  tab.stop()
  tab.stop()
  assert.equal([channels.count, tab.document.listeners, clock.pending], [1, 1, 1])
  stopOther()
  assert.equal([channels.count, tab.document.listeners, clock.pending], [0, 0, 0])
  assert.is(await loading, undefined)
  tab.document.fire('visibilitychange')
  tab.save(a0)
  assert.equal([tab.load(), clock.pending], [a0, 0])
})

test('J02 one listener may be given twice, and each has its own way out', async () => {
  const { channels, clock } = bench()
  const memory = webMemory('session', { clock, channel: channels.channel() })
  let heard = 0
  const hear = () => {
    heard += 1
  }
  const stops = [memory.subscribe(hear), memory.subscribe(hear)]
  const other = webMemory('session', { clock, channel: channels.channel() })
  const stopOther = other.subscribe(() => {})
  other.save(a0)
  await drain()
  assert.is(heard, 2)
  stops[0]?.()
  other.save(a1)
  await drain()
  assert.is(heard, 3)
  stops[1]?.()
  stopOther()
  assert.equal([channels.count, clock.pending], [0, 0])
})

// --- options ---

const wrong: ReadonlyArray<[name: unknown, options: unknown, message: string]> = [
  ['', {}, 'takes the name that the tabs share'],
  [undefined, {}, 'takes the name that the tabs share'],
  ['s', null, 'takes an object of options'],
  ['s', { channel: {} }, '`channel` must be a function'],
  ['s', { document: {} }, '`document` must be an object with `addEventListener`'],
  ['s', { clock: {} }, '`clock` must be a clock: `now`, `setTimeout` and `clearTimeout`'],
  ['s', { area: {} }, 'knows no option `area`; it has: channel, document, clock'],
]

test('K32 a wrong name and wrong options are refused', () => {
  for (const [name, options, message] of wrong) {
    assert.throws(
      () => webMemory(name as string, options as WebMemoryOptions),
      (error: unknown) =>
        error instanceof TypeError && error.message === `[webMemory] ${message}`,
      message,
    )
  }
})

test.run()
