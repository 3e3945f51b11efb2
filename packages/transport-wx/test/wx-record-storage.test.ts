import { createNodeWx } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type FieldNames, type StorageHost, wxRecordStorage } from '../src/index'
import { quiet, withGlobalWx } from './helpers'
import { asMy } from './hosts/my'

const test = suite('wxRecordStorage')
test.after.each(quiet)

const names = { accessToken: 'access_token', expiresAt: 'expires_in' }

function opened() {
  const { wx, storage } = createNodeWx()
  return { wx, storage, kept: wxRecordStorage('token', names, { host: wx }) }
}

test('T05 a credential is one record of JSON under one key', () => {
  const { kept, storage } = opened()
  const credential = Object.freeze({ accessToken: 'a0', expiresAt: 5 })
  kept.save(credential)
  assert.equal(storage.entries(), [['token', '{"access_token":"a0","expires_in":5}']])
  assert.equal(kept.load(), credential)
})

test('T05 fields without a name, and those that are missing, are not kept', () => {
  const { kept, storage } = opened()
  kept.save({ accessToken: 'a0', refreshToken: 'r0', subject: 'u1' })
  assert.equal(storage.entries(), [['token', '{"access_token":"a0"}']])
  assert.equal(kept.load(), { accessToken: 'a0' })
  kept.save({ accessToken: 'a1', expiresAt: undefined })
  kept.save({ accessToken: 'a2', expiresAt: null })
  assert.equal(storage.entries(), [['token', '{"access_token":"a2"}']])
})

test('T05 no record is no credential', () => {
  for (const missing of ['', undefined, null]) {
    const host = { ...createNodeWx().wx, getStorageSync: () => missing } as StorageHost
    assert.is(wxRecordStorage('token', names, { host }).load(), undefined)
  }
  const { kept, storage } = opened()
  assert.is(kept.load(), undefined)
  kept.save({ accessToken: 'a0' })
  kept.clear()
  assert.is(kept.load(), undefined)
  assert.equal(storage.entries(), [])
})

test('T05 a record that an app has put there as an object is read, and others pass over', () => {
  const { wx, kept } = opened()
  wx.setStorageSync('token', { access_token: 'a0', expires_in: 5, openid: 'o' })
  assert.equal(kept.load(), { accessToken: 'a0', expiresAt: 5 })
  wx.setStorageSync('token', '{"access_token":"a1","openid":"o"}')
  assert.equal(kept.load(), { accessToken: 'a1' })
})

test('G10 what is no record has no fields: it is corrupt, not absent', () => {
  const { wx, kept } = opened()
  const corrupt = ['{"access_token":"a0', 'a0', '5', 'null', '[]', '{}', 5, true, []]
  for (const value of corrupt) {
    wx.setStorageSync('token', value)
    assert.equal(kept.load(), {}, JSON.stringify(value))
  }
})

test('T05 what the host throws is told', () => {
  const { kept, storage } = opened()
  const full = new Error('setStorageSync:fail exceed storage max size 10Mb')
  storage.failWith(full)
  const said = (error: unknown) => error === full
  assert.throws(() => kept.load(), said)
  assert.throws(() => kept.save({ accessToken: 'a0' }), said)
  assert.throws(() => kept.clear(), said)
})

test('T05 the global `wx` is looked up at each use', async () => {
  const kept = wxRecordStorage('token', names)
  assert.throws(() => kept.load(), /no global `wx`/)
  const { wx, storage } = createNodeWx()
  await withGlobalWx(wx, () => kept.save({ accessToken: 'a0' }))
  assert.equal(storage.entries(), [['token', '{"access_token":"a0"}']])
})

test('T05 Alipay’s way fits with three lines of the app’s', () => {
  const { wx, storage } = createNodeWx()
  const my = asMy(wx)
  const host: StorageHost = {
    getStorageSync: key => my.getStorageSync({ key }).data,
    setStorageSync: (key, data) => my.setStorageSync({ key, data }),
    removeStorageSync: key => my.removeStorageSync({ key }),
  }
  const kept = wxRecordStorage('token', names, { host })
  assert.is(kept.load(), undefined)
  kept.save({ accessToken: 'a0' })
  assert.equal(kept.load(), { accessToken: 'a0' })
  kept.clear()
  assert.equal(storage.entries(), [])
})

test('K32 a wrong key, and wrong names, throw when the storage is made', () => {
  const refused: ReadonlyArray<[key: unknown, names: unknown, message: string]> = [
    ['', names, 'takes a storage key, a text'],
    [undefined, names, 'takes a storage key, a text'],
    [names, undefined, 'takes a storage key, a text'],
    ['token', undefined, 'needs a key for `accessToken`'],
    ['token', { expiresAt: 'e' }, 'needs a key for `accessToken`'],
    ['token', { accessToken: '' }, 'the key of `accessToken` must be a text'],
    [
      'token',
      { accessToken: 'a', expiresAt: 'a' },
      '`accessToken` and `expiresAt` share one key',
    ],
    [
      'token',
      { accessToken: 'a', expiresIn: 'expires_in' },
      '`expiresIn` is kept as `expiresAt`',
    ],
  ]
  for (const [key, wrong, message] of refused) {
    assert.throws(
      () => wxRecordStorage(key as string, wrong as FieldNames),
      (error: Error) =>
        error instanceof TypeError && error.message === `[wxRecordStorage] ${message}`,
    )
  }
  assert.throws(
    () => wxRecordStorage('token', names, { host: {} as StorageHost }),
    /^\[wxRecordStorage\] `host` must be an object with `getStorageSync`, `set/,
  )
})

test.run()
