import {
  createAbortController,
  createClient,
  isRequestError,
  RequestError,
  type Transport,
  type WireRequest,
} from '@allium/core'
import { createNodeWx, transportContract } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  type CallContainerOptions,
  type CloudHost,
  callContainerTransport,
  createGate,
  type HostContainerCall,
} from '../src/index'
import { quiet, rejection, serve, stateOf, wireRequest, withGlobalWx } from './helpers'
import { nodeCloud, type Style } from './hosts/cloud'
import { leavingOut } from './leaving-out'

for (const style of ['callbacks', 'promise'] satisfies Style[]) {
  const contract = suite(`callContainerTransport keeps the transport contract, ${style}`)
  const { wx, dispose } = createNodeWx()
  contract.after.each(quiet)
  contract.after(dispose)
  // Each check has a server of its own; the container is where its URLs lead.
  const transport: Transport = (request, wire) => {
    const { origin } = new URL(request.url)
    const { cloud } = nodeCloud(wx, origin, style)
    const options = { env: 'prod-01', service: 'shop', origin, cloud }
    return callContainerTransport(options)(request, wire)
  }
  const checks = leavingOut(
    // There is no task.
    ['K11 the server sees an abort: the connection closes'],
    transportContract({ transport, cookies: true }),
  )
  for (const { name, run } of checks) contract(name, run)
  contract.run()
}

const test = suite('callContainerTransport')
test.after.each(quiet)

const ok = { statusCode: 200, header: { 'X-A': '1' }, data: '{"a":1}', callID: 'c1' }

/** A cloud made by hand, and requests on their way to it. */
function opened(
  options: Partial<CallContainerOptions> = {},
  callContainer: (call: HostContainerCall) => unknown = () => undefined,
) {
  const calls: HostContainerCall[] = []
  const cloud: CloudHost = {
    callContainer(call) {
      calls.push(call)
      return callContainer(call)
    },
  }
  const transport = callContainerTransport({ service: 'shop', cloud, ...options })
  const fly = (parts: Partial<WireRequest> = {}) => {
    const { signal, abort } = createAbortController()
    const request = wireRequest({ url: '/me', ...parts })
    const promise = transport(request, { signal, attempt: 1 })
    promise.catch(() => {})
    return { promise, abort }
  }
  return { calls, transport, fly }
}

test('T05 the container is told a finished request, and who is to answer', () => {
  const { calls, fly } = opened({ env: 'prod-01', hostOptions: { verbose: true } })
  fly({
    method: 'POST',
    url: '/orders?a=1',
    headers: { 'content-type': 'application/json' },
    body: '{"b":[2]}',
    timeout: 300,
  })
  const { success, fail, complete, ...told } = calls[0] as HostContainerCall
  assert.equal(told, {
    verbose: true,
    config: { env: 'prod-01' },
    path: '/orders?a=1',
    method: 'POST',
    header: { 'content-type': 'application/json', 'X-WX-SERVICE': 'shop' },
    data: '{"b":[2]}',
    timeout: 1_300,
    dataType: 'text',
    responseType: 'text',
  })
})

test('T05 without an environment of its own it is the cloud’s', () => {
  const { calls, fly } = opened()
  fly()
  assert.not.ok('config' in (calls[0] as HostContainerCall))
})

test('K31 a request may name another service', () => {
  const { calls, fly } = opened()
  fly({ headers: { 'x-wx-service': 'stock', 'x-a': '1' } })
  assert.equal(calls[0]?.header, { 'x-a': '1', 'X-WX-SERVICE': 'stock' })
})

test('K42 the path is what stands behind the origin, from its slash', () => {
  const origin = 'https://api.test'
  const paths: Array<[origin: string, url: string, path: string]> = [
    ['', '/me', '/me'],
    ['', 'me?a=1', '/me?a=1'],
    ['', '?a=1', '/?a=1'],
    [origin, 'https://api.test/a/b?c=d', '/a/b?c=d'],
    [origin, 'https://API.test:443/a', '/a'],
    [origin, 'https://api.test', '/'],
    [origin, 'https://api.test?a=https://b.test/c', '/?a=https://b.test/c'],
  ]
  for (const [at, url, path] of paths) {
    const { calls, fly } = opened({ origin: at })
    fly({ url })
    assert.is(calls[0]?.path, path, url)
  }
})

test('H01 a URL that leads elsewhere does not reach the container', async () => {
  const origin = 'https://api.test'
  const refused: Array<[origin: string, url: string, words: string]> = [
    ['', 'https://api.test/me', 'callContainer takes paths alone'],
    [origin, '/me', 'callContainer takes URLs of https://api.test alone'],
    [origin, 'http://api.test/me', 'callContainer takes URLs of https://api.test alone'],
    [
      origin,
      'https://evil.test/me',
      'callContainer takes URLs of https://api.test alone',
    ],
  ]
  for (const [at, url, words] of refused) {
    const { calls, fly } = opened({ origin: at })
    const error = await rejection(fly({ url }).promise)
    assert.equal(
      [error.code, error.sent, error.message],
      ['invalid', false, `GET /me: ${words}`],
    )
    assert.is(calls.length, 0)
  }
})

test('T06 files and streams are an invalid use, and nothing is sent', async () => {
  const transfers: Array<NonNullable<WireRequest['transfer']>> = [
    { kind: 'upload', filePath: 'wxfile://a' },
    { kind: 'download' },
    { kind: 'stream' },
  ]
  for (const transfer of transfers) {
    const { calls, fly } = opened()
    const error = await rejection(fly({ transfer }).promise)
    assert.equal(
      [error.code, error.sent, error.message],
      ['invalid', false, 'GET /me: callContainer moves no files, and gives no chunks'],
    )
    assert.is(calls.length, 0)
  }
})

test('T03 an answer comes by callback, by promise, or by both', async () => {
  const manners: Record<string, (call: HostContainerCall) => unknown> = {
    callbacks: ({ success, complete }) => {
      success(ok)
      complete(ok)
    },
    'a promise alone': () => Promise.resolve(ok),
    both: ({ success }) => {
      success(ok)
      return Promise.resolve(ok)
    },
    'an async function, which resolves with nothing before': async ({ success }) => {
      setImmediate(() => success(ok))
    },
  }
  for (const [manner, callContainer] of Object.entries(manners)) {
    const { status, headers, data, raw } = await opened({}, callContainer).fly().promise
    assert.equal([status, headers, data], [200, { 'x-a': '1' }, { a: 1 }], manner)
    assert.is(raw, ok)
  }
})

test('T01 a failure is typed like one of `wx.request`, by either way', async () => {
  const raw = Object.assign(new Error('cloud.callContainer:fail'), { errCode: 102002 })
  const manners: Array<(call: HostContainerCall) => unknown> = [
    ({ fail }) => fail(raw),
    () => Promise.reject(raw),
    ({ fail }) => {
      fail(raw)
      return Promise.reject(raw)
    },
  ]
  for (const callContainer of manners) {
    const error = await rejection(opened({}, callContainer).fly().promise)
    assert.equal([error.code, error.sent, error.retryable], ['timeout', true, true])
    assert.is(error.cause, raw)
  }
})

test('K11 an abort rejects at once, and what comes later changes nothing', async () => {
  const { calls, fly } = opened()
  const { promise, abort } = fly()
  const request = { method: 'GET', url: '/me' }
  const reason = new RequestError('aborted', { request, message: 'aborted' })
  abort(reason)
  assert.is(await stateOf(promise), 'rejected')
  calls[0]?.success(ok)
  assert.is(await rejection(promise), reason)
})

test('K42 PATCH goes through POST where that is asked for', async () => {
  const { calls, fly } = opened({ tunnelPatch: true })
  fly({ method: 'PATCH' })
  assert.is(calls[0]?.method, 'POST')
  assert.is(calls[0]?.header['x-http-method-override'], 'PATCH')
  const error = await rejection(opened().fly({ method: 'PATCH' }).promise)
  assert.is(error.code, 'invalid')
})

test('T02 another parser of JSON is an option', async () => {
  const parseJson = (text: string) => `parsed ${text}`
  const { fly } = opened({ parseJson }, ({ success }) => success(ok))
  assert.is((await fly().promise).data, 'parsed {"a":1}')
})

test('G04 it has a gate like that of `wxTransport`, and one can be shared', () => {
  assert.type(opened().transport.gate?.enter, 'function')
  const gate = createGate()
  assert.is(opened({ maxConcurrent: gate }).transport.gate, gate)
})

test('T05 a client reads what a container answers, over real sockets', async () => {
  const server = await serve((response, { url }) => {
    response.writeHead(url === '/api/none' ? 404 : 200).end(`{"url":"${url}"}`)
  })
  const { wx, dispose } = createNodeWx()
  const { cloud } = nodeCloud(wx, server.url, 'promise')
  const api = createClient({
    baseURL: '/api',
    transport: callContainerTransport({ env: 'prod-01', service: 'shop', cloud }),
  })
  assert.equal((await api.get('/me?a=1')).data, { url: '/api/me?a=1' })
  const none = await rejection(api.get('/none'))
  assert.equal([none.code, none.response?.status], ['status', 404])
  dispose()
  await server.close()
})

test('T05 the global `wx.cloud` is looked up at each request', async () => {
  const transport = callContainerTransport({ service: 'shop' })
  const ask = () => {
    const { signal } = createAbortController()
    return transport(wireRequest({ url: '/me' }), { signal, attempt: 1 })
  }
  const failing = async (words: RegExp) => {
    const error = await rejection(ask())
    assert.ok(isRequestError(error))
    assert.equal([error.code, error.sent], ['invalid', false])
    assert.match(error.message, words)
  }
  await failing(/^GET \/me: there is no global `wx` here/)
  for (const wx of [{}, { cloud: null }, { cloud: {} }]) {
    await withGlobalWx(wx, () =>
      failing(/there is no `wx\.cloud\.callContainer` here; give a `cloud`$/),
    )
  }
  const cloud: CloudHost = { callContainer: ({ success }) => success(ok) }
  await withGlobalWx({ cloud }, async () => assert.is((await ask()).status, 200))
})

test('K32 wrong options throw when the transport is made, naming option and remedy', () => {
  const refused: ReadonlyArray<[unknown, RegExp]> = [
    [null, /takes an object of options$/],
    [{}, /needs the option `service`$/],
    [{ service: '' }, /`service` must be a text$/],
    [{ env: 5 }, /`env` must be a text$/],
    [{ origin: 'https://a.test/b' }, /`origin` must be an origin such as/],
    [{ cloud: null }, /`cloud` must be an object with `callContainer`$/],
    [{ cloud: {} }, /`cloud` must be an object with `callContainer`$/],
    [{ hostOptions: { path: '/' } }, /`hostOptions` must be an object, without url, /],
    [{ hostOptions: { header: {} } }, /`hostOptions` must be an object, without url, /],
    [{ hostOptions: 5 }, /`hostOptions` must be an object, without url, /],
    [{ host: {} }, /knows no option `host`; it has: service, env, origin, /],
    [{ maxConcurrent: 0 }, /`maxConcurrent` must be a whole number above 0, or a gate$/],
  ]
  for (const [given, message] of refused) {
    const options =
      given === null || Object.keys(Object(given)).length === 0
        ? given
        : { service: 'shop', ...(given as object) }
    assert.throws(
      () => callContainerTransport(options as CallContainerOptions),
      (error: Error) =>
        error instanceof TypeError &&
        /^\[(callContainer|wx)Transport\] /.test(error.message) &&
        message.test(error.message),
    )
  }
})

test.run()
