import { createClient, headers, loading, query } from '@allium/core'
import { anyClientError, auth, createSession } from '@allium/middleware-auth'
import { wxLoading, wxStorage, wxTransport } from '@allium/transport-wx'
import { trace } from './trace'

/** The set-up of a project, as the README shows it, and one layer of its own. */
export function createShop(baseURL: string) {
  const session = createSession({
    storage: wxStorage({ accessToken: 'accessToken', refreshToken: 'refreshToken' }),
    isRejected: anyClientError,
    refresh: async ({ credential, send }) => {
      const { data } = await send<{ data: string; refreshToken?: string }>({
        method: 'POST',
        url: '/Login/RefreshToken',
        headers: { Authorization: `Bearer ${credential.accessToken}` },
        data: { refreshToken: credential.refreshToken },
      })
      return { accessToken: data.data, refreshToken: data.refreshToken }
    },
  })
  const { layer, spans } = trace()
  const api = createClient({ baseURL, transport: wxTransport() })
    .use(loading(wxLoading({ title: '加载中', mask: true })))
    .use(auth({ session }))
    .use(headers({ 'X-App': 'shop' }))
    .use(query())
    .use(layer)
  return { api, session, spans }
}

export type Shop = ReturnType<typeof createShop>
