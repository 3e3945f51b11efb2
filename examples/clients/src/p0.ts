import { createClient, headers, loading, query, serverMessage } from '@allium/core'
import { anyClientError, auth, bearer, createSession } from '@allium/middleware-auth'
import { fromBody, refreshByToken } from '@allium/middleware-auth'
import { wxLoading, wxLoginPage, wxResume } from '@allium/transport-wx'
import { wxStorage, wxTransport } from '@allium/transport-wx'

/** P0: a dual token, expired with status 401; the refresh wants the old access token, too. */
export function p0(baseURL: string) {
  const url = '/Login/RefreshToken'
  const read = fromBody({ accessToken: 'data', refreshToken: 'refreshToken' })
  const session = createSession({
    storage: wxStorage({ accessToken: 'accessToken', refreshToken: 'refreshToken' }),
    onResume: wxResume(),
    ...refreshByToken({ url, read, sign: bearer(), isRejected: anyClientError }),
  })
  const errorToast = (error: unknown) => {
    const { sessionEnded, response, request } = Object(error)
    const isAbsent = response?.status === 401 && !sessionEnded && !session.credential()
    if (isAbsent && !request.url.endsWith('/Login')) return undefined
    return (sessionEnded && serverMessage(error)) || '请求数据失败，请稍后重试。'
  }
  const api = createClient({ baseURL, transport: wxTransport() })
    .use(loading(wxLoading({ title: '加载中', mask: true }), { errorToast }))
    .use(auth({ session }))
    .use(headers({ 'Content-Type': 'application/json' }))
    .use(query())
  wxLoginPage(session, { url: '/pages/login/login', delayMs: 2_000 })
  return { api, session }
}
