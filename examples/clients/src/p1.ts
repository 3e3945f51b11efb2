import { createClient, envelope, loading, query } from '@allium/core'
import { auth, codeOtherThan, createSession, expiredOn } from '@allium/middleware-auth'
import { firstOf, fromBody, fromHeader, loginByCode } from '@allium/middleware-auth'
import { singleUse, tokenHeader } from '@allium/middleware-auth'
import { wxLogin, wxStorage, wxToast, wxTransport } from '@allium/transport-wx'

/** P1: a token for one request; each answer brings the next, and `wx.login` the first. */
export function p1(baseURL: string) {
  const session = createSession({
    storage: wxStorage({ accessToken: 'LOGIN_B_T' }),
    ...loginByCode({
      url: '/v1/api/imiMini/login',
      code: wxLogin(),
      read: firstOf(fromHeader('B-T'), fromBody('data.token')),
      isRejected: codeOtherThan(200, '200'),
    }),
    ...singleUse(fromHeader('B-T')),
  })
  const classify = expiredOn({ codes: [408, '408', 'TokenExpired'] })
  const api = createClient({ baseURL, method: 'POST', transport: wxTransport() })
    .use(loading(wxToast(), { errorToast: '请求发送失败' }))
    .use(envelope({ good: [200, '200'] }))
    .use(auth({ session, authenticator: tokenHeader('B-T'), classify }))
    .use(query())
  return { api, session }
}
