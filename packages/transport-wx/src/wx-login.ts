import {
  aClock,
  aLimit,
  type Clock,
  checkOptions,
  createAbortController,
  hostClock,
  RequestError,
} from '@allium/core'
import { eitherStyle } from './either-style'
import { exchange } from './exchange'
import { aHost, hostFor } from './find-host'
import type { LoginHost } from './host'
import { hostFailure } from './host-failure'

/** How a code is asked for. */
export interface WxLoginOptions {
  /** How long `wx.login` may take, in ms; its own `timeout` is not kept. @default 10_000 */
  readonly timeoutMs?: number | undefined
  /** `uni`, `{ login: Taro.login }`, or a fake. @default the global `wx`, looked up at each use */
  readonly host?: LoginHost | undefined
  /** Time; a manual one in tests. @default the host's */
  readonly clock?: Clock | undefined
}

/** How errors name the call. */
const request = { method: 'CALL', url: 'wx.login' }

/**
 * A fresh `wx.login` code at each call, for a session that signs in by code. A code can be
 * redeemed once and none is kept; who asks while one is on its way gets that one.
 *
 * Rejects with a `RequestError` whose `sent` is false: no server has seen anything, so
 * that a session keeps what it has.
 *
 * @example
 * import { createSession } from '@allium/middleware-auth'
 * import { wxLogin } from '@allium/transport-wx'
 *
 * const loginCode = wxLogin()
 * const session = createSession({
 *   fromNothing: true,
 *   async refresh({ send }) {
 *     const data = { code: await loginCode() }
 *     const answer = await send<{ token: string }>({ method: 'POST', url: '/login', data })
 *     return { accessToken: answer.data.token }
 *   },
 * })
 *
 * @throws TypeError for wrong options.
 */
export function wxLogin(options: WxLoginOptions = {}): () => Promise<string> {
  checkOptions('wxLogin', options, {
    timeoutMs: aLimit,
    host: aHost('login'),
    clock: aClock,
  })
  let underWay: Promise<string> | undefined
  const over = () => {
    underWay = undefined
  }
  return () => {
    if (underWay === undefined) {
      underWay = codeOf(options)
      // Heard before any caller's: who asks again at once gets another code.
      underWay.then(over, over)
    }
    return underWay
  }
}

async function codeOf(options: WxLoginOptions): Promise<string> {
  const { timeoutMs = 10_000, clock = hostClock } = options
  const host = hostFor(request, options.host, 'login')
  const { signal, abort } = createAbortController()
  const timer = clock.setTimeout(abort, timeoutMs)
  const heard: LoginHost = { login: told => eitherStyle(host.login(told), told.fail) }
  const ending = await exchange(heard, 'login', { timeout: timeoutMs }, signal)
  clock.clearTimeout(timer)
  if (ending === 'aborted') {
    const message = `no code within ${timeoutMs} ms`
    throw new RequestError('timeout', { request, message, sent: false })
  }
  const { code, authCode, errMsg } = Object(ending.given) as Record<string, unknown>
  // Alipay names it otherwise.
  const given = code ?? authCode
  if (typeof given === 'string' && given !== '') return given
  if (!/:ok$/.test(String(errMsg))) throw hostFailure(request, ending.given, 1, false)
  // No cause: what else it holds may be as good as a code.
  const message = 'a success without a code'
  throw new RequestError('unreadable', { request, message, sent: false })
}
