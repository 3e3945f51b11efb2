import { createClient, envelope, headers, loading, query } from '@allium/core'
import { serverMessage } from '@allium/core'
import { anonymous, auth, bearer, createSession } from '@allium/middleware-auth'
import { fromBody, mirrored, tokenHeader } from '@allium/middleware-auth'
import { wxRecordStorage, wxToast, wxTransport } from '@allium/transport-wx'
import { uniHost } from './uni'

/** P3: the app's own credentials over `uni.request`, renewed before they expire. */
export function p3(baseURL: string, login: { username: string; password: string }) {
  const host = uniHost()
  const fields = { accessToken: 'access_token', expiresAt: 'expires_in' }
  const session = createSession({
    storage: wxRecordStorage('token', fields, { host }),
    ...anonymous({
      url: '/token',
      query: login,
      read: fromBody({ accessToken: 'access_token', expiresIn: 'expires_in' }),
    }),
  })
  const authenticator = mirrored(bearer(), tokenHeader('X-Token'))
  const transport = wxTransport({ host })
  const api = createClient({ baseURL, httpsOnly: true, transport })
    .use(loading(wxToast({ host }), { errorToast: serverMessage, toastMs: 3_000 }))
    .use(envelope({ pick: 'body' }))
    .use(auth({ session, authenticator }))
    .use(headers({ 'X-Requested-With': 'XMLHttpRequest' }))
    .use(query())
  return { api, session }
}
