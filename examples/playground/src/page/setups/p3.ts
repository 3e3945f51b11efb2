import type { LoadingView } from '@allium/core'
import {
  createClient,
  envelope,
  headers,
  loading,
  query,
  serverMessage,
} from '@allium/core'
import {
  anonymous,
  auth,
  bearer,
  createSession,
  fromBody,
  mirrored,
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
 * P3: the app's own credentials, renewed before they expire. It signs in by itself.
 *
 * @example
 * const app = { username: 'app', password: '5EBE2294…' } // MD5 of the password
 * const { api } = p3('https://api.example.com', app)
 * const { data } = await api.get('/me')
 */
export function p3(baseURL: string, app: object, view = page) {
  const fields = { accessToken: 'access_token', expiresAt: 'expires_in' }
  const session = createSession({
    storage: webStorage('p3', { fields }),
    ...anonymous({
      url: '/token',
      query: app,
      read: fromBody({ accessToken: 'access_token', expiresIn: 'expires_in' }),
    }),
  })
  const authenticator = mirrored(bearer(), tokenHeader('X-Token'))
  const api = createClient({ baseURL, httpsOnly: true, transport: fetchTransport() })
    .use(loading(view, { errorToast: serverMessage, toastMs: 3_000 }))
    .use(envelope({ pick: 'body' }))
    .use(auth({ session, authenticator }))
    .use(headers({ 'X-Requested-With': 'XMLHttpRequest' }))
    .use(query())
  return { api, session }
}
