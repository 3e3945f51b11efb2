// The server behind the blocks that are run: tokens that expire, and the endpoints that
// the recipes speak of.
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'

/** The signature of a text, or of bytes. */
export function sign(body) {
  const bytes = typeof body === 'string' ? body : new Uint8Array(body)
  return createHmac('sha256', 'app secret').update(bytes).digest('hex')
}

/** A shop with nobody in it, on a port of its own. */
export async function openShop() {
  const state = { serial: 0, isBroken: false, busy: 2, orders: new Map() }
  const issue = () => {
    state.serial += 1
    state.live = `a${state.serial}`
    state.buys = `r${state.serial}`
    return { accessToken: state.live, refreshToken: state.buys }
  }
  const server = createServer(async (request, response) => {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    const { pathname } = new URL(request.url, 'http://shop')
    const route = routes[`${request.method} ${pathname}`]
    const isSignedIn = request.headers.authorization === `Bearer ${state.live}`
    if (route === undefined) return answer(response, 404, { msg: 'not found' })
    if (!route.isOpen && !isSignedIn) return answer(response, 401, { msg: 'expired' })
    return route({ request, response, body, state, issue })
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    expire: () => {
      state.live = undefined
    },
    breakRefresh: () => {
      state.isBroken = true
    },
    close: () =>
      new Promise(resolve => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}

function answer(response, status, body, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

const enveloped = ({ accessToken, refreshToken }) => ({
  code: 200,
  data: { token: accessToken, refreshToken },
})

const open = route => Object.assign(route, { isOpen: true })

const routes = {
  'POST /Login': open(({ response, body, issue }) => {
    if (JSON.parse(body).password === 'secret') answer(response, 200, { data: issue() })
    else answer(response, 401, { msg: '用户名或密码错误' })
  }),
  'POST /Login/RefreshToken': open(({ response, body, state, issue }) => {
    if (state.isBroken) return answer(response, 503, { msg: 'later' })
    if (JSON.parse(body).refreshToken !== state.buys) return answer(response, 401, {})
    const { accessToken, refreshToken } = issue()
    return answer(response, 200, { data: accessToken, refreshToken })
  }),
  // The same as a hand-written wrapper knows it: each body is `{ code, msg, data }`.
  'POST /login': open(({ response, body, issue }) => {
    if (JSON.parse(body).password === 'secret') answer(response, 200, enveloped(issue()))
    else answer(response, 401, { code: 401, msg: '用户名或密码错误' })
  }),
  'POST /refresh': open(({ response, body, state, issue }) => {
    const isGood = JSON.parse(body).refreshToken === state.buys
    if (isGood) answer(response, 200, enveloped(issue()))
    else answer(response, 401, { code: 401, msg: '请重新登录' })
  }),
  'GET /profile': ({ response }) =>
    answer(response, 200, { code: 200, data: { user: 'ming' } }),
  'GET /me': ({ response }) => answer(response, 200, { data: { user: 'ming' } }),
  'GET /items': ({ response }) => answer(response, 200, { data: ['tea', 'cup'] }),
  /** Busy for the first two that ask. */
  'GET /news': open(({ response, state }) => {
    state.busy -= 1
    if (state.busy >= 0) return answer(response, 503, { msg: 'busy' })
    return answer(response, 200, { data: ['spring sale'] })
  }),
  /** Busy for the first that asks, and says so in the body. */
  'GET /stock': open(({ response, state }) => {
    const code = state.hasCounted ? 'OK' : 'BUSY'
    state.hasCounted = true
    answer(response, 200, { code, data: code === 'OK' ? 3 : null })
  }),
  /** Carries the order out, and is busy when it should say so, once for each key. */
  'POST /pay': open(({ request, response, state }) => {
    const key = request.headers['idempotency-key']
    const isNew = !state.orders.has(key)
    if (isNew) state.orders.set(key, state.orders.size + 1)
    if (isNew) return answer(response, 503, { msg: 'busy' })
    return answer(response, 200, { data: { order: state.orders.get(key) } })
  }),
  /** Checks the signature, and that no signature is used twice. */
  'GET /signed': ({ request, response, state }) => {
    const { 'x-sign': given, 'x-nonce': nonce, 'x-time': time } = request.headers
    state.seen ??= new Set()
    const isNew = !state.seen.has(nonce)
    state.seen.add(nonce)
    const isGood = isNew && given === sign(`GET ${request.url} ${time} ${nonce}`)
    answer(response, isGood ? 200 : 400, { data: isGood ? 'signature accepted' : 'no' })
  },
  /** Checks a signature over the body, and says what came as what. */
  'POST /signed-body': open(({ request, response, body }) => {
    const { 'x-sign': given, 'content-type': type } = request.headers
    const isGood = given === sign(body)
    answer(response, isGood ? 200 : 400, { data: `${type}: ${body}` })
  }),
  'POST /photos': ({ response, body }) => {
    const album = /name="album"\r\n\r\n(.*)\r\n/.exec(body)?.[1]
    answer(response, 201, { data: { id: 'p1', album } })
  },
  /** Two events in one piece, and a character that is cut in two. */
  'POST /chat': async ({ response }) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    const bytes = Buffer.from('data: 你\n\ndata: 好，\n\ndata: 茶\n\ndata: [DONE]\n\n')
    const cut = bytes.indexOf(Buffer.from('茶')) + 1
    response.write(bytes.subarray(0, cut))
    await new Promise(resolve => setTimeout(resolve, 20))
    response.end(bytes.subarray(cut))
  },
}
