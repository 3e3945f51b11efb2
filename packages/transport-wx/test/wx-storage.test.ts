import { createNodeWx } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type FieldNames, type StorageHost, wxStorage } from '../src/index'
import { quiet, withGlobalWx } from './helpers'

const test = suite('wxStorage')
test.after.each(quiet)

const keys = { accessToken: 'at', refreshToken: 'rt', expiresAt: 'exp' }

test('T05 what is saved is loaded, each field under a key of its own', () => {
  const { wx, storage } = createNodeWx()
  const kept = wxStorage(keys, { host: wx })
  const credential = Object.freeze({
    accessToken: 'a0',
    refreshToken: 'r0',
    expiresAt: 5,
  })
  kept.save(credential)
  assert.equal(storage.entries(), [
    ['at', 'a0'],
    ['rt', 'r0'],
    ['exp', 5],
  ])
  assert.equal(kept.load(), credential)
  assert.equal(wxStorage(keys, { host: wx }).load(), credential)
})

test('T05 fields without a key are not kept', () => {
  const { wx, storage } = createNodeWx()
  wxStorage({ accessToken: 'at' }, { host: wx }).save({ accessToken: 'a0', secret: 's' })
  assert.equal(storage.entries(), [['at', 'a0']])
})

test('T05 missing keys are no fields, and none at all is no credential', () => {
  const { wx } = createNodeWx()
  const kept = wxStorage(keys, { host: wx })
  assert.is(kept.load(), undefined)
  wx.setStorageSync('rt', 'r0')
  assert.equal(kept.load(), { refreshToken: 'r0' })
  wx.setStorageSync('exp', 0)
  assert.equal(kept.load(), { refreshToken: 'r0', expiresAt: 0 })
})

test('T05 a host that says `undefined` or `null` for a missing key is understood', () => {
  for (const missing of ['', undefined, null]) {
    const host = { ...createNodeWx().wx, getStorageSync: () => missing } as StorageHost
    assert.is(wxStorage(keys, { host }).load(), undefined)
  }
})

test('T05 a field that is gone is removed', () => {
  const { wx, storage } = createNodeWx()
  const kept = wxStorage(keys, { host: wx })
  kept.save({ accessToken: 'a0', refreshToken: 'r0', expiresAt: 5 })
  kept.save({ accessToken: 'a1', refreshToken: undefined, expiresAt: null })
  assert.equal(storage.entries(), [['at', 'a1']])
  assert.equal(kept.load(), { accessToken: 'a1' })
})

test('T05 clearing removes its own keys and no others', () => {
  const { wx, storage } = createNodeWx()
  wx.setStorageSync('cart', [1])
  const kept = wxStorage(keys, { host: wx })
  kept.save({ accessToken: 'a0', refreshToken: 'r0', expiresAt: 5 })
  kept.clear()
  assert.equal(storage.entries(), [['cart', [1]]])
  kept.clear()
  assert.is(kept.load(), undefined)
})

test('T05 what the host throws is told', () => {
  const { wx, storage } = createNodeWx()
  const full = new Error('setStorageSync:fail exceed storage max size 10Mb')
  const kept = wxStorage(keys, { host: wx })
  storage.failWith(full)
  const said = (error: unknown) => error === full
  assert.throws(() => kept.load(), said)
  assert.throws(() => kept.save({ accessToken: 'a0' }), said)
  assert.throws(() => kept.clear(), said)
})

test('T05 where the host refuses one key, the others are written and cleared', () => {
  const { wx, storage } = createNodeWx()
  let refused: string | undefined
  const refuse = (key: string) => {
    if (key === refused) throw new Error(`no ${key}`)
  }
  const host: StorageHost = {
    getStorageSync: key => wx.getStorageSync(key),
    setStorageSync(key, value) {
      refuse(key)
      wx.setStorageSync(key, value)
    },
    removeStorageSync(key) {
      refuse(key)
      wx.removeStorageSync(key)
    },
  }
  const kept = wxStorage(keys, { host })
  kept.save({ accessToken: 'a0', refreshToken: 'r0', expiresAt: 5 })
  refused = 'at'
  const said = (error: Error) => error.message === 'no at'
  assert.throws(() => kept.save({ accessToken: 'a1', refreshToken: 'r1' }), said)
  assert.equal(storage.entries(), [
    ['at', 'a0'],
    ['rt', 'r1'],
  ])
  assert.throws(() => kept.clear(), said)
  assert.equal(storage.entries(), [['at', 'a0']])
})

test('T05 the global `wx` is looked up at each use', async () => {
  const kept = wxStorage(keys)
  assert.throws(() => kept.load(), /no global `wx`/)
  const { wx, storage } = createNodeWx()
  await withGlobalWx(wx, () => kept.save({ accessToken: 'a0' }))
  assert.equal(storage.entries(), [['at', 'a0']])
})

test('K32 wrong keys throw when the storage is made', () => {
  const refused: ReadonlyArray<[unknown, string]> = [
    [undefined, '[wxStorage] needs a key for `accessToken`'],
    [null, '[wxStorage] needs a key for `accessToken`'],
    ['at', '[wxStorage] needs a key for `accessToken`'],
    [{ refreshToken: 'rt' }, '[wxStorage] needs a key for `accessToken`'],
    [{ accessToken: 5 }, '[wxStorage] needs a key for `accessToken`'],
    [{ accessToken: '' }, '[wxStorage] the key of `accessToken` must be a text'],
    [
      { accessToken: 'at', refreshToken: 5 },
      '[wxStorage] the key of `refreshToken` must be a text',
    ],
    [
      { accessToken: 'token', refreshToken: 'token' },
      '[wxStorage] `accessToken` and `refreshToken` share one key',
    ],
    [
      { accessToken: 'at', expiresIn: 'ei' },
      '[wxStorage] `expiresIn` is kept as `expiresAt`',
    ],
  ]
  for (const [wrong, message] of refused) {
    assert.throws(
      () => wxStorage(wrong as FieldNames),
      (error: Error) => {
        assert.is(error.message, message)
        return error instanceof TypeError
      },
    )
  }
})

test('K32 a wrong host, and an option that is none, throw when the storage is made', () => {
  const refused: ReadonlyArray<[unknown, RegExp]> = [
    [null, /^\[wxStorage\] takes an object of options$/],
    [{ host: null }, /^\[wxStorage\] `host` must be an object with/],
    [{ host: {} }, /^\[wxStorage\] `host` must be an object with `getStorageSync`, `set/],
    [{ hots: {} }, /^\[wxStorage\] knows no option `hots`; it has: host$/],
  ]
  for (const [options, message] of refused) {
    assert.throws(
      () => wxStorage(keys, options as { host: StorageHost }),
      (error: Error) => error instanceof TypeError && message.test(error.message),
    )
  }
})

test.run()
