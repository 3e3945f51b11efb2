import {
  createClient,
  headers,
  isRequestError,
  loading,
  query,
  serverMessage,
} from '@allium/core'
import { anyClientError, auth, createSession, isAuthError } from '@allium/middleware-auth'
import {
  wxLoading,
  wxLoginPage,
  wxResume,
  wxStorage,
  wxTransport,
} from '@allium/transport-wx'

// Another server during development: set it in the storage panel of the DevTools.
const baseURL = wx.getStorageSync('baseURL') || 'https://api.example.com'

export const session = createSession({
  storage: wxStorage({ accessToken: 'accessToken', refreshToken: 'refreshToken' }),
  onResume: wxResume(),
  isRejected: anyClientError,
  refresh: async ({ credential, send }) => {
    /** @type {import('@allium/core').Response<{ data: string, refreshToken?: string }>} */
    const { data } = await send({
      method: 'POST',
      url: '/Login/RefreshToken',
      headers: { Authorization: `Bearer ${credential.accessToken}` },
      data: { refreshToken: credential.refreshToken },
    })
    return { accessToken: data.data, refreshToken: data.refreshToken }
  },
})

export const api = createClient({ baseURL, transport: wxTransport() })
  .use(loading(wxLoading({ title: '加载中', mask: true }), { errorToast }))
  .use(auth({ session }))
  .use(headers({ 'X-App': 'allium-example' }))
  .use(query())

export const loginPage = wxLoginPage(session, {
  url: '/pages/login/login',
  delayMs: 2_000,
})

/**
 * A session that the server ended says why; where there was none, the login page says all.
 *
 * @param {unknown} error
 */
function errorToast(error) {
  if (isAuthError(error) && error.code === 'refresh-rejected') return serverMessage(error)
  if (isRequestError(error) && error.response?.status === 401) return undefined
  return '请求数据失败，请稍后重试。'
}
