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
import { fetchTransport, webStorage } from '@allium/transport-fetch'
import { createGate } from '@allium/transport-wx'

/** P0: a dual token, expired with status 401; the refresh wants the old access token, too. */
export function p0(baseURL: string, screen: LoadingView) {
  const session = createSession({
    storage: webStorage('p0'),
    refreshTimeout: 5_000,
    ...refreshByToken({
      url: '/Login/RefreshToken',
      sign: bearer(),
      read: fromBody({ accessToken: 'data', refreshToken: 'refreshToken' }),
      isRejected: anyClientError,
    }),
  })
  const errorToast = (error: unknown) =>
    (Object(error).sessionEnded && serverMessage(error)) || '请求数据失败，请稍后重试。'
  // A browser opens six connections to a server: the gate lets the refresh go first.
  const gate = createGate({ maxConcurrent: 5 })
  const transport = Object.assign(fetchTransport(), { gate })
  const api = createClient({ baseURL, transport })
    .use(loading(screen, { errorToast }))
    .use(auth({ session }))
    .use(headers({ 'Content-Type': 'application/json' }))
    .use(query())
  return { api, session }
}
