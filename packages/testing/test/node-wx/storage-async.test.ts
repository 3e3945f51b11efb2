import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type CallResult, createNodeWx, drain, manualClock } from '../../src/index'
import { fixtures, told } from '../helpers'

const test = suite('createAsyncStorage')

const { keep, close } = fixtures()
test.after.each(close)

function opened() {
  const clock = manualClock()
  const host = keep(createNodeWx({ timers: clock }))
  return { ...host, clock }
}

test('shares its data with the synchronous functions', async () => {
  const { wx } = opened()
  assert.equal(await wx.setStorage({ key: 'a', data: { token: 'a0' } }), {
    errMsg: 'setStorage:ok',
  })
  assert.equal(wx.getStorageSync('a'), { token: 'a0' })
  wx.setStorageSync('b', 0)
  assert.equal(await wx.getStorage({ key: 'b' }), { data: 0, errMsg: 'getStorage:ok' })
  assert.equal(await wx.removeStorage({ key: 'b' }), { errMsg: 'removeStorage:ok' })
  assert.equal(wx.getStorageInfoSync().keys, ['a'])
  assert.equal(await wx.clearStorage(), { errMsg: 'clearStorage:ok' })
  assert.equal(wx.getStorageInfoSync().keys, [])
})

test('fails on a missing key, unlike the synchronous one', async () => {
  const { wx } = opened()
  const error = { errMsg: 'getStorage:fail data not found' }
  assert.equal(await wx.getStorage({ key: 'none' }).catch(reason => reason), error)
  assert.equal(await told(callbacks => wx.getStorage({ key: 'none', ...callbacks })), {
    calls: ['fail', 'complete'],
    error,
  })
  assert.equal(await wx.removeStorage({ key: 'none' }), { errMsg: 'removeStorage:ok' })
})

test('calls back in a later turn, and then returns no promise', async () => {
  const { wx } = opened()
  const log: string[] = []
  const complete = ({ errMsg }: CallResult): void => {
    log.push(errMsg)
  }
  assert.is(wx.setStorage({ key: 'a', data: 1, complete }), undefined)
  assert.is(wx.getStorage({ key: 'a', complete }), undefined)
  assert.is(wx.clearStorage({ complete }), undefined)
  assert.equal(log, [])
  await drain()
  assert.equal(log, ['setStorage:ok', 'getStorage:ok', 'clearStorage:ok'])
})

test('copies the value when it is called', async () => {
  const { wx } = opened()
  const data = { token: 'a0' }
  const options = { key: 'a', data }
  const stored = wx.setStorage(options)
  data.token = 'changed'
  options.key = 'changed'
  await stored
  assert.equal(wx.getStorageSync('a'), { token: 'a0' })
})

test('fails where there is no room or no JSON', async () => {
  const { wx } = opened()
  const big = await wx
    .setStorage({ key: 'a', data: 'x'.repeat(1024 * 1024) })
    .catch(reason => reason)
  assert.equal(big, { errMsg: 'setStorage:fail entry size limit reached' })
  const cyclic: { self?: unknown } = {}
  cyclic.self = cyclic
  const { calls, error } = await told<CallResult, CallResult>(callbacks =>
    wx.setStorage({ key: 'a', data: cyclic, ...callbacks }),
  )
  assert.equal(calls, ['fail', 'complete'])
  assert.match(error?.errMsg ?? '', /^setStorage:fail .*circular/)
})

test('fails with the given error until told to stop', async () => {
  const { wx, storage } = opened()
  const words = async (error: unknown): Promise<unknown> => {
    storage.failWith(error)
    const { errMsg } = await wx.getStorage({ key: 'a' }).catch(reason => reason)
    return errMsg
  }
  wx.setStorageSync('a', 1)
  assert.is(await words(new Error('disk')), 'getStorage:fail disk')
  assert.is(await words({ errMsg: 'broken' }), 'getStorage:fail broken')
  assert.is(
    await words({ errMsg: 'setStorageSync:fail no room' }),
    'getStorage:fail no room',
  )
  assert.is(await words('text'), 'getStorage:fail text')
  const calls = [wx.setStorage({ key: 'b', data: 2 }), wx.removeStorage({ key: 'a' })]
  const outcomes = await Promise.all(
    calls.map(call => call.catch(({ errMsg }) => errMsg)),
  )
  assert.equal(outcomes, ['setStorage:fail text', 'removeStorage:fail text'])
  assert.equal(storage.entries(), [['a', 1]])
  storage.failWith(undefined)
  assert.is((await wx.getStorage({ key: 'a' })).data, 1)
})

test('takes its time, and takes effect at its end', async () => {
  const { wx, storage, clock } = opened()
  storage.delayMs = 100
  const log: string[] = []
  const success = ({ errMsg }: CallResult): void => {
    log.push(errMsg)
  }
  wx.setStorage({ key: 'a', data: 1, success })
  wx.getStorage({ key: 'a', success })
  await clock.advance(99)
  assert.equal([log, storage.entries()], [[], []])
  await clock.advance(1)
  assert.equal(log, ['setStorage:ok', 'getStorage:ok'])
  assert.equal(storage.entries(), [['a', 1]])
})

test('never answers while it hangs, and has no effect', async () => {
  const { wx, storage, clock } = opened()
  storage.hang = true
  const log: string[] = []
  const complete = ({ errMsg }: CallResult): void => {
    log.push(errMsg)
  }
  wx.setStorage({ key: 'a', data: 1, complete })
  storage.hang = false
  wx.getStorage({ key: 'a', complete })
  await clock.advance(60_000)
  assert.equal(log, ['getStorage:fail data not found'])
  wx.setStorageSync('a', 2)
  assert.is(wx.getStorageSync('a'), 2)
})

test('leaves no timer behind when disposed of', async () => {
  const { wx, storage, clock, dispose } = opened()
  storage.delayMs = 100
  wx.setStorage({ key: 'a', data: 1, success: () => {} })
  assert.is(clock.pending, 1)
  dispose()
  assert.is(clock.pending, 0)
})

test.run()
