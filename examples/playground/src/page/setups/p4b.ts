import { createClient, query, type Response } from '@allium/core'
import {
  auth,
  codeOtherThan,
  createSession,
  fromCookie,
  refreshByCookie,
} from '@allium/middleware-auth'
import { fetchTransport, webLock, webMemory, webResume } from '@allium/transport-fetch'

/**
 * P4, form b: an HttpOnly cookie buys the access token, which is kept in the memory of the
 * open tabs.
 *
 * @example
 * const { api, signIn } = p4b('https://api.example.com')
 * await signIn('li', 'secret')
 * const { data } = await api.get('/me')
 */
export function p4b(baseURL: string, jar = () => document.cookie) {
  const fromJar = fromCookie('access_token', { jar })
  // The jar has the old token, too: without code 200 there is no new one.
  const read = (answer: Response) =>
    Object(answer.data).code === 200 ? fromJar(answer) : undefined
  const session = createSession({
    storage: webMemory('p4b'),
    lock: webLock('p4b'),
    onResume: webResume(),
    revoke: ({ send }) => send({ url: '/logout', method: 'POST' }),
    ...refreshByCookie({
      url: '/v1/user/token/refresh',
      read,
      isRejected: codeOtherThan(200, '200'),
    }),
  })
  const transport = fetchTransport({ credentials: 'include' })
  const api = createClient({ baseURL, timeout: 5_000, transport })
    .use(auth({ session }))
    .use(query())

  async function signIn(user: string, password: string) {
    await api.post('/login', { user, password }, { auth: false })
    await session.refresh()
  }
  return { api, session, signIn }
}
