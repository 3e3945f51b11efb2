import { createClient, query } from '@allium/core'
import { auth, createSession, fromBody } from '@allium/middleware-auth'
import { refreshByToken } from '@allium/middleware-auth'
import { fetchTransport, webLock, webResume, webStorage } from '@allium/transport-fetch'

/** P4, form a: a dual token in the body, kept in `localStorage`. */
export function p4a(baseURL = '/api', storage = webStorage('session')) {
  const read = fromBody({ accessToken: 'accessToken', refreshToken: 'refreshToken' })
  const session = createSession({
    storage,
    lock: webLock('session'),
    onResume: webResume(),
    ...refreshByToken({ url: '/refresh-token', read }),
  })
  const api = createClient({ baseURL, timeout: 5_000, transport: fetchTransport() })
    .use(auth({ session }))
    .use(query())
  return { api, session }
}
