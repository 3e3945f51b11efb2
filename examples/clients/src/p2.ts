import { createClient, envelope, loading, query, serverMessage } from '@allium/core'
import { auth, codeOtherThan, cookie, createSession } from '@allium/middleware-auth'
import { expiredOn, firstOf, fromBody } from '@allium/middleware-auth'
import { fromCookie, isAuthError, loginByCode } from '@allium/middleware-auth'
import { wxLogin, wxStorage, wxToast, wxTransport } from '@allium/transport-wx'

/** P2: a session cookie, expired with the body code '0002', and got anew by `wx.login`. */
export function p2(baseURL: string, loginPath = '/login') {
  const read = firstOf(fromCookie('JSESSIONID'), fromBody('data.sessionId'))
  const isRejected = codeOtherThan('0000')
  const session = createSession({
    storage: wxStorage({ accessToken: 'cookie' }),
    ...loginByCode({ url: loginPath, code: wxLogin(), read, isRejected }),
  })
  const isGood = (body: unknown) => Object(body).success === true
  const classify = expiredOn({ codes: ['0002'], unless: isGood })
  const errorToast = (error: unknown) => {
    const isForNow = isAuthError(error) && !error.sessionEnded
    return (isForNow ? undefined : serverMessage(error)) ?? '请求失败'
  }
  const api = createClient({ baseURL, method: 'POST', transport: wxTransport() })
    .use(loading(wxToast(), { errorToast }))
    .use(envelope({ good: ['0000'] }))
    .use(auth({ session, authenticator: cookie('JSESSIONID'), classify }))
    .use(query())
  return { api, session }
}
