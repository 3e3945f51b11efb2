import type { LoadingView } from '@allium/core'
import { createClient, envelope, loading, query } from '@allium/core'
import {
  auth,
  codeOtherThan,
  createSession,
  expiredOn,
  firstOf,
  fromBody,
  fromHeader,
  loginByCode,
  singleUse,
  tokenHeader,
} from '@allium/middleware-auth'
import { fetchTransport, webStorage } from '@allium/transport-fetch'
import { createGate } from '@allium/transport-wx'

/** P1: a token for one request; each answer brings the next, and a code the first. */
export function p1(baseURL: string, screen: LoadingView, code: () => Promise<string>) {
  const session = createSession({
    storage: webStorage('p1'),
    refreshTimeout: 5_000,
    ...loginByCode({
      url: '/v1/api/imiMini/login',
      code, // `wxLogin()` in a mini program
      read: firstOf(fromHeader('B-T'), fromBody('data.token')),
      isRejected: codeOtherThan(200, '200'),
    }),
    ...singleUse(fromHeader('B-T')),
  })
  const classify = expiredOn({ codes: [408, '408', 'TokenExpired'] })
  // A browser opens six connections to a server: the gate lets the refresh go first.
  const gate = createGate({ maxConcurrent: 5 })
  const transport = Object.assign(fetchTransport(), { gate })
  const api = createClient({ baseURL, method: 'POST', transport })
    .use(loading(screen, { errorToast: '请求发送失败' }))
    .use(envelope({ good: [200, '200'] }))
    .use(auth({ session, authenticator: tokenHeader('B-T'), classify }))
    .use(query())
  return { api, session }
}
