import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type StorageArea, type WebStorageOptions, webStorage } from '../src/index'
import { handPage, quiet, withGlobals } from './helpers'

const test = suite('webStorage')
test.after.each(quiet)

/** Texts by key, as `localStorage` keeps them. */
function handArea(kept: Record<string, string> = {}): StorageArea & {
  readonly kept: Record<string, string>
} {
  return {
    kept,
    getItem: key => kept[key] ?? null,
    setItem(key, value) {
      kept[key] = value
    },
    removeItem(key) {
      delete kept[key]
    },
  }
}

const credential = { accessToken: 'a0', refreshToken: 'r0', expiresAt: 5 }

test('what is saved is loaded, in one record', () => {
  const area = handArea({ other: 'stays' })
  const storage = webStorage('session', { area })
  assert.is(storage.load(), undefined)
  storage.save(credential)
  assert.equal(area.kept, { other: 'stays', session: JSON.stringify(credential) })
  assert.equal(storage.load(), credential)
  storage.save({ accessToken: 'a1', refreshToken: undefined })
  assert.equal(storage.load(), { accessToken: 'a1' })
  storage.clear()
  assert.equal([storage.load(), area.kept], [undefined, { other: 'stays' }])
})

test('a record that there is already is read and written under its own names', () => {
  const area = handArea({ token: '{"access_token":"a0","expires_in":5,"scope":"x"}' })
  const fields = { accessToken: 'access_token', expiresAt: 'expires_in' }
  const storage = webStorage('token', { area, fields })
  assert.equal(storage.load(), { accessToken: 'a0', expiresAt: 5 })
  storage.save({ accessToken: 'a1', refreshToken: 'r1' })
  assert.is(area.kept.token, '{"access_token":"a1"}')
  assert.equal(storage.load(), { accessToken: 'a1' })
})

test('names may be changed about', () => {
  const area = handArea()
  const fields = { accessToken: 'refreshToken', refreshToken: 'accessToken' }
  const storage = webStorage('session', { area, fields })
  storage.save({ accessToken: 'a0', refreshToken: 'r0' })
  assert.is(area.kept.session, '{"refreshToken":"a0","accessToken":"r0"}')
  assert.equal(storage.load(), { accessToken: 'a0', refreshToken: 'r0' })
})

test('G10 H02 what is no record is none, and no error quotes it', () => {
  for (const text of ['', 'a0', '{"accessToken":"a0', '"a0"', '5', 'null']) {
    const storage = webStorage('session', { area: handArea({ session: text }) })
    assert.is(storage.load(), null, text)
  }
})

test('D02 what the area throws is the session’s to hear', () => {
  const refuse = () => {
    throw new Error('QuotaExceededError')
  }
  const area = { getItem: refuse, setItem: refuse, removeItem: refuse }
  const storage = webStorage('session', { area })
  assert.throws(() => storage.load(), 'QuotaExceededError')
  assert.throws(() => storage.save(credential), 'QuotaExceededError')
  assert.throws(() => storage.clear(), 'QuotaExceededError')
})

/** An area that refuses texts longer than that, and what it was told, in order. */
function fullArea(isRefused: (value: string, nth: number) => boolean) {
  const area = handArea({ session: '{"accessToken":"a0"}' })
  const log: string[] = []
  let sets = 0
  return {
    ...area,
    log,
    setItem(key: string, value: string) {
      sets += 1
      log.push(`set ${value}`)
      if (isRefused(value, sets)) throw new Error(`QuotaExceededError ${sets}`)
      area.setItem(key, value)
    },
    removeItem(key: string) {
      log.push('remove')
      area.removeItem(key)
    },
  }
}

test('D02 a full storage keeps no spent record, and says that it is full', () => {
  for (const isRefused of [(value: string) => value !== '', () => true]) {
    const area = fullArea(isRefused)
    const storage = webStorage('session', { area })
    assert.throws(() => storage.save({ accessToken: 'a1' }), /QuotaExceededError/)
    assert.is(storage.load(), undefined)
    assert.is(area.log[area.log.length - 1], 'remove')
  }
})

test('D02 J02 where the old record’s room is enough, no tab sees that nothing is there', () => {
  const area = fullArea((_, nth) => nth === 1)
  const storage = webStorage('session', { area })
  storage.save({ accessToken: 'a1' })
  const text = '{"accessToken":"a1"}'
  // In between, it is no record; a session takes none for a sign-out.
  assert.equal(area.log, [`set ${text}`, 'set ', `set ${text}`])
  assert.equal(storage.load(), { accessToken: 'a1' })
})

test('T05 `localStorage` is looked up at each use; where there is none, it says so', async () => {
  const storage = webStorage('session')
  const localStorage = handArea()
  await withGlobals({ localStorage }, () => storage.save(credential))
  assert.equal(Object.keys(localStorage.kept), ['session'])
  for (const none of [undefined, null]) {
    await withGlobals({ localStorage: none }, () => {
      const words = 'there is no `localStorage` here; give an `area`'
      assert.throws(() => storage.load(), words)
      assert.throws(() => storage.save(credential), words)
    })
  }
})

// --- other tabs ---

test('J02 a change of the record by another tab is heard, others are not', () => {
  const [area, window] = [handArea(), handPage()]
  let heard = 0
  webStorage('session', { area, window }).subscribe(() => {
    heard += 1
  })
  const fire = (key: string | null, storageArea: unknown = area) =>
    window.fire('storage', { key, storageArea })
  fire('other')
  fire('session', handArea())
  fire(null, handArea())
  assert.is(heard, 0)
  fire('session')
  assert.is(heard, 1)
  // All keys were cleared at once.
  fire(null)
  assert.is(heard, 2)
})

test('J02 the way out leaves nothing behind', () => {
  const [area, window] = [handArea(), handPage()]
  const storage = webStorage('session', { area, window })
  let heard = 0
  const hear = () => {
    heard += 1
  }
  const stops = [storage.subscribe(hear), storage.subscribe(hear)]
  for (const stop of stops) stop()
  window.fire('storage', { key: 'session', storageArea: area })
  assert.equal([heard, window.listeners], [0, 0])
})

test('J02 T05 the global window is looked up when somebody listens; without one nothing is heard', async () => {
  const area = handArea()
  const storage = webStorage('session', { area })
  storage.subscribe(() => {})()
  const { addEventListener, removeEventListener, fire } = handPage()
  let heard = 0
  await withGlobals({ addEventListener, removeEventListener }, () => {
    storage.subscribe(() => {
      heard += 1
    })
  })
  fire('storage', { key: 'session', storageArea: area })
  assert.is(heard, 1)
})

// --- options ---

const wrong: ReadonlyArray<[key: unknown, options: unknown, message: string]> = [
  ['', {}, 'takes the key of a record'],
  [undefined, {}, 'takes the key of a record'],
  ['k', null, 'takes an object of options'],
  [
    'k',
    { area: {} },
    '`area` must be an object with `getItem`, `setItem` and `removeItem`',
  ],
  ['k', { window: {} }, '`window` must be an object with `addEventListener`'],
  ...[
    null,
    {},
    ['accessToken'],
    { refreshToken: 'r' },
    { accessToken: '' },
    { accessToken: 'a', subject: 'a' },
    { accessToken: 'a', expiresIn: 'e' },
  ].map(
    fields =>
      [
        'k',
        { fields },
        '`fields` must be a name for each field, one for `accessToken` at least; `expiresIn` is kept as `expiresAt`',
      ] as [unknown, unknown, string],
  ),
  ['k', { host: {} }, 'knows no option `host`; it has: area, fields, window'],
]

test('K32 a wrong key and wrong options are refused', () => {
  for (const [key, options, message] of wrong) {
    assert.throws(
      () => webStorage(key as string, options as WebStorageOptions),
      (error: unknown) =>
        error instanceof TypeError && error.message === `[webStorage] ${message}`,
      message,
    )
  }
})

test.run()
