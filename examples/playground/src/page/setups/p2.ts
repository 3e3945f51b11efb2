import type { LoadingView } from '@allium/core'
import { createClient, envelope, loading, query, serverMessage } from '@allium/core'
import {
  auth,
  codeOtherThan,
  cookie,
  createSession,
  expiredOn,
  fromBody,
  loginByCode,
} from '@allium/middleware-auth'
import { fetchTransport, webStorage } from '@allium/transport-fetch'

/** How your page shows that something is under way, and what failed. */
const page: LoadingView = {
  show: () => document.body.classList.add('loading'),
  hide: () => document.body.classList.remove('loading'),
  toast: text => console.warn(text),
}

/** A page may not write `Cookie`, as a mini program does: this server reads `X-Cookie`. */
const send: typeof fetch = (url, init) => {
  const { cookie = '', ...others } = Object(init).headers
  return fetch(url, { ...init, headers: { ...others, 'x-cookie': cookie } })
}

/**
 * P2: a session cookie, expired with the body code '0002', and got anew by a code. It signs
 * in by itself: `code` gives a fresh code, as `wxLogin()` does in a mini program.
 *
 * @example
 * const { api } = p2('https://api.example.com', async () => 'a code')
 * const { data } = await api.request({ url: '/me' })
 */
export function p2(baseURL: string, code: () => Promise<string>, view = page) {
  const session = createSession({
    storage: webStorage('p2'),
    ...loginByCode({
      url: '/login',
      code,
      read: fromBody('data.sessionId'),
      isRejected: codeOtherThan('0000'),
    }),
  })
  const isGood = (body: unknown) => Object(body).success === true
  const classify = expiredOn({ codes: ['0002'], unless: isGood })
  const errorToast = (error: unknown) => serverMessage(error) ?? 'It failed.'
  const transport = fetchTransport({ fetch: send })
  const api = createClient({ baseURL, method: 'POST', transport })
    .use(loading(view, { errorToast }))
    .use(envelope({ good: ['0000'] }))
    .use(auth({ session, authenticator: cookie('JSESSIONID'), classify }))
    .use(query())
  return { api, session }
}
