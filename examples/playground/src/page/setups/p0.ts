import type { LoadingView } from '@allium/core'
import { createClient, headers, loading, query, serverMessage } from '@allium/core'
import {
  anyClientError,
  auth,
  bearer,
  createSession,
  fromBody,
  refreshByToken,
} from '@allium/middleware-auth'
import { fetchTransport, webResume, webStorage } from '@allium/transport-fetch'

/** How your page shows that something is under way, and what failed. */
const page: LoadingView = {
  show: () => document.body.classList.add('loading'),
  hide: () => document.body.classList.remove('loading'),
  toast: text => console.warn(text),
}

/**
 * P0: a dual token, expired with status 401; the refresh wants the old access token, too.
 *
 * @example
 * const { api, signIn } = p0('https://api.example.com')
 * await signIn('li', 'secret')
 * const { data } = await api.get('/me')
 */
export function p0(baseURL: string, view = page) {
  const session = createSession({
    storage: webStorage('p0'),
    onResume: webResume(),
    ...refreshByToken({
      url: '/Login/RefreshToken',
      sign: bearer(),
      read: fromBody({ accessToken: 'data', refreshToken: 'refreshToken' }),
      isRejected: anyClientError,
    }),
  })
  const errorToast = (error: unknown) =>
    (Object(error).sessionEnded && serverMessage(error)) || 'Please try again later.'
  const api = createClient({ baseURL, transport: fetchTransport() })
    .use(loading(view, { errorToast }))
    .use(auth({ session }))
    .use(headers({ 'Content-Type': 'application/json' }))
    .use(query())

  async function signIn(user: string, password: string) {
    type Tokens = { accessToken: string; refreshToken: string }
    const login = { user, password }
    const { data } = await api.post<{ data: Tokens }>('/Login', login, { auth: false })
    await session.signIn(data.data)
  }
  return { api, session, signIn }
}
