import { createClient, query } from '@allium/core'
import {
  auth,
  codeOtherThan,
  createSession,
  fromCookie,
  refreshByCookie,
} from '@allium/middleware-auth'
import { fetchTransport } from '@allium/transport-fetch'
import { createGate } from '@allium/transport-wx'

/** P4, form b: an HttpOnly cookie buys the access token, which is kept in memory. */
export function p4b(baseURL: string, jar = () => document.cookie) {
  const session = createSession({
    refreshTimeout: 5_000,
    revoke: ({ send }) => send({ url: '/logout', method: 'POST' }),
    ...refreshByCookie({
      url: '/v1/user/token/refresh',
      read: fromCookie('access_token', { jar }),
      isRejected: codeOtherThan(200),
    }),
  })
  // A browser opens six connections to a server: the gate lets the refresh go first.
  const gate = createGate({ maxConcurrent: 5 })
  const transport = Object.assign(fetchTransport({ credentials: 'include' }), { gate })
  const api = createClient({ baseURL, timeout: 5_000, transport })
    .use(auth({ session }))
    .use(query())
  return { api, session }
}
