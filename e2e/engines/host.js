// A phone made of the language: time that passes by hand, and a `wx` with a server behind it.
let now = 1700000000000
let timers = []
let ids = 0

Date.now = () => now

const setTimeout = (run, ms) => {
  ids += 1
  timers.push({ id: ids, run, at: now + Math.max(Number(ms) || 0, 0) })
  return ids
}

const clearTimeout = id => {
  timers = timers.filter(each => each.id !== id)
}

/** Runs the timer that is due next; says whether there was one. */
const turn = () => {
  const next = timers.slice().sort((a, b) => a.at - b.at || a.id - b.id)[0]
  if (next === undefined) return false
  clearTimeout(next.id)
  now = next.at
  next.run()
  return true
}

/** The server: one user, whose tokens are counted. */
const server = { token: 0, refreshToken: 0, seen: [], isRejecting: false }

server.answer = ({ url, method, header, data }) => {
  const path = url.replace('https://api.test', '')
  server.seen.push(`${method} ${path}`)
  if (path === '/refresh') return server.refresh(JSON.parse(data).refreshToken)
  if (path === '/tea') return [418, { msg: '我是茶壶' }]
  if (path === '/broken') return [200, '{"a":']
  if (path === '/busy' && server.seen.filter(each => /busy/.test(each)).length < 3) {
    return [503, {}]
  }
  if (header.authorization !== `Bearer a${server.token}`) return [401, { msg: 'expired' }]
  return [200, { code: 0, data: { path, data } }]
}

server.refresh = shown => {
  if (server.isRejecting || shown !== `r${server.refreshToken}`) {
    return [401, { msg: '登录已过期，请重新登录' }]
  }
  server.token += 1
  server.refreshToken += 1
  return [
    200,
    { accessToken: `a${server.token}`, refreshToken: `r${server.refreshToken}` },
  ]
}

/** What the screen was told. */
const screen = []
const kept = {}

const wx = {
  request(options) {
    const listeners = {}
    let isOver = false
    const end = (name, result) => {
      if (isOver) return
      isOver = true
      options[name](result)
      options.complete(result)
    }
    if (/\/stream$/.test(options.url)) return wx.stream(listeners, end)
    if (!/\/never$/.test(options.url)) {
      setTimeout(() => {
        const [statusCode, body] = server.answer(options)
        const data = typeof body === 'string' ? body : JSON.stringify(body)
        end('success', { statusCode, data, header: { 'X-Of': 'api' }, cookies: [] })
      }, 40)
    }
    if (/\/offline$/.test(options.url)) {
      setTimeout(
        () => end('fail', { errMsg: 'request:fail 网络不可用', errno: 600001 }),
        1,
      )
    }
    return {
      abort: () => setTimeout(() => end('fail', { errMsg: 'request:fail abort' })),
    }
  },

  // Two events, cut within a character and within a line end.
  stream(listeners, end) {
    const bytes = [
      [0x64, 0x61, 0x74, 0x61, 0x3a, 0x20, 0xe4, 0xbd],
      [0xa0, 0xe5, 0xa5, 0xbd, 0x0d],
      [0x0a, 0x0d, 0x0a, 0x64, 0x61, 0x74, 0x61, 0x3a, 0xf0, 0x9f, 0x98],
      [0x80, 0x0a, 0x0a],
    ]
    setTimeout(() => {
      listeners.head({ statusCode: 200, header: { 'Content-Type': 'text/event-stream' } })
      for (const piece of bytes) listeners.chunk({ data: new Uint8Array(piece).buffer })
      end('success', { statusCode: 200, data: '', header: {}, cookies: [] })
    }, 10)
    return {
      abort() {},
      onHeadersReceived: listener => {
        listeners.head = listener
      },
      onChunkReceived: listener => {
        listeners.chunk = listener
      },
    }
  },

  getStorageSync: key => (key in kept ? kept[key] : ''),
  setStorageSync: (key, value) => {
    kept[key] = value
  },
  removeStorageSync: key => {
    delete kept[key]
  },
  showLoading: ({ title }) => screen.push(`loading ${title}`),
  hideLoading: () => screen.push('hidden'),
  showToast: ({ title }) => screen.push(`toast ${title}`),
}

// For the packages, and for the engine's driver.
Object.assign(this, { setTimeout, clearTimeout, wx, turn })
