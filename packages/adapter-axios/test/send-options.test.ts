import { headers, query } from '@allium/core'
import axios, { AxiosHeaders } from 'axios'
import * as assert from 'uvu/assert'
import { bench, forms, ORIGIN, quietSuite, rejection } from './helpers'

const test = quietSuite('send options')

type Sent = [method: string, url: string, body: unknown, type: string | undefined]

/** The requests as they went to the wire. */
const sent = ({ calls }: Pick<ReturnType<typeof bench>, 'calls'>): Sent[] =>
  calls.map(({ request }) => [
    request.method,
    request.url,
    request.body,
    request.headers['content-type'],
  ])

test('an empty body of a GET is none, and keeps the content type that is written', async () => {
  const t = bench()
  const headers = { 'Content-Type': 'application/json' }
  for (const data of [{}, [], '{}']) await t.api.get('/a', { data, headers })
  await t.api.get('/a', { data: {} })
  await t.api.head('/a', { data: {}, headers })
  await t.api.delete('/a', { data: {} })
  const json = 'application/json'
  assert.equal(
    sent(t).map(([method, , body, type]) => [method, body, type]),
    [
      ...Array(4).fill(['GET', undefined, json]),
      ['HEAD', undefined, json],
      ['DELETE', '{}', json],
    ],
  )
})

test('every method of axios goes out with its body, as transformRequest made it', async () => {
  const t = bench()
  const { api } = t
  const form = 'application/x-www-form-urlencoded'
  await api.get('/a')
  await api.delete('/a')
  await api.delete('/a', { data: { a: 1 } })
  await api.head('/a')
  await api.options('/a')
  await api.post('/a', { a: '中' })
  await api.put('/a', [1])
  await api.patch('/a', { a: 1 })
  await api.post('/a', 'plain', { headers: { 'Content-Type': 'text/plain' } })
  await api.post('/a', 'a=1')
  await api.post('/a', new URLSearchParams({ a: 'b c' }))
  await api.post('/a', { a: [1, 2] }, { headers: { 'Content-Type': form } })
  await api.post('/a', 5, { headers: { 'Content-Type': 'application/json' } })
  await api.post('/a')
  await api.post('/a', null)
  await api.post('/a', '')
  await api.get('/a', { data: '' })
  await api.request({ url: '/a', method: 'purge' })
  const json = 'application/json'
  assert.equal(
    sent(t).map(([method, , ...rest]) => [method, ...rest]),
    [
      ['GET', undefined, undefined],
      ['DELETE', undefined, undefined],
      ['DELETE', '{"a":1}', json],
      ['HEAD', undefined, undefined],
      ['OPTIONS', undefined, undefined],
      ['POST', '{"a":"中"}', json],
      ['PUT', '[1]', json],
      ['PATCH', '{"a":1}', json],
      ['POST', 'plain', 'text/plain'],
      ['POST', 'a=1', form],
      ['POST', 'a=b+c', `${form};charset=utf-8`],
      ['POST', 'a%5B%5D=1&a%5B%5D=2', form],
      ['POST', '5', json],
      ['POST', undefined, undefined],
      ['POST', undefined, undefined],
      ['POST', undefined, undefined],
      ['GET', undefined, undefined],
      ['PURGE', undefined, undefined],
    ],
  )
})

for (const [name, adapter] of forms) {
  test(`${name}: base URL and params are written as axios writes them`, async () => {
    const t = bench(undefined, {
      adapter,
      client: { baseURL: `${ORIGIN}/root` },
      axios: { baseURL: '/v1/', params: { lang: 'zh' } },
    })
    await t.api.get('me', { params: { q: 'a b', ids: [1, 2], none: null } })
    await t.api.get('https://other.test/x#hash', { params: { at: new Date(0) } })
    await t.api.get('/me', { baseURL: 'https://third.test', params: undefined })
    await t.api.get('/me', { paramsSerializer: { indexes: null }, params: { a: [1, 2] } })
    await t.api.get('/me', { paramsSerializer: { serialize: () => 'mine=1' } })
    await t.api.get('/me?x=1', { params: new URLSearchParams('a=1') as object })
    assert.equal(
      sent(t).map(([, url]) => url),
      [
        `${ORIGIN}/root/v1/me?lang=zh&q=a+b&ids%5B%5D=1&ids%5B%5D=2`,
        'https://other.test/x?lang=zh&at=1970-01-01T00:00:00.000Z',
        'https://third.test/me?lang=zh',
        `${ORIGIN}/root/v1/me?lang=zh&a=1&a=2`,
        `${ORIGIN}/root/v1/me?mine=1`,
        `${ORIGIN}/root/v1/me?x=1&a=1`,
      ],
    )
  })
}

test('the parameters are written once, whatever `query` layer the client has', async () => {
  const t = bench(undefined, { layers: [query({ arrays: 'comma' })] })
  await t.api.get('/a', { params: { a: [1, 2] } })
  assert.equal(sent(t), [
    ['GET', `${ORIGIN}/a?a%5B%5D=1&a%5B%5D=2`, undefined, undefined],
  ])
})

test('the defaults of the global axios have no part in an instance’s URL', async () => {
  const t = bench()
  const { params, baseURL } = axios.defaults
  Object.assign(axios.defaults, { params: { leaked: 1 }, baseURL: 'https://evil.test' })
  try {
    const { request } = axios.create({ adapter: t.api.defaults.adapter as never })
    assert.type(request, 'function')
    await t.api.get('/a')
  } finally {
    Object.assign(axios.defaults, { params, baseURL })
  }
  assert.is(t.calls[0]?.request.url, `${ORIGIN}/a`)
})

test('headers of axios win over a layer’s; `null` and `false` keep one from being sent', async () => {
  const layers = [headers({ 'X-App': 'shop', 'X-Two': '2', 'X-Three': '3', Accept: 'x' })]
  const t = bench(undefined, { layers })
  const given = { 'x-app': 'mine', 'X-Two': null, 'X-List': ['a', 'b'], 'X-Five': 5 }
  await t.api.get('/a', { headers: { ...given, 'X-Three': false as never } })
  const { accept, ...rest } = t.calls[0]?.request.headers ?? {}
  assert.equal(rest, { 'x-app': 'mine', 'x-list': 'a,b', 'x-five': '5' })
  assert.is(accept, 'application/json, text/plain, */*')
})

test('a layer’s content type is not hidden by the one that axios names for no body', async () => {
  const t = bench(undefined, {
    layers: [headers({ 'Content-Type': 'application/json' })],
  })
  await t.api.post('/a')
  await t.api.post('/a', 'a=1')
  assert.equal(
    sent(t).map(([, , , type]) => type),
    ['application/json', 'application/x-www-form-urlencoded'],
  )
})

test('headers that an interceptor replaced by a plain object are sent as well', async () => {
  const t = bench()
  t.api.interceptors.request.use(config => {
    const plain = { ...config.headers, 'X-Plain': 'p', 'X-None': undefined }
    return { ...config, headers: plain as unknown as AxiosHeaders }
  })
  await t.api.get('/a', { headers: new AxiosHeaders({ 'X-Own': 'o' }) })
  const { accept, ...rest } = t.calls[0]?.request.headers ?? {}
  assert.equal(rest, { 'x-plain': 'p', 'x-own': 'o' })
  assert.ok(accept)
})

test('a timeout of axios limits each attempt; none, 0, leaves the client’s', async () => {
  const timeouts: unknown[] = []
  const t = bench(undefined, {
    client: { timeout: 7_000 },
    layers: [
      async (ctx, next) => {
        timeouts.push(ctx.request.timeout)
        await next()
      },
    ],
  })
  await t.api.get('/a')
  for (const timeout of [0, 50, '60' as never, -1]) await t.api.get('/a', { timeout })
  assert.equal(timeouts, [7_000, 7_000, 50, 60, 7_000])
})

test('a timeout that no timer can keep is refused before it is sent', async () => {
  const t = bench()
  const error = await rejection(t.api.get('/a', { timeout: 2 ** 40 }))
  assert.is(error.code, 'ERR_BAD_REQUEST')
  assert.match(error.message, /^GET \/a: `timeout` must be a number of ms/)
  assert.is(error.request, undefined)
  assert.is(t.calls.length, 0)
})

test('a serializer that throws rejects with what it threw', async () => {
  for (const [, adapter] of forms) {
    const t = bench(undefined, { adapter })
    const fault = new Error('mine')
    const serialize = () => {
      throw fault
    }
    const call = t.api.get('/a', { params: { a: 1 }, paramsSerializer: { serialize } })
    assert.is(await rejection(call), fault as never)
    assert.is(t.calls.length, 0)
  }
})

test('a URL that names no certain host is refused before it is sent', async () => {
  const t = bench()
  for (const url of ['//evil.test/a', 'https://api.test@evil.test', 'ftp://api.test']) {
    const error = await rejection(t.api.get(url))
    assert.equal([error.code, error.request], ['ERR_BAD_REQUEST', undefined])
  }
  assert.is(t.calls.length, 0)
})

test.run()
