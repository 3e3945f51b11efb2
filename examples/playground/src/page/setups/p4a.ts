import { createClient, query } from '@allium/core'
import { auth, createSession, fromBody, refreshByToken } from '@allium/middleware-auth'
import { fetchTransport, webLock, webStorage } from '@allium/transport-fetch'
import { createGate } from '@allium/transport-wx'

/** P4, form a: a dual token in the body, kept in `localStorage`; the tabs share it. */
export function p4a(baseURL: string) {
  const read = fromBody({ accessToken: 'accessToken', refreshToken: 'refreshToken' })
  const session = createSession({
    storage: webStorage('p4a'),
    lock: webLock('p4a'),
    refreshTimeout: 5_000,
    ...refreshByToken({ url: '/refresh-token', read }),
  })
  // A browser opens six connections to a server: the gate lets the refresh go first.
  const gate = createGate({ maxConcurrent: 5 })
  const transport = Object.assign(fetchTransport(), { gate })
  const api = createClient({ baseURL, timeout: 5_000, transport })
    .use(auth({ session }))
    .use(query())
  return { api, session }
}
