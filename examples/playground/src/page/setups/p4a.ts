import { createClient, query } from '@allium/core'
import { auth, createSession, fromBody, refreshByToken } from '@allium/middleware-auth'
import { fetchTransport, webLock, webResume, webStorage } from '@allium/transport-fetch'

/**
 * P4, form a: a dual token in the body, kept in `localStorage`; the tabs share it.
 *
 * @example
 * const { api, signIn } = p4a('https://api.example.com')
 * await signIn('li', 'secret')
 * const { data } = await api.get('/me')
 */
export function p4a(baseURL: string) {
  const read = fromBody({ accessToken: 'accessToken', refreshToken: 'refreshToken' })
  const session = createSession({
    storage: webStorage('p4a'),
    lock: webLock('p4a'),
    onResume: webResume(),
    ...refreshByToken({ url: '/refresh-token', read }),
  })
  const api = createClient({ baseURL, timeout: 5_000, transport: fetchTransport() })
    .use(auth({ session }))
    .use(query())

  async function signIn(user: string, password: string) {
    type Tokens = { accessToken: string; refreshToken: string }
    const login = { user, password }
    const { data } = await api.post<Tokens>('/login', login, { auth: false })
    await session.signIn(data)
  }
  return { api, session, signIn }
}
