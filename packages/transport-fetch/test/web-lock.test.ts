import { createAbortController } from '@allium/core'
import { drain, type ManualClock, manualClock } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type LockHost, type StorageArea, webLock } from '../src/index'
import { handLocks } from './hand-locks'
import { handPage, quiet, rejection, stateOf, withGlobals } from './helpers'

const test = suite('webLock')
test.after.each(quiet)

/** As long as a lock is kept after it was let go of, in ms. */
const KEPT_MS = 100

const free = () => createAbortController().signal

/** A signal that tells who listens. */
function countedSignal() {
  const listeners = new Set<() => void>()
  const signal = {
    aborted: false,
    addEventListener: (_: 'abort', listener: () => void) => listeners.add(listener),
    removeEventListener: (_: 'abort', listener: () => void) => listeners.delete(listener),
  }
  return { signal, listeners }
}

/** Moves on until nobody keeps a lock any more; no timer is left. */
async function allGone(clock: ManualClock, locks: { held: string[] }): Promise<void> {
  await clock.advance(KEPT_MS)
  assert.equal([locks.held, clock.pending], [[], 0])
}

test('J01 one has it at a time, the next when it is let go of', async () => {
  const [locks, clock] = [handLocks(), manualClock()]
  const lock = webLock('session', { locks, clock })
  const release = await lock(free())
  const next = lock(free())
  await clock.advance(10_000)
  assert.is(await stateOf(next), 'pending')
  release()
  release()
  await clock.advance(KEPT_MS)
  ;(await next)()
  await allGone(clock, locks)
})

test('J01 who lets go of it goes on at once, the next when its news has arrived', async () => {
  const [locks, clock] = [handLocks(), manualClock()]
  const lock = webLock('session', { locks, clock })
  const release = await lock(free())
  const next = lock(free())
  assert.is(release(), undefined)
  await clock.advance(KEPT_MS - 1)
  assert.equal([await stateOf(next), locks.held], ['pending', ['session']])
  await clock.advance(1)
  assert.is(await stateOf(next), 'resolved')
  ;(await next)()
  await allGone(clock, locks)
})

test('J01 an abort ends the waiting for one that is still kept', async () => {
  const [locks, clock] = [handLocks(), manualClock()]
  const lock = webLock('session', { locks, clock })
  ;(await lock(free()))()
  const { signal, abort } = createAbortController()
  const waiting = lock(signal)
  abort('too long')
  assert.is(await rejection<string>(waiting), 'too long')
  await allGone(clock, locks)
})

test('J01 locks of other names are other locks', async () => {
  const locks = handLocks()
  await webLock('a', { locks })(free())
  await webLock('b', { locks })(free())
  assert.equal(locks.held, ['a', 'b'])
})

test('J01 an abort ends the waiting, and the lock goes to the next', async () => {
  const [locks, clock] = [handLocks(), manualClock()]
  const lock = webLock('session', { locks, clock })
  const release = await lock(free())
  const { signal, abort } = createAbortController()
  const waiting = lock(signal)
  const next = lock(free())
  await drain()
  abort('too long')
  assert.is(await rejection<string>(waiting), 'too long')
  release()
  await clock.advance(KEPT_MS)
  ;(await next)()
  await allGone(clock, locks)
})

test('J01 one that is aborted beforehand does not ask', async () => {
  let asked = 0
  const locks: LockHost = {
    request: async () => {
      asked += 1
    },
  }
  const { signal, abort } = createAbortController()
  abort('too long')
  assert.is(await rejection<string>(webLock('session', { locks })(signal)), 'too long')
  assert.is(asked, 0)
})

test('J01 an abort reaches the browser; what it grants all the same is given back at once', async () => {
  const asked: Array<{ readonly signal: AbortSignal; grant(): unknown }> = []
  const locks: LockHost = {
    request: (_, { signal }, run) => {
      asked.push({ signal: signal as AbortSignal, grant: run })
      return new Promise(() => {})
    },
  }
  const { signal, abort } = createAbortController()
  const waiting = webLock('session', { locks })(signal)
  const [one] = asked
  assert.is(one?.signal.aborted, false)
  abort('too long')
  assert.is(await rejection<string>(waiting), 'too long')
  assert.is(one?.signal.aborted, true)
  // A browser holds a lock as long as the promise that it gets.
  assert.is(one?.grant(), undefined)
})

test('J01 one that is granted no longer hears of the signal', async () => {
  const [locks, clock] = [handLocks(), manualClock()]
  const { signal, listeners } = countedSignal()
  const release = await webLock('session', { locks, clock })(signal)
  assert.is(listeners.size, 0)
  release()
  await allGone(clock, locks)
})

test('J01 one that is stolen is nobody’s error', async () => {
  const [locks, clock] = [handLocks(), manualClock()]
  const release = await webLock('session', { locks, clock })(free())
  locks.steal()
  await drain()
  release()
  await allGone(clock, locks)
})

test('J01 where the browser refuses locks, it says so, and lets go of the signal', async () => {
  const refusal = new DOMException('no origin', 'SecurityError')
  const refusals: LockHost[] = [
    { request: () => Promise.reject(refusal) },
    {
      request: () => {
        throw refusal
      },
    },
  ]
  for (const locks of refusals) {
    const { signal, listeners } = countedSignal()
    assert.is(await rejection<unknown>(webLock('session', { locks })(signal)), refusal)
    assert.is(listeners.size, 0)
  }
})

/** Texts by key, as `localStorage` keeps them. */
function handArea() {
  const kept = new Map<string, string>()
  const area: StorageArea = {
    getItem: key => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: key => void kept.delete(key),
  }
  return { area, keys: () => [...kept.keys()] }
}

test('J01 where there are no Web Locks, a note in the storage is the lock', async () => {
  const { area, keys } = handArea()
  const clock = manualClock(5)
  await withGlobals({ navigator: {} }, async () => {
    const [one, other] = [1, 2].map(() => webLock('session', { area, clock })(free()))
    await clock.advance(KEPT_MS)
    assert.equal(
      [await stateOf(one as never), await stateOf(other as never)],
      ['resolved', 'pending'],
    )
    assert.equal(keys(), ['session lock'])
    ;((await one) as () => void)()
    await clock.advance(2 * KEPT_MS)
    ;((await other) as () => void)()
  })
  assert.equal([keys(), clock.pending], [[], 0])
})

test('J01 in a page that storage is its own; one that is denied is told of', async () => {
  const { area, keys } = handArea()
  const clock = manualClock(5)
  const page = { navigator: {}, document: handPage() }
  await withGlobals({ ...page, localStorage: area }, async () => {
    const taking = webLock('session', { clock })(free())
    assert.equal(keys(), ['session lock'])
    await clock.advance(KEPT_MS)
    ;(await taking)()
  })
  const denied = new DOMException('denied', 'SecurityError')
  const refusing = { ...area, getItem: () => assert.unreachable(), setItem: () => {} }
  refusing.getItem = () => {
    throw denied
  }
  await withGlobals({ ...page, localStorage: refusing }, async () => {
    assert.is(await rejection<unknown>(webLock('session', { clock })(free())), denied)
  })
  assert.is(clock.pending, 0)
})

test('J01 where there is no storage either, it is granted at once and locks nothing', async () => {
  const { area: localStorage, keys } = handArea()
  // A runtime without pages may have one all the same, and it is no tab's.
  const hosts = [
    { navigator: undefined },
    { navigator: {} },
    { navigator: {}, localStorage },
  ]
  for (const host of hosts) {
    await withGlobals(host, async () => {
      const lock = webLock('session', { clock: manualClock() })
      const releases = await Promise.all([lock(free()), lock(free())])
      for (const release of releases) release()
    })
  }
  assert.equal(keys(), [])
})

test('T05 the global locks are looked up at each use', async () => {
  const locks = handLocks()
  const lock = webLock('session')
  await withGlobals({ navigator: { locks } }, () => lock(free()))
  assert.equal(locks.held, ['session'])
})

test('K32 a wrong name and wrong options are refused', () => {
  const makes: Array<() => unknown> = [
    () => webLock(''),
    () => webLock('-session'),
    () => webLock(undefined as never),
    () => webLock('session', { locks: {} as LockHost }),
    () => webLock('session', { clock: {} as ManualClock }),
    () => webLock('session', { area: {} as StorageArea }),
    () => webLock('session', { steal: true } as object),
  ]
  for (const make of makes) {
    assert.throws(
      make,
      (error: unknown) =>
        error instanceof TypeError && error.message.startsWith('[webLock] '),
    )
  }
})

test.run()
