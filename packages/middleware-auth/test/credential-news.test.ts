import { type ManualClock, manualClock } from '@allium/testing'
import * as assert from 'uvu/assert'
import { type CredentialStore, credentialStore, type Read } from '../src/credential-store'
import { a, b, contract, drain } from './bench'

const test = contract('credential-store: what is news')

interface Kept {
  readonly store: CredentialStore
  readonly clock: ManualClock
  readonly faults: unknown[]
  readonly writes: unknown[]
  /** What stands there, whoever put it there. */
  kept: unknown
  /** The next write does this instead. */
  next: (() => unknown) | undefined
  /** Whether it is news, and what. */
  read(): readonly [isNews: boolean, kept: unknown]
}

function kept(atStart: unknown): Kept {
  const clock = manualClock()
  const faults: unknown[] = []
  const put = (credential: unknown) => {
    const { next } = t
    t.next = undefined
    t.writes.push(credential)
    if (next) return next()
    t.kept = credential
  }
  const storage = { load: () => t.kept, save: put, clear: () => put(undefined) }
  const onFault = (fault: unknown) => faults.push(fault)
  const t: Kept = {
    store: credentialStore(storage, { clock, boundMs: 2_000, onFault }),
    clock,
    faults,
    writes: [],
    kept: atStart,
    next: undefined,
    read() {
      const { isNews, kept } = t.store.read() as Read
      return [isNews, kept]
    },
  }
  return t
}

const quota = () => {
  throw new Error('quota')
}

test('J02 what is read first is none, nor what is read again', () => {
  for (const first of [a(0), undefined]) {
    const t = kept(first)
    for (let n = 0; n < 3; n += 1) assert.equal(t.read(), [false, first])
  }
})

test('J02 what somebody else puts there is, once: another token, a removal, a sign-in', () => {
  const t = kept(a(0))
  t.read()
  for (const put of [a(1), undefined, b(0), { ...b(0), refreshToken: 'new.secret' }]) {
    t.kept = put
    assert.equal(t.read(), [true, put])
    assert.equal(t.read(), [false, put])
  }
})

test('J02 what was written here is none, and what replaces it is', async () => {
  const t = kept(undefined)
  for (const write of [a(0), a(1), undefined, b(0)]) {
    await t.store.write(write)
    assert.equal(t.read(), [false, write])
  }
  t.kept = a(0)
  assert.equal(t.read(), [true, a(0)])
})

test('J02 a storage that keeps fewer fields, or more, tells no news by that', async () => {
  const t = kept(undefined)
  await t.store.write({ ...a(0), expiresAt: 5, subject: 'A' })
  const { accessToken } = a(0)
  for (const stored of [{ accessToken }, a(0), { ...a(0), at: 7 }]) {
    t.kept = stored
    assert.equal(t.read(), [false, stored])
  }
})

test('J02 while a write runs, nothing is: what was there, what is to be, what others put', async () => {
  for (const stands of [a(0), a(1), undefined, b(0)]) {
    const t = kept(a(0))
    t.read()
    let end = () => {}
    t.next = () =>
      new Promise<void>(resolve => {
        end = resolve
      })
    const writing = t.store.write(a(1))
    t.kept = stands
    assert.equal(t.read(), [false, stands])
    end()
    await writing
    t.kept = a(1)
    assert.equal(t.read(), [false, a(1)])
  }
})

test('J02 D04 nor what a storage tells of while it writes', async () => {
  const t = kept(a(0))
  t.read()
  const told: unknown[] = []
  t.next = () => {
    t.kept = a(1)
    told.push(t.read())
  }
  await t.store.write(a(1))
  assert.equal(told, [[false, a(1)]])
})

test('J02 D02 after a write that failed, neither the old nor what was to be written is', async () => {
  const t = kept(a(0))
  t.read()
  t.next = quota
  await t.store.write(a(1))
  assert.equal(t.read(), [false, a(0)])
  t.kept = a(1)
  assert.equal(t.read(), [false, a(1)])
  t.kept = a(2)
  assert.equal(t.read(), [true, a(2)])
})

test('J02 D02 news takes the place of a write that failed, for good', async () => {
  const t = kept(a(0))
  t.read()
  t.next = quota
  await t.store.write(a(1))
  t.kept = a(2)
  t.read()
  await t.clock.advance(60_000)
  t.store.retry()
  await drain()
  assert.equal([t.kept, t.writes.length], [a(2), 1])
})

test('D02 a retry waits 5 s, and after one that is done there is none', async () => {
  const t = kept(undefined)
  t.next = quota
  await t.store.write(a(0))
  for (const ms of [4_999, 1, 60_000]) {
    await t.clock.advance(ms)
    t.store.retry()
    await drain()
    assert.equal([t.kept, t.writes.length], ms === 4_999 ? [undefined, 1] : [a(0), 2])
  }
})

test('J02 G10 what is corrupt is reported, and no news, nor is what stands there again after it', () => {
  const t = kept(a(0))
  t.read()
  for (const corrupt of ['text', {}, null]) {
    t.kept = corrupt
    assert.equal(t.read(), [false, undefined])
  }
  assert.is(t.faults.length, 3)
  t.kept = a(0)
  assert.equal(t.read(), [false, a(0)])
})

test('J02 D03 a read that began before a write was done is none', async () => {
  const clock = manualClock()
  let end = (_: unknown) => {}
  const first = () => a(0) as unknown
  const slow = () =>
    new Promise(resolve => {
      end = resolve
    })
  const loads = [first, slow]
  const store = credentialStore(
    { load: () => loads.shift()?.(), save() {}, clear() {} },
    { clock, boundMs: 2_000, onFault: () => {} },
  )
  store.read()
  const reading = store.read() as Promise<Read>
  await store.write(a(1))
  end(a(0))
  assert.is((await reading).isNews, false)
  assert.is(clock.pending, 0)
})

test('C08 it is known when it was read last', async () => {
  const t = kept(a(0))
  assert.is(t.store.readAt(), undefined)
  await t.clock.advance(7)
  t.read()
  assert.is(t.store.readAt(), 7)
})

test.run()
