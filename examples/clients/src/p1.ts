import { createClient, envelope, loading, query } from '@allium/core'
import { auth, codeOtherThan, createSession, expiredOn } from '@allium/middleware-auth'
import { firstOf, fromBody, fromHeader, loginByCode } from '@allium/middleware-auth'
import { type Classifier, singleUse, tokenHeader } from '@allium/middleware-auth'
import { wxLogin, wxStorage, wxToast, wxTransport } from '@allium/transport-wx'
import { hotReads } from './hot-reads'

/** P1: a token for one request; each answer brings the next, and `wx.login` the first. */
export function p1(baseURL: string, hotURLs: readonly string[] = []) {
  const url = '/v1/api/imiMini/login'
  const read = firstOf(fromHeader('B-T'), fromBody('data.token'))
  const isRejected = codeOtherThan(200, '200')
  const session = createSession({
    storage: wxStorage({ accessToken: 'LOGIN_B_T' }),
    ...loginByCode({ url, code: wxLogin(), read, isRejected }),
    ...singleUse(fromHeader('B-T')),
  })
  const expired = expiredOn({ codes: [408, '408', 'TokenExpired'] })
  // The HTTP status 408 is a timeout, whatever its body repeats.
  const classify: Classifier = (answer, request) =>
    answer.status === 408 ? 'other' : expired(answer, request)
  const api = createClient({ baseURL, method: 'POST', transport: wxTransport() })
    .use(loading(wxToast(), { errorToast: '请求发送失败' }))
    .use(hotReads(session, hotURLs))
    .use(envelope({ good: [200, '200'] }))
    .use(auth({ session, authenticator: tokenHeader('B-T'), classify }))
    .use(query())
  return { api, session }
}
