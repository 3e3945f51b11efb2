import * as assert from 'uvu/assert'
import { buildRequest } from '../src/build-request'
import { headers, type RequestError, type RequestOptions, replayable } from '../src/index'
import { bench, quietSuite, rejection } from './helpers'

const test = quietSuite('build request')

const acceptStatus = (status: number) => status === 200

const defaults = {
  baseURL: 'https://api.test',
  method: 'GET',
  timeout: 10_000,
  httpsOnly: false,
  acceptStatus,
}

/** Parts that a request has only where somebody says so. */
const unsaid = {
  withheld: undefined,
  deadline: undefined,
  transfer: undefined,
  escort: undefined,
}

test('K40 what is left out has its default', () => {
  assert.equal(buildRequest({ url: '/me' }, defaults, true), {
    method: 'GET',
    url: 'https://api.test/me',
    headers: {},
    query: undefined,
    data: undefined,
    responseType: 'json',
    timeout: 10_000,
    priority: 0,
    acceptStatus,
    ...unsaid,
  })
})

test('K04 K40 what is said is copied, checked and upper-cased', () => {
  const query = { a: [1] }
  const data = { b: { c: 2 } }
  const options = { query, data, headers: { 'X-A': 1 }, timeout: 5, url: 'me#x' }
  const request = buildRequest(
    { ...options, method: 'post', responseType: 'text' },
    defaults,
    true,
  )
  assert.equal(request, {
    method: 'POST',
    url: 'https://api.test/me',
    headers: { 'x-a': '1' },
    query: { a: [1] },
    data: { b: { c: 2 } },
    responseType: 'text',
    timeout: 5,
    priority: 0,
    acceptStatus,
    ...unsaid,
  })
  assert.is.not(request.query, query)
  assert.is.not((request.data as typeof data).b, data.b)
  assert.not(Object.isFrozen(query))
  assert.not(Object.isFrozen(data.b))
})

test('K40 the method is the request’s own, or the client’s, in upper case', () => {
  const post = { ...defaults, method: 'post' }
  assert.is(buildRequest({ url: '/a' }, post, true).method, 'POST')
  assert.is(buildRequest({ url: '/a', method: 'Put' }, post, true).method, 'PUT')
  const stream = { url: '/a', transfer: { kind: 'stream' } } as const
  assert.is(buildRequest(stream, post, true).method, 'GET')
  assert.is(buildRequest({ ...stream, method: 'put' }, post, true).method, 'PUT')
})

test('K12 a layer reads the deadline, the request’s own or the client’s', () => {
  const limited = { ...defaults, deadline: 500 }
  assert.is(buildRequest({ url: '/a' }, limited, true).deadline, 500)
  assert.is(buildRequest({ url: '/a', deadline: 5 }, limited, true).deadline, 5)
  assert.is(buildRequest({ url: '/a' }, defaults, true).deadline, undefined)
})

const span = 'must be a number of ms above 0 and up to 2147483647'
const shape = '`signal` must be of the AbortSignal shape'
const types = '`responseType` must be one of json, text, arraybuffer'

const wrong: ReadonlyArray<[options: Record<string, unknown>, message: string]> = [
  [{ timeout: 0 }, `\`timeout\` ${span}`],
  [{ timeout: -1 }, `\`timeout\` ${span}`],
  [{ timeout: Number.NaN }, `\`timeout\` ${span}`],
  [{ timeout: Number.POSITIVE_INFINITY }, `\`timeout\` ${span}`],
  [{ timeout: 2 ** 31 }, `\`timeout\` ${span}`],
  [{ timeout: '100' }, `\`timeout\` ${span}`],
  [{ timeout: null }, `\`timeout\` ${span}`],
  [{ priority: 'high' }, '`priority` must be a number'],
  [{ priority: Number.NaN }, '`priority` must be a number'],
  [{ deadline: 0 }, `\`deadline\` ${span}`],
  [{ deadline: '1' }, `\`deadline\` ${span}`],
  [{ responseType: 'blob' }, types],
  [{ responseType: null }, types],
  [{ signal: null }, shape],
  [{ signal: {} }, shape],
  [{ signal: { addEventListener() {} } }, shape],
  [{ signal: { removeEventListener() {} } }, shape],
  [{ acceptStatus: 200 }, '`acceptStatus` must be a function'],
  [{ layers: () => {} }, '`layers` must be a list of layers'],
  // As `wx.request`, axios and `fetch` have it.
  [{ header: { token: 'a0' } }, '`header` must be `headers`'],
  [{ params: { a: 1 } }, '`params` must be `query`'],
  [{ body: '{}' }, '`body` must be `data`'],
  [{ success() {} }, '`success` must be `.then(…)`'],
]

test('K13 K32 a wrong option of a request is an invalid use, told by name', async () => {
  const { client, transport } = bench()
  for (const [options, message] of wrong) {
    const error = await rejection(client.get('/a', options))
    assert.is(error.code, 'invalid')
    assert.is(error.message, `GET /a: ${message}`)
    assert.is(error.sent, false)
  }
  assert.is(transport.calls.length, 0)
})

test('K13 K32 names of other clients are taken, but for a text of a layer’s own', async () => {
  const { client, transport } = bench()
  const none = { header: undefined, params: undefined, body: undefined }
  await client.get('/a', { ...none, success: 'saved' } as never)
  assert.is(transport.calls.length, 1)
})

test('K13 the longest and the shortest time are kept', () => {
  for (const ms of [0.5, 2 ** 31 - 1]) {
    const options = { url: '/a', timeout: ms, deadline: ms }
    assert.is(buildRequest(options, defaults, true).timeout, ms)
  }
})

test('R01 a time limit on a host without timers is an invalid use', () => {
  const words = '`timeout` and `deadline` need timers, and this host has none'
  const refused = (options: RequestOptions) =>
    assert.throws(
      () => buildRequest({ url: '/a', ...options }, defaults, false),
      (error: RequestError) =>
        error.code === 'invalid' && error.message === `GET /a: ${words}`,
    )
  refused({ timeout: 5 })
  refused({ deadline: 5 })
  assert.is(buildRequest({ url: '/a' }, defaults, false).timeout, 10_000)
})

test('K13 data that cannot be copied is an invalid use, with what was thrown as cause', () => {
  const boom = new TypeError('a0')
  const data = {
    get secret() {
      throw boom
    },
  }
  assert.throws(
    () => buildRequest({ url: '/a', method: 'POST', data }, defaults, true),
    (error: RequestError) =>
      error.message === 'POST /a: it cannot be sent: its data could not be copied' &&
      error.cause === boom,
  )
})

const urls: ReadonlyArray<
  [url: unknown, fault: string | undefined, httpsOnly?: boolean]
> = [
  ['', 'the URL must be a text, and not empty'],
  ['#top', 'the URL must be a text, and not empty'],
  [undefined, 'the URL must be a text, and not empty'],
  [null, 'the URL must be a text, and not empty'],
  [7, 'the URL must be a text, and not empty'],
  ['ftp://files.test/x', 'the URL is neither https nor http'],
  ['javascript:alert(1)', 'the URL is neither https nor http'],
  ['wss://api.test', 'the URL is neither https nor http'],
  ['https:/api.test', 'the URL is neither https nor http'],
  ['//evil.test/x', 'a URL without its scheme names no certain host'],
  ['\\\\evil.test', 'a URL without its scheme names no certain host'],
  ['/\\evil.test', 'a URL without its scheme names no certain host'],
  ['https://', 'the URL names no host'],
  ['https:///x', 'the URL names no host'],
  ['https://api.test@evil.test/', 'the URL names its host ambiguously'],
  ['https://evil.test\\@api.test/', 'the URL names its host ambiguously'],
  ['https://api test/', 'the URL names its host ambiguously'],
  ['http://api.test/x', undefined],
  ['HTTP://api.test/x', 'the URL is not https, and `httpsOnly` is set', true],
  ['http://api.test/x', 'the URL is not https, and `httpsOnly` is set', true],
  ['HTTPS://api.test/x', undefined, true],
  ['/x', undefined, true],
]

test('K42 a URL that cannot be sent as it is, is an invalid use', () => {
  for (const [url, fault, httpsOnly = false] of urls) {
    const build = () =>
      buildRequest({ url: url as string }, { ...defaults, httpsOnly }, true)
    if (fault === undefined) assert.match(build().url, /^https?:\/\//i)
    else {
      assert.throws(
        build,
        (error: RequestError) =>
          error.code === 'invalid' && error.message.endsWith(`: ${fault}`),
        String(url),
      )
    }
  }
})

/** What JSON would silently write as `{}`. */
const forms = [
  new FormData(),
  new Blob(['a']),
  new URLSearchParams('a=1'),
  new Map([['a', 1]]),
  new Set([1]),
  new Error('a'),
  /a/,
]

test('K41 what would be written as `{}` is refused before any layer, and the remedy named', async () => {
  const { client: bare, transport } = bench()
  let entered = 0
  const client = bare.use((_, next) => {
    entered += 1
    return next()
  })
  const words =
    '`data` must be plain data, a string or an ArrayBuffer; files go by `upload`'
  for (const form of forms) {
    const { code, message, sent } = await rejection(client.post('/a', form))
    assert.equal([code, message, sent], ['invalid', `POST /a: ${words}`, false])
  }
  assert.equal([entered, transport.calls], [0, []])
})

test('K41 what says itself what it is, and what is bytes, goes', async () => {
  const { client, transport } = bench()
  class Money {
    constructor(readonly cents: number) {}
  }
  const tagged = { [Symbol.toStringTag]: 'Decimal', toJSON: () => '1.5' }
  const good = [
    new Money(5),
    new Date(0),
    tagged,
    Object.create(null),
    [1],
    new Uint8Array([1]),
    new DataView(new ArrayBuffer(1)),
    new ArrayBuffer(1),
  ]
  for (const data of good) await client.post('/a', data)
  assert.equal(
    transport.calls.map(({ request: { body } }) =>
      body instanceof ArrayBuffer ? [...new Uint8Array(body)] : body,
    ),
    ['{"cents":5}', '1970-01-01T00:00:00.000Z', '1.5', '{}', '[1]', [1], [0], [0]],
  )
})

test('K40 K41 what is no plain record of fields is refused, and not mangled', async () => {
  const { client, transport } = bench()
  const wrong: ReadonlyArray<readonly [option: string, value: unknown]> = [
    ['query', 'a=1'],
    ['query', ['a']],
    ['query', new Map([['a', 1]])],
    ['query', new URLSearchParams('a=1')],
    ['query', null],
    ['headers', 'abc'],
    ['headers', ['a']],
    ['headers', new Headers({ a: '1' })],
    ['data', () => {}],
    ['data', Symbol('a')],
    ...forms.map(form => ['data', form] as const),
  ]
  for (const [option, value] of wrong) {
    const { code, message } = await rejection(
      client.request({ url: '/a', method: 'POST', [option]: value } as never),
    )
    assert.is(code, 'invalid')
    assert.match(message, `\`${option}\` must be`)
  }
  assert.is(transport.calls.length, 0)
})

test('F01 K31 what the caller refused when it asked stays refused, whatever it changes', async () => {
  const headersOf: unknown[] = []
  const { client } = bench(({ headers }) => {
    headersOf.push(headers['x-app'])
    own['x-app'] = 'changed'
    return { status: 503 }
  })
  const own: Record<string, string | null> = { 'x-app': null }
  const twice = replayable(async (_, next) => {
    await next()
    await next()
  })
  const api = client.use(twice).use(headers({ 'X-App': 'shop' }))
  await rejection(api.get('/a', { headers: own }))
  assert.equal(headersOf, [undefined, undefined])
})

test.run()
