// What a mini program writes: the set-up of P0, as a CommonJS file; with a timeline, with
// the transport of its page on the web, and with a call that is written for axios.
const { alliumAdapter } = require('@allium/adapter-axios')
const { createClient, loading, query, serverMessage } = require('@allium/core')
const { createInspector, renderText } = require('@allium/inspector')
const { anyClientError, auth, bearer, createSession } = require('@allium/middleware-auth')
const { fromBody, refreshByToken } = require('@allium/middleware-auth')
const { fetchTransport } = require('@allium/transport-fetch')
const { wxLoading, wxStorage, wxTransport } = require('@allium/transport-wx')

const read = fromBody({ accessToken: 'data', refreshToken: 'refreshToken' })
const url = '/Login/RefreshToken'

exports.session = createSession({
  ...refreshByToken({ url, read, sign: bearer(), isRejected: anyClientError }),
  storage: wxStorage({ accessToken: 'accessToken', refreshToken: 'refreshToken' }),
})

const inspector = createInspector()

exports.api = createClient({
  baseURL: wx.getStorageSync('baseURL'),
  transport: typeof document === 'object' ? fetchTransport() : wxTransport(),
})
  .use(loading(wxLoading()))
  .use(auth({ session: exports.session }))
  .use(query())

exports.messageOf = serverMessage

inspector.watch(exports.api)
exports.timeline = () => renderText(inspector.rows())

/** As axios calls an adapter; axios itself wants a bundler. */
const adapter = alliumAdapter(exports.api)
const headers = { get() {}, toJSON: () => ({}) }
exports.getAsAxios = url => adapter({ url, method: 'get', headers })
