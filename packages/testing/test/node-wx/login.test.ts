import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createNodeWx, drain, manualClock } from '../../src/index'
import { fixtures, told } from '../helpers'

const test = suite('createLogin')

const { keep, close } = fixtures()
test.after.each(close)

function opened() {
  const clock = manualClock(1000)
  return { ...keep(createNodeWx({ now: clock.now, timers: clock })), clock }
}

test('gives a new code at every call', async () => {
  const { wx, login } = opened()
  const { code, errMsg } = await wx.login()
  const { calls, result } = await told<{ code: string }, unknown>(callbacks =>
    wx.login({ timeout: 1000, ...callbacks }),
  )
  assert.equal([errMsg, calls], ['login:ok', ['success', 'complete']])
  assert.is.not(result?.code, code)
  assert.equal(login.codes, [code, result?.code])
  assert.is(login.calls, 2)
})

test('has each code redeemed once', async () => {
  const { wx, login } = opened()
  const { code } = await wx.login()
  assert.equal(
    [login.redeem('unknown'), login.redeem(code), login.redeem(code)],
    [false, true, false],
  )
})

test('redeems no code after five minutes', async () => {
  const { wx, login, clock } = opened()
  const { code: early } = await wx.login()
  const { code: late } = await wx.login()
  await clock.advance(5 * 60_000 - 1)
  assert.is(login.redeem(early), true)
  await clock.advance(1)
  assert.is(login.redeem(late), false)
})

test('fails as told, and hands out no code then', async () => {
  const { wx, login } = opened()
  const failure = { errMsg: 'login:fail system error', errno: 600000 }
  login.failWith(failure)
  assert.equal(await wx.login().catch(reason => reason), failure)
  assert.equal([login.codes, login.calls], [[], 1])
  login.failWith(undefined)
  assert.is((await wx.login()).errMsg, 'login:ok')
})

test('is never answered while it hangs', async () => {
  const { wx, login, clock } = opened()
  login.hang = true
  const log: string[] = []
  wx.login({ timeout: 10, complete: () => log.push('complete') })
  login.hang = false
  await clock.advance(60_000)
  assert.equal([log, login.codes, login.calls], [[], [], 1])
})

test('calls back in a later turn', async () => {
  const { wx } = opened()
  const log: string[] = []
  assert.is(wx.login({ success: ({ code }) => log.push(code) }), undefined)
  assert.equal(log, [])
  await drain()
  assert.is(log.length, 1)
})

test('has a session from a login on, until it expires', async () => {
  const { wx, login } = opened()
  const checked = async (): Promise<string> =>
    (await wx.checkSession().catch(reason => reason)).errMsg
  const expired = 'checkSession:fail session time out, need relogin'
  assert.is(await checked(), expired)
  await wx.login()
  assert.is(await checked(), 'checkSession:ok')
  login.expireSession()
  assert.is(await checked(), expired)
  await wx.login()
  assert.is(await checked(), 'checkSession:ok')
})

test.run()
