import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClient } from '@allium/core'
import { auth, createSession } from '@allium/middleware-auth'
import { createNodeWx, type NodeWxHost } from '@allium/testing'
import { wxTransport } from '@allium/transport-wx'
import axios, { type AxiosError, type AxiosInstance } from 'axios'
import * as assert from 'uvu/assert'
import { alliumAdapter } from '../src/index'
import { quietSuite, rejection } from './helpers'

const test = quietSuite('end to end')

interface Seen {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

interface Wire extends NodeWxHost {
  readonly api: AxiosInstance
  readonly url: string
  readonly seen: Seen[]
}

/** Axios over a client on `wx`, before a real server on an ephemeral port. */
async function onWire(
  answer: (response: ServerResponse, seen: Seen) => void,
  run: (wire: Wire) => Promise<void>,
): Promise<void> {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece)
    const { method, url, headers } = request
    const one = { method, url, headers, body: Buffer.concat(pieces).toString() }
    seen.push(one)
    answer(response, one)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const host = createNodeWx()
  const session = createSession({
    refresh: async ({ credential: { refreshToken }, send }) => {
      const asked = { method: 'POST', url: '/refresh', data: { refreshToken } }
      const { data } = await send<{ token: string }>(asked)
      return { accessToken: data.token }
    },
  })
  session.signIn({ accessToken: 'a0', refreshToken: 'r0' })
  const transport = wxTransport({ host: host.wx, tunnelPatch: true })
  const client = createClient({ baseURL: url, transport }).use(auth({ session }))
  const api = axios.create({ adapter: alliumAdapter(client, { axios }) })
  try {
    await run({ ...host, api, url, seen })
  } finally {
    session.dispose()
    host.dispose()
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
}

/** A server that knows the token `a1`, gives it for `r0`, and tells what it was sent. */
function tokens(response: ServerResponse, { url, headers, body }: Seen): void {
  response.setHeader('Content-Type', 'application/json')
  if (url === '/refresh') {
    response.end(JSON.stringify({ token: 'a1' }))
  } else if (headers.authorization === 'Bearer a1') {
    response.end(JSON.stringify({ url, body }))
  } else {
    response.statusCode = 401
    response.end('{"msg":"expired"}')
  }
}

test('thirty calls of axios with an expired token cost one refresh, and all succeed', () =>
  onWire(tokens, async ({ api, seen, network }) => {
    let interceptions = 0
    api.interceptors.request.use(config => {
      interceptions += 1
      return config
    })
    const statuses: number[] = []
    api.interceptors.response.use(answer => {
      statuses.push(answer.status)
      return answer
    })
    const paths = Array.from({ length: 30 }, (_, n) => `/${n}`)
    const answers = await Promise.all(
      paths.map((path, n) => (n % 2 ? api.post(path, { n }) : api.get(path))),
    )
    assert.equal(
      answers.map(({ data }) => [data.url, data.body]),
      paths.map((path, n) => [path, n % 2 ? `{"n":${n}}` : '']),
    )
    const refreshes = seen.filter(({ url }) => url === '/refresh')
    assert.equal(
      refreshes.map(({ body }) => body),
      ['{"refreshToken":"r0"}'],
    )
    assert.is(interceptions, 30)
    assert.equal(statuses, Array(30).fill(200))
    assert.equal([network.inFlight, network.queued], [0, 0])
  }))

test('method, parameters, headers and body arrive as axios meant them', () =>
  onWire(
    (response, { url }) => {
      response.setHeader('Set-Cookie', ['a=1', 'b=2'])
      response.setHeader('X-Trace', 't')
      response.statusCode = url?.startsWith('/gone') ? 410 : 201
      response.end('{"名":"林"}')
    },
    async ({ api, seen }) => {
      const answer = await api.patch(
        '/a',
        { words: '你好 🌏' },
        { params: { q: 'a b', ids: [1, 2], 词: '中' }, headers: { 'X-App': 'shop' } },
      )
      assert.equal([answer.status, answer.data], [201, { 名: '林' }])
      assert.is(answer.headers['x-trace'], 't')
      assert.equal(answer.headers['set-cookie'], ['a=1', 'b=2'])
      const [one] = seen
      assert.is(one?.url, axios.getUri({ url: '/a', params: answer.config.params }))
      assert.equal(
        [one?.method, one?.headers['x-http-method-override'], one?.body],
        ['POST', 'PATCH', '{"words":"你好 🌏"}'],
      )
      assert.equal(
        [one?.headers['x-app'], one?.headers['content-type']],
        ['shop', 'application/json'],
      )
      const error = await rejection<AxiosError>(api.delete('/gone'))
      assert.equal([error.status, error.response?.data], [410, { 名: '林' }])
    },
  ))

test('bytes come back as they are', () =>
  onWire(
    response => response.end(Buffer.from([0, 255, 123])),
    async ({ api }) => {
      const { data } = await api.get<ArrayBuffer>('/a', { responseType: 'arraybuffer' })
      assert.instance(data, ArrayBuffer)
      assert.equal([...new Uint8Array(data)], [0, 255, 123])
    },
  ))

test('text that is no JSON is an answer, with a status of either kind', () =>
  onWire(
    (response, { url }) => {
      response.statusCode = Number(url?.slice(1))
      response.end('<h1>hello</h1>')
    },
    async ({ api }) => {
      assert.is((await api.get('/200')).data, '<h1>hello</h1>')
      assert.is((await rejection(api.get('/502'))).response?.data, '<h1>hello</h1>')
    },
  ))

test('a cancelled call closes its connection', () =>
  onWire(
    () => {},
    async ({ api, network, seen }) => {
      const controller = new AbortController()
      const { token, cancel } = axios.CancelToken.source()
      const calls = [
        api.get('/signal', { signal: controller.signal }),
        api.get('/token', { cancelToken: token }),
      ].map(call => rejection(call))
      await until(() => seen.length === 2)
      assert.is(network.inFlight, 2)
      controller.abort()
      cancel('left')
      const errors = await Promise.all(calls)
      assert.ok(errors.every(error => axios.isCancel(error)))
      assert.is(errors[1]?.message, 'left')
      await until(() => network.inFlight === 0)
    },
  ))

test('a timeout, a refused connection and no network are what axios users know', () =>
  onWire(
    () => {},
    async ({ api, network }) => {
      const slow = await rejection(api.get('/slow', { timeout: 30 }))
      assert.equal(
        [slow.code, slow.message],
        ['ECONNABORTED', 'timeout of 30ms exceeded'],
      )
      await until(() => network.inFlight === 0)
      // Port 9 of this machine: nobody listens there.
      const refused = await rejection(api.get('http://127.0.0.1:9/a'))
      network.offline = true
      const offline = await rejection(api.get('/offline'))
      for (const error of [refused, offline]) {
        assert.equal([error.code, error.message], ['ERR_NETWORK', 'Network Error'])
        // Where code bases look for `no network`, though it has surely not left.
        assert.ok(error.request)
        assert.is(error.response, undefined)
      }
      assert.is((offline.cause as { code?: string }).code, 'offline')
    },
  ))

/** Waits until it is so, turn by turn; a test that waits in vain ends with an error. */
async function until(isSo: () => boolean): Promise<void> {
  const givesUpAt = Date.now() + 5_000
  while (!isSo()) {
    if (Date.now() > givesUpAt) throw new Error(`waited in vain for ${isSo}`)
    await new Promise(resolve => setImmediate(resolve))
  }
}

test.run()
