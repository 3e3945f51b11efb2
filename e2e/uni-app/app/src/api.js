import { createClient, loading, query, serverMessage } from '@allium/core'
import {
  anyClientError,
  auth,
  bearer,
  createSession,
  fromBody,
  refreshByToken,
} from '@allium/middleware-auth'
import { wxLoading, wxStorage, wxTransport } from '@allium/transport-wx'
import { host } from './host'

/** P0 over `uni`, on whatever platform it stands for. */
const fields = { accessToken: 'accessToken', refreshToken: 'refreshToken' }
const read = fromBody({ accessToken: 'data', refreshToken: 'refreshToken' })
const url = '/Login/RefreshToken'

export const session = createSession({
  ...refreshByToken({ url, read, sign: bearer(), isRejected: anyClientError }),
  storage: wxStorage(fields, { host }),
})

export const api = createClient({
  baseURL: host.getStorageSync('baseURL') || '/api',
  transport: wxTransport({ host }),
})
  .use(loading(wxLoading({ host }), { errorToast: serverMessage }))
  .use(auth({ session }))
  .use(query())
