import { createAbortController } from '@allium/core'
import { drain } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type LockHost, webLock } from '../src/index'
import { quiet, rejection, stateOf, withGlobals } from './helpers'

const test = suite('webLock')
test.after.each(quiet)

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

/** Locks as browsers grant them (Web Locks, §3.2): one at a time for each name, in order. */
function handLocks(): LockHost & { readonly held: string[]; steal(): void } {
  const held: string[] = []
  const queues = new Map<string, Promise<unknown>>()
  let steal = () => {}
  return {
    held,
    steal: () => steal(),
    async request(name, { signal }, run) {
      const { promise, abort } = abortable(signal as AbortSignal)
      const before = queues.get(name) ?? Promise.resolve()
      let done = () => {}
      queues.set(
        name,
        before.then(() => new Promise<void>(resolve => (done = resolve))),
      )
      try {
        await Promise.race([before, promise])
        abort()
        held.push(name)
        const stolen = new Promise((_, reject) => {
          steal = () => reject(new DOMException('stolen', 'AbortError'))
        })
        return await Promise.race([run(), stolen])
      } finally {
        const at = held.indexOf(name)
        if (at !== -1) held.splice(at, 1)
        before.then(() => done())
      }
    },
  }
}

function abortable(signal: AbortSignal) {
  let abort = () => {}
  const promise = new Promise<never>((_, reject) => {
    const listener = () => reject(new DOMException('aborted', 'AbortError'))
    signal.addEventListener('abort', listener)
    abort = () => signal.removeEventListener('abort', listener)
  })
  return { promise, abort }
}

test('J01 one has it at a time, the next when it is let go of', async () => {
  const locks = handLocks()
  const lock = webLock('session', { locks })
  const release = await lock(free())
  const next = lock(free())
  assert.is(await stateOf(next), 'pending')
  release()
  release()
  ;(await next)()
  await drain()
  assert.equal(locks.held, [])
})

test('J01 locks of other names are other locks', async () => {
  const locks = handLocks()
  await webLock('a', { locks })(free())
  await webLock('b', { locks })(free())
  assert.equal(locks.held, ['a', 'b'])
})

test('J01 an abort ends the waiting, and the lock goes to the next', async () => {
  const locks = handLocks()
  const lock = webLock('session', { locks })
  const release = await lock(free())
  const { signal, abort } = createAbortController()
  const waiting = lock(signal)
  const next = lock(free())
  await drain()
  abort('too long')
  assert.is(await rejection<string>(waiting), 'too long')
  release()
  ;(await next)()
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
  const { signal, listeners } = countedSignal()
  const release = await webLock('session', { locks: handLocks() })(signal)
  assert.is(listeners.size, 0)
  release()
})

test('J01 one that is stolen is nobody’s error', async () => {
  const locks = handLocks()
  const release = await webLock('session', { locks })(free())
  locks.steal()
  await drain()
  release()
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

test('J01 where there are no Web Locks, it is granted at once and locks nothing', async () => {
  for (const navigator of [undefined, {}]) {
    await withGlobals({ navigator }, async () => {
      const lock = webLock('session')
      const releases = await Promise.all([lock(free()), lock(free())])
      for (const release of releases) release()
    })
  }
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
