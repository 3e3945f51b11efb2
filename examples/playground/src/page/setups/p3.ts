import {
  createClient,
  envelope,
  headers,
  type LoadingView,
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
import { createGate } from '@allium/transport-wx'

/** P3: the app's own credentials, renewed before they expire. */
export function p3(baseURL: string, screen: LoadingView, app: object) {
  const fields = { accessToken: 'access_token', expiresAt: 'expires_in' }
  const session = createSession({
    storage: webStorage('p3', { fields }),
    refreshTimeout: 5_000,
    ...anonymous({
      url: '/token',
      query: app, // { username, password }
      read: fromBody({ accessToken: 'access_token', expiresIn: 'expires_in' }),
    }),
  })
  const authenticator = mirrored(bearer(), tokenHeader('X-Token'))
  // A browser opens six connections to a server: the gate lets the refresh go first.
  const gate = createGate({ maxConcurrent: 5 })
  const transport = Object.assign(fetchTransport(), { gate })
  const api = createClient({ baseURL, httpsOnly: true, transport })
    .use(loading(screen, { errorToast: serverMessage, toastMs: 3_000 }))
    .use(envelope({ pick: 'body' }))
    .use(auth({ session, authenticator }))
    .use(headers({ 'X-Requested-With': 'XMLHttpRequest' }))
    .use(query())
  return { api, session }
}
