import { inspect } from 'node:util'
import { isRequestError } from '@allium/core'
import { createNodeWx, drain, manualClock } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type LoginHost, type WxLoginOptions, wxLogin } from '../src/index'
import { quiet, rejection, stateOf, withGlobalWx } from './helpers'
import { asMy } from './hosts/my'

const test = suite('wxLogin')
test.after.each(quiet)

type Told = Parameters<LoginHost['login']>[0]

/** A host whose callbacks the test calls. */
function handHost(login: (told: Told) => unknown = () => undefined) {
  const calls: Told[] = []
  const host: LoginHost = {
    login(told) {
      calls.push(told)
      return login(told)
    },
  }
  const clock = manualClock()
  return { calls, host, clock, loginCode: wxLogin({ host, clock }) }
}

/** What the call of a host that does this comes to. */
async function outcome(login: (told: Told) => unknown): Promise<unknown> {
  const { loginCode, clock } = handHost(login)
  const ending = await loginCode().catch((error: unknown) => error)
  assert.is(clock.pending, 0, 'no timer is left')
  return ending
}

test('B01 each call has a code of its own, none is kept', async () => {
  const { wx, login } = createNodeWx()
  const loginCode = wxLogin({ host: wx })
  assert.is(await loginCode(), 'code-1')
  assert.is(await loginCode(), 'code-2')
  assert.equal(login.codes, ['code-1', 'code-2'])
})

test('B01 who asks while one is on its way gets that one', async () => {
  const { calls, loginCode } = handHost()
  const codes = [loginCode(), loginCode()]
  await drain()
  codes.push(loginCode())
  assert.is(calls.length, 1)
  calls[0]?.success({ code: 'c1' })
  assert.equal(await Promise.all(codes), ['c1', 'c1', 'c1'])
})

test('B01 whoever asks once it has ended, at once or well, gets another', async () => {
  const { calls, loginCode } = handHost()
  const again = loginCode().then(first => [first, loginCode()] as const)
  calls[0]?.success({ code: 'c1' })
  const [first, second] = await again
  assert.is(first, 'c1')
  assert.is(calls.length, 2)
  calls[1]?.fail({ errMsg: 'login:fail' })
  await rejection(second)
  const third = loginCode()
  calls[2]?.success({ code: 'c3' })
  assert.is(await third, 'c3')
})

test('B01 a host that calls back within the call, or throws, blocks nobody', async () => {
  let n = 0
  const { loginCode } = handHost(({ success }) => {
    n += 1
    if (n === 2) throw new Error('host')
    success({ code: `c${n}` })
  })
  assert.equal(await Promise.all([loginCode(), loginCode()]), ['c1', 'c1'])
  await rejection(loginCode())
  assert.is(await loginCode(), 'c3')
})

test('T05 a code comes by callback, by promise, or by both', async () => {
  const good = { code: 'c1', errMsg: 'login:ok' }
  const manners: Record<string, (told: Told) => unknown> = {
    'wx and uni: success, then complete': ({ success, complete }) => {
      success(good)
      complete(good)
    },
    'only complete': ({ complete }) => complete(good),
    'a promise alone': () => Promise.resolve(good),
    'Taro: a promise besides': ({ success }) => {
      success(good)
      return Promise.resolve(good)
    },
    'an async function, which resolves with nothing before': async ({ success }) => {
      setImmediate(() => success(good))
    },
    twice: ({ success }) => {
      success(good)
      success({ code: 'c2' })
    },
    'success, then fail': ({ success, fail }) => {
      success(good)
      fail({ errMsg: 'login:fail' })
    },
  }
  for (const [manner, login] of Object.entries(manners)) {
    assert.is(await outcome(login), 'c1', manner)
  }
})

test('T05 Alipay’s way fits with a line of the app’s', async () => {
  const { wx, login } = createNodeWx()
  const my = asMy(wx)
  const host: LoginHost = {
    login: told => my.getAuthCode({ scopes: 'auth_base', ...told }),
  }
  assert.is(await wxLogin({ host })(), 'code-1')
  assert.equal(login.codes, ['code-1'])
})

test('C01 every failure is typed, and no server has seen anything', async () => {
  const failures: Array<[raw: unknown, code: string, retryable: boolean]> = [
    [{ errMsg: 'login:fail' }, 'network', true],
    [{ errMsg: 'login:fail interrupted', errno: 600003 }, 'interrupted', true],
    [{ errMsg: 'request:fail errcode:-105 cronet_error_code:-105' }, 'network', true],
    [{ errMsg: 'login:fail 请求超时' }, 'timeout', true],
    [{ errno: 5, errMsg: 'login:fail' }, 'timeout', true],
    [{ error: 12, errorMessage: '网络出错' }, 'network', true],
    [new Error('fail'), 'network', true],
    [undefined, 'network', true],
    [null, 'network', true],
  ]
  const manners: Array<(raw: unknown) => (told: Told) => unknown> = [
    raw => told => told.fail(raw),
    raw => told => told.complete(raw),
    raw => () => Promise.reject(raw),
    raw => told => {
      told.fail(raw)
      return Promise.reject(raw)
    },
  ]
  for (const [raw, code, retryable] of failures) {
    for (const manner of manners) {
      const error = await outcome(manner(raw))
      assert.ok(isRequestError(error), inspect(raw))
      assert.equal(
        { code: error.code, sent: error.sent, retryable: error.retryable },
        { code, sent: false, retryable },
        inspect(raw),
      )
      assert.is(error.cause, raw)
    }
  }
})

test('C01 what the host throws is a failure like others', async () => {
  const thrown = new TypeError('login is not here')
  const error = await outcome(() => {
    throw thrown
  })
  assert.ok(isRequestError(error))
  assert.equal([error.code, error.sent], ['network', false])
  assert.is(error.cause, thrown)
  assert.is(error.message, 'CALL wx.login: the connection failed')
})

test('C09 a success without a code is a failure, and what else it holds stays out', async () => {
  for (const code of [undefined, null, '', 5, {}]) {
    const given = { code, anonymousCode: 's3cret', errMsg: 'login:ok' }
    const error = await outcome(({ success }) => success(given))
    assert.ok(isRequestError(error))
    assert.equal([error.code, error.sent], ['unreadable', false])
    assert.is(error.message, 'CALL wx.login: a success without a code')
    assert.is(error.cause, undefined)
    assert.not.match(inspect(error), /s3cret/)
  }
})

test('C05 a login that is never answered ends in time, and the next is a new one', async () => {
  const { calls, loginCode, clock } = handHost()
  const first = loginCode()
  assert.is(calls[0]?.timeout, 10_000)
  await clock.advance(9_999)
  assert.is(await stateOf(first), 'pending')
  await clock.advance(1)
  const error = await rejection(first)
  assert.equal([error.code, error.sent, error.retryable], ['timeout', false, true])
  assert.is(error.message, 'CALL wx.login: no code within 10000 ms')
  const second = loginCode()
  assert.is(calls.length, 2)
  calls[0]?.success({ code: 'late' })
  assert.is(await stateOf(second), 'pending')
  calls[1]?.success({ code: 'c2' })
  assert.is(await second, 'c2')
  assert.is(clock.pending, 0)
})

test('C05 how long it may take is an option, and the host is told', async () => {
  const { host, calls } = handHost()
  const clock = manualClock()
  const code = wxLogin({ host, clock, timeoutMs: 50 })()
  assert.is(calls[0]?.timeout, 50)
  await clock.advance(50)
  assert.is((await rejection(code)).code, 'timeout')
})

test('T05 the global `wx` is looked up at each use', async () => {
  const loginCode = wxLogin()
  const none = await rejection(loginCode())
  assert.equal([none.code, none.sent], ['invalid', false])
  assert.match(none.message, /^CALL wx\.login: there is no global `wx` here/)
  await withGlobalWx({}, async () => {
    const lacking = await rejection(loginCode())
    assert.is(lacking.message, 'CALL wx.login: the host has no `login`')
  })
  const { wx } = createNodeWx()
  await withGlobalWx(wx, async () => assert.is(await loginCode(), 'code-1'))
})

test('K32 wrong options throw when it is made, naming option and remedy', () => {
  const refused: ReadonlyArray<[unknown, RegExp]> = [
    [null, /^\[wxLogin\] takes an object of options$/],
    [{ host: null }, /^\[wxLogin\] `host` must be an object with/],
    [{ host: {} }, /^\[wxLogin\] `host` must be an object with `login`$/],
    [{ timeoutMs: 0 }, /^\[wxLogin\] `timeoutMs` must be a number of ms above 0/],
    [{ clock: {} }, /^\[wxLogin\] `clock` must be a clock/],
    [{ timeout: 5 }, /^\[wxLogin\] knows no option `timeout`; it has: timeoutMs/],
  ]
  for (const [options, message] of refused) {
    assert.throws(
      () => wxLogin(options as WxLoginOptions),
      (error: Error) => error instanceof TypeError && message.test(error.message),
    )
  }
})

test.run()
