// What a mini program writes, and what it finds: `found` is compared outside.
const core = require('@allium/core')
const authentication = require('@allium/middleware-auth')
const wechat = require('@allium/transport-wx')

const { auth, createSession, fromBody, refreshByToken } = authentication
const read = fromBody({ accessToken: 'accessToken', refreshToken: 'refreshToken' })
const session = createSession(
  Object.assign(refreshByToken({ url: '/refresh', read }), {
    storage: wechat.wxStorage({ accessToken: 'at', refreshToken: 'rt' }),
  }),
)

const transport = wechat.wxTransport({ streams: wechat.wxStreams() })
const api = core
  .createClient({ baseURL: 'https://api.test', transport })
  .use(core.loading(wechat.wxLoading(), { errorToast: core.serverMessage }))
  .use(core.envelope({ good: [0] }))
  .use(core.retry())
  .use(auth({ session }))
  .use(core.headers({ 'X-App': 'shop' }))
  .use(core.query())

const logouts = []
api.on('logout', ({ reason, message }) => logouts.push(`${reason} ${message}`))

const codeOf = call =>
  call.then(
    () => 'an answer',
    error => `${error.name} ${error.code}`,
  )

/** Each finds something, one after the other. */
const finds = {
  host: () =>
    [
      typeof URL,
      typeof console,
      typeof fetch,
      typeof TextDecoder,
      typeof globalThis,
    ].join(),

  async signIn() {
    await session.signIn({ accessToken: 'a0', refreshToken: 'r0' })
    return [kept.at, kept.rt]
  },

  async storm() {
    server.token += 1
    const before = server.seen.length
    const paths = ['/1', '/2', '/3', '/4', '/5', '/6', '/7', '/8']
    const calls = paths.map(path => api.get(path))
    const answers = []
    for (const call of calls) answers.push((await call).data.path)
    const seen = server.seen.slice(before)
    return [
      answers.join(''),
      seen.filter(each => /refresh/.test(each)),
      seen.length,
      kept.at,
    ]
  },

  async query() {
    const query = { 城市: ['北京', '😀 '], half: '\ud83d', n: [1, 2], none: undefined }
    const { data } = await api.get('/search', { query })
    return data.path
  },

  async form() {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const { data } = await api.post('/form', { 备注: '两箱苹果 & 梨' }, { headers })
    return data.data
  },

  async retried() {
    const at = now
    const { data } = await api.get('/busy')
    return [data.path, now > at]
  },

  async failures() {
    const call = api.get('/never', { toast: false })
    setTimeout(() => call.abort(), 5)
    return [
      await codeOf(call),
      await codeOf(api.get('/never', { timeout: 100, toast: false })),
      await codeOf(api.get('/never', { deadline: 50, toast: false })),
      await codeOf(api.post('/offline', {}, { toast: false })),
      await codeOf(api.get('/broken', { toast: false })),
      await codeOf(api.get('/tea')),
    ]
  },

  async errorsAreOfTheirClass() {
    try {
      await api.get('/tea')
      return 'an answer'
    } catch (error) {
      const isOne = error instanceof core.RequestError && core.isRequestError(error)
      return [isOne, error instanceof Error, String(error), JSON.stringify(error)]
    }
  },

  async stream() {
    const { data } = await api.stream('/stream')
    const words = []
    for await (const event of core.eventsOf(data)) words.push(event.data)
    return words
  },

  async refused() {
    server.token += 1
    server.isRejecting = true
    const calls = [codeOf(api.get('/a')), codeOf(api.get('/b'))]
    return [await calls[0], await calls[1], logouts, kept]
  },
}

const found = {}
let isDone = false

const run = async () => {
  for (const name of Object.keys(finds)) {
    try {
      found[name] = await finds[name]()
    } catch (error) {
      found[name] = `threw ${error} ${error.stack}`
    }
  }
  isDone = true
}

run()

/** For the engine's driver, once nothing is left to do. */
this.told = () => JSON.stringify({ isDone, found, timers: timers.length, screen })
