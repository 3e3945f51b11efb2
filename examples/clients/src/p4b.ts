import { createClient, query } from '@allium/core'
import { auth, codeOtherThan, createSession } from '@allium/middleware-auth'
import { fromCookie, refreshByCookie } from '@allium/middleware-auth'
import { fetchTransport } from '@allium/transport-fetch'

/** P4, form b: an HttpOnly cookie buys the access token, which is kept in memory. */
export function p4b(baseURL = '/api', jar = () => document.cookie) {
  const session = createSession(
    refreshByCookie({
      url: '/v1/user/token/refresh',
      read: fromCookie('access_token', { jar }),
      isRejected: codeOtherThan(200),
    }),
  )
  const transport = fetchTransport({ credentials: 'include' })
  const api = createClient({ baseURL, timeout: 5_000, transport })
    .use(auth({ session }))
    .use(query())
  return { api, session }
}
