// What a mini program writes: the set-up of P0, as a CommonJS file.
const { createClient, loading, query, serverMessage } = require('@allium/core')
const { anyClientError, auth, bearer, createSession } = require('@allium/middleware-auth')
const { fromBody, refreshByToken } = require('@allium/middleware-auth')
const { wxLoading, wxStorage, wxTransport } = require('@allium/transport-wx')

const read = fromBody({ accessToken: 'data', refreshToken: 'refreshToken' })
const url = '/Login/RefreshToken'

exports.session = createSession({
  ...refreshByToken({ url, read, sign: bearer(), isRejected: anyClientError }),
  storage: wxStorage({ accessToken: 'accessToken', refreshToken: 'refreshToken' }),
})

exports.api = createClient({
  baseURL: wx.getStorageSync('baseURL'),
  transport: wxTransport(),
})
  .use(loading(wxLoading()))
  .use(auth({ session: exports.session }))
  .use(query())

exports.messageOf = serverMessage
