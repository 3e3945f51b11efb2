import { type Deferred, deferred, manualClock } from '@allium/testing'
import * as assert from 'uvu/assert'
import { type CredentialStore, credentialStore, type Read } from '../src/credential-store'
import type { Credential } from '../src/index'
import { isCredential } from '../src/merge-credential'
import { a, contract, drain } from './bench'

const test = contract('credential-store')

interface Kept {
  readonly store: CredentialStore
  readonly clock: ReturnType<typeof manualClock>
  readonly log: string[]
  readonly faults: unknown[]
  /** Operations under way, in the order in which they began. */
  readonly running: Deferred<unknown>[]
  kept: unknown
}

function slowStore(): Kept {
  const clock = manualClock()
  const log: string[] = []
  const faults: unknown[] = []
  const running: Deferred<unknown>[] = []
  const begin = (name: string, effect: () => unknown) => {
    log.push(name)
    const gate = deferred<unknown>()
    running.push(gate)
    return gate.promise.then(value => {
      log.push(`done: ${name}`)
      return effect() ?? value
    })
  }
  const storage = {
    load: () => begin('load', () => undefined),
    save: (credential: Credential) =>
      begin(credential.accessToken.replace('.secret', ''), () => {
        t.kept = credential
      }),
    clear: () =>
      begin('clear', () => {
        t.kept = undefined
      }),
  }
  const tools = { clock, boundMs: 2_000, onFault: (fault: unknown) => faults.push(fault) }
  const t: Kept = {
    store: credentialStore(storage, tools),
    clock,
    log,
    faults,
    running,
    kept: undefined,
  }
  return t
}

async function end(t: Kept, at: number): Promise<void> {
  t.running[at]?.resolve(undefined)
  await drain()
}

test('D03 writes go one after the other, and the latest wins', async () => {
  const t = slowStore()
  const first = t.store.write(a(1))
  t.store.write(a(2))
  t.store.write(a(3))
  await drain()
  assert.equal(t.log, ['a1'])
  await end(t, 0)
  assert.equal(t.log, ['a1', 'done: a1', 'a3'])
  await end(t, 1)
  await first
  assert.equal(t.kept, a(3))
  assert.is(t.clock.pending, 0)
})

test('D03 a slow write does not undo a removal', async () => {
  const t = slowStore()
  t.store.write(a(1))
  t.store.write(undefined)
  await end(t, 0)
  await end(t, 1)
  assert.equal(t.log, ['a1', 'done: a1', 'clear', 'done: clear'])
  assert.is(t.kept, undefined)
  assert.is(t.clock.pending, 0)
})

test('D03 a write that ends after its bound is followed by the latest once more', async () => {
  const t = slowStore()
  const first = t.store.write(a(1))
  await t.clock.advance(2_000)
  await first
  const second = t.store.write(undefined)
  await end(t, 1)
  await second
  assert.is(t.kept, undefined)
  // The old write comes through after all …
  await end(t, 0)
  assert.equal(t.kept, a(1))
  // … and is undone.
  await end(t, 2)
  assert.is(t.kept, undefined)
  assert.equal(t.log, ['a1', 'clear', 'done: clear', 'done: a1', 'clear', 'done: clear'])
  assert.is(t.faults.length, 1)
  assert.match(String(t.faults[0]), 'did not answer within 2000 ms')
  assert.is(t.clock.pending, 0)
})

test('D03 J02 what two writes at once may have put there is no news, whichever was told first', async () => {
  const t = slowStore()
  t.store.write(a(1))
  await t.clock.advance(2_000)
  t.store.write(a(2))
  await end(t, 0)
  await end(t, 1)
  // It is written once more, for the old one may stand there; and that fails.
  t.running[2]?.reject(new Error('disk full'))
  await drain()
  const reading = t.store.read()
  t.running[3]?.resolve(a(1))
  assert.equal(await reading, { kept: a(1), isNews: false })
  // From now on it is known again what stands there.
  const later = t.store.read()
  t.running[4]?.resolve(a(5))
  assert.equal(await later, { kept: a(5), isNews: true })
})

test('D02 a write that fails after its bound is reported once, and written again', async () => {
  const t = slowStore()
  t.store.write(a(1))
  await t.clock.advance(2_000)
  t.running[0]?.reject(new Error('disk full'))
  await drain()
  await end(t, 1)
  assert.equal(t.log, ['a1', 'a1', 'done: a1'])
  assert.is(t.faults.length, 1)
  assert.equal(t.kept, a(1))
})

test('D02 a write that throws or rejects is reported, and the next one runs', async () => {
  const faults: unknown[] = []
  const acts = [
    () => {
      throw new Error('at once')
    },
    () => Promise.reject(new Error('later')),
    () => undefined,
  ]
  const store = credentialStore(
    { load() {}, save: () => acts.shift()?.(), clear() {} },
    { clock: manualClock(), boundMs: 1, onFault: fault => faults.push(fault) },
  )
  for (const n of [1, 2, 3]) await store.write(a(n))
  assert.equal(faults.map(String), ['Error: at once', 'Error: later'])
  assert.is(acts.length, 0)
})

test('G10 a slow read is waited for, and not without limit', async () => {
  const t = slowStore()
  const good = t.store.read() as Promise<Read>
  t.running[0]?.resolve(a(0))
  assert.equal((await good).kept, a(0))
  const failure = (t.store.read() as Promise<unknown>).catch(String)
  await t.clock.advance(2_000)
  assert.match(String(await failure), 'did not answer within 2000 ms')
  await end(t, 1)
  assert.is(t.clock.pending, 0)
})

test('G10 a corrupt record is no session, and reported', () => {
  for (const kept of ['text', 5, null, {}, { accessToken: '' }, { accessToken: 5 }]) {
    const faults: unknown[] = []
    const store = credentialStore(
      { load: () => kept, save() {}, clear() {} },
      { clock: manualClock(), boundMs: 1, onFault: fault => faults.push(fault) },
    )
    assert.equal(store.read(), { kept: undefined, isNews: false })
    assert.is(faults.length, 1)
  }
})

test('an empty storage is no fault, and what it throws is passed on', () => {
  const tools = { clock: manualClock(), boundMs: 1, onFault: () => assert.unreachable() }
  const empty = credentialStore({ load() {}, save() {}, clear() {} }, tools)
  assert.equal(empty.read(), { kept: undefined, isNews: false })
  const broken = credentialStore(
    {
      load() {
        throw new Error('broken')
      },
      save() {},
      clear() {},
    },
    tools,
  )
  assert.throws(() => broken.read(), /broken/)
})

test('isCredential wants an access token with text in it', () => {
  assert.is(isCredential({ accessToken: 'a0.secret' }), true)
  for (const value of [undefined, null, 'a', 5, {}, { accessToken: '' }]) {
    assert.is(isCredential(value), false)
  }
})

test('J02 a read that began before another, and ends after it, has no news', async () => {
  const t = slowStore()
  const [one, other, last] = [t.store.read(), t.store.read(), t.store.read()]
  t.running[1]?.resolve(a(1))
  await drain()
  assert.equal(await other, { kept: a(1), isNews: false })
  t.running[0]?.resolve(a(0))
  assert.equal(await one, { kept: a(0), isNews: false })
  // What is told of it is no part of what is known: the last still finds nothing new.
  t.running[2]?.resolve(a(1))
  assert.equal(await last, { kept: a(1), isNews: false })
  assert.is(t.store.readAt(), 0)
})

test.run()
