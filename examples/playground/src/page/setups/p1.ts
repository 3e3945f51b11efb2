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

/** How your page shows that something is under way, and what failed. */
const page: LoadingView = {
  show: () => document.body.classList.add('loading'),
  hide: () => document.body.classList.remove('loading'),
  toast: text => console.warn(text),
}

/**
 * P1: a token for one request; each answer brings the next, and a code the first. It signs
 * in by itself: `code` gives a fresh code, as `wxLogin()` does in a mini program.
 *
 * @example
 * const { api } = p1('https://api.example.com', async () => 'a code')
 * const { data } = await api.request({ url: '/me' })
 */
export function p1(baseURL: string, code: () => Promise<string>, view = page) {
  const session = createSession({
    storage: webStorage('p1'),
    ...loginByCode({
      url: '/v1/api/imiMini/login',
      code,
      read: firstOf(fromHeader('B-T'), fromBody('data.token')),
      isRejected: codeOtherThan(200, '200'),
    }),
    ...singleUse(fromHeader('B-T')),
  })
  const classify = expiredOn({ codes: [408, '408', 'TokenExpired'] })
  const api = createClient({ baseURL, method: 'POST', transport: fetchTransport() })
    .use(loading(view, { errorToast: 'Please try again later.' }))
    .use(envelope({ good: [200, '200'] }))
    .use(auth({ session, authenticator: tokenHeader('B-T'), classify }))
    .use(query())
  return { api, session }
}
