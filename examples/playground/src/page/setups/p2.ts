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
import { createGate } from '@allium/transport-wx'

/** P2: a session cookie, expired with the body code '0002', and got anew by a code. */
export function p2(baseURL: string, screen: LoadingView, code: () => Promise<string>) {
  const session = createSession({
    storage: webStorage('p2'),
    refreshTimeout: 5_000,
    ...loginByCode({
      url: '/login',
      code, // `wxLogin()` in a mini program
      read: fromBody('data.sessionId'),
      isRejected: codeOtherThan('0000'),
    }),
  })
  const isGood = (body: unknown) => Object(body).success === true
  const classify = expiredOn({ codes: ['0002'], unless: isGood })
  const errorToast = (error: unknown) => serverMessage(error) ?? '请求失败'
  // A page may not write `Cookie`, as a mini program does: this server reads `X-Cookie`.
  const send: typeof fetch = (url, init) => {
    const { cookie = '', ...others } = Object(init).headers
    return fetch(url, { ...init, headers: { ...others, 'x-cookie': cookie } })
  }
  // A browser opens six connections to a server: the gate lets the refresh go first.
  const gate = createGate({ maxConcurrent: 5 })
  const transport = Object.assign(fetchTransport({ fetch: send }), { gate })
  const api = createClient({ baseURL, method: 'POST', transport })
    .use(loading(screen, { errorToast }))
    .use(envelope({ good: ['0000'] }))
    .use(auth({ session, authenticator: cookie('JSESSIONID'), classify }))
    .use(query())
  return { api, session }
}
