import { drain } from '@allium/testing'
import * as assert from 'uvu/assert'
import {
  type Layer,
  type LayerHost,
  type Mountable,
  query,
  replayable,
} from '../src/index'
import { answer, bench, deepFreeze, quietSuite, rejection, trace } from './helpers'

const test = quietSuite('derive client')

test('K30 each method sends its name, with data where it has a body', async () => {
  const { client, transport } = bench()
  const body = { a: 1 }
  await client.get('/1')
  await client.head('/2')
  await client.options('/3')
  await client.delete('/4', { data: body })
  await client.post('/5', body)
  await client.put('/6', body)
  await client.post('/7')
  await client.request({ url: '/8', method: 'patch', data: body })
  await client.request({ url: '/9' })
  assert.equal(
    transport.calls.map(({ request }) => [request.method, request.url, request.body]),
    [
      ['GET', '/1', undefined],
      ['HEAD', '/2', undefined],
      ['OPTIONS', '/3', undefined],
      ['DELETE', '/4', '{"a":1}'],
      ['POST', '/5', '{"a":1}'],
      ['PUT', '/6', '{"a":1}'],
      ['POST', '/7', undefined],
      ['PATCH', '/8', '{"a":1}'],
      ['GET', '/9', undefined],
    ],
  )
})

test('K30 the answer has status, headers, cookies, data, URL and the raw one', async () => {
  const raw = { errMsg: 'request:ok' }
  const { client } = bench(() => ({
    status: 201,
    headers: { 'x-a': '1' },
    cookies: ['c=1'],
    data: { id: 7 },
    raw,
  }))
  const response = await client.post('/orders', {})
  assert.equal(response, {
    status: 201,
    headers: { 'x-a': '1' },
    cookies: ['c=1'],
    data: { id: 7 },
    url: '/orders',
    raw,
  })
  assert.is(response.raw, raw)
})

test('K04 deep-frozen options work and come out as they went in', async () => {
  const make = () => ({
    query: { tags: ['a', { b: 1 }], when: { at: 'now' } },
    data: { list: [1, { two: 2 }] },
    headers: { 'X-A': 'a', 'X-B': null },
    acceptStatus: () => true,
    timeout: 100,
    deadline: 200,
    layers: [trace([], 'a')],
  })
  const options = deepFreeze({ url: '/a', method: 'post', ...make() })
  const before = JSON.stringify(options)
  const { client, transport } = bench()
  await client.use(query()).request(options)
  await client.use(query()).post('/b', options.data, options)
  assert.is(JSON.stringify(options), before)
  assert.is(transport.calls.length, 2)
})

test('K04 what the caller changes after the call is not sent', async () => {
  const { client, transport } = bench()
  const hold: Layer = async (_, next) => {
    await drain()
    await next()
  }
  const options = { query: { page: 1 }, data: { list: ['a'] }, headers: { 'X-A': 'a' } }
  const call = client.use(hold).use(query()).post('/a', options.data, options)
  options.query.page = 2
  options.data.list.push('b')
  options.headers['X-A'] = 'b'
  await call
  const sent = transport.calls[0]?.request
  assert.is(sent?.url, '/a?page=1')
  assert.is(sent?.body, '{"list":["a"]}')
  assert.is(sent?.headers['x-a'], 'a')
})

test('K05 a layer may answer without the transport', async () => {
  const { client, transport } = bench()
  const mock: Layer = async ctx => {
    ctx.response = answer({ data: 'mocked', url: ctx.request.url })
  }
  assert.is((await client.use(mock).get('/a')).data, 'mocked')
  assert.is(transport.calls.length, 0)
})

test('K05 layers of a request stand innermost, for this request alone', async () => {
  const log: string[] = []
  const { client } = bench()
  const api = client.use(trace(log, 'a')).use(trace(log, 'b'))
  await api.get('/x', { layers: [trace(log, 'c'), trace(log, 'd')] })
  assert.equal(log.splice(0), ['> a', '> b', '> c', '> d', '< d', '< c', '< b', '< a'])
  await api.get('/x', { layers: [] })
  assert.equal(log, ['> a', '> b', '< b', '< a'])
})

test('K05 a request brings a replayable or a mountable layer as well', async () => {
  const twice = replayable(async (_, next) => {
    await next()
    await next()
  })
  const bases: string[] = []
  const mountable: Mountable = {
    mount: host => {
      bases.push(host.baseURL)
      return async (_, next) => next()
    },
  }
  const { client, transport } = bench(() => ({}), { baseURL: 'https://api.test' })
  await client.get('/x', { layers: [mountable, twice] })
  assert.equal(bases, ['https://api.test'])
  assert.is(transport.calls.length, 2)
})

test('K06 K30 use makes a new client and leaves the old one as it is', async () => {
  const log: string[] = []
  const { client } = bench()
  const a = client.use(trace(log, 'a'))
  const b = a.use(trace(log, 'b'))
  const c = a.use(trace(log, 'c'))
  await client.get('/x')
  assert.equal(log.splice(0), [])
  await a.get('/x')
  assert.equal(log.splice(0), ['> a', '< a'])
  await b.get('/x')
  assert.equal(log.splice(0), ['> a', '> b', '< b', '< a'])
  await c.get('/x')
  assert.equal(log.splice(0), ['> a', '> c', '< c', '< a'])
})

test('K06 clients made apart share nothing: events, ids, defaults', async () => {
  const heard: unknown[] = []
  const one = bench(() => ({}), { baseURL: 'https://one.test', timeout: 100 })
  const two = bench(() => ({}), { baseURL: 'https://two.test' })
  one.client.on('request', ({ id, url }) => heard.push(['one', id, url]))
  two.client.on('request', ({ id, url }) => heard.push(['two', id, url]))
  await one.client.get('/x')
  await two.client.get('/x')
  await one.client.get('/y')
  assert.equal(heard, [
    ['one', 1, 'https://one.test/x'],
    ['two', 1, 'https://two.test/x'],
    ['one', 2, 'https://one.test/y'],
  ])
})

test('K06 methods work taken off the client', async () => {
  const { client, transport } = bench()
  const { get, post, use, on } = client
  const urls: string[] = []
  on('request', ({ url }) => urls.push(url))
  await get('/a')
  await post('/b')
  await use(async (_, next) => next()).get('/c')
  assert.equal(urls, ['/a', '/b', '/c'])
  assert.is(transport.calls.length, 3)
})

test('a mounted layer is lent its client: base URL, clock, family, events, a way to send', async () => {
  type Host = LayerHost<{ hello: string }>
  const hosts: Host[] = []
  const mountable: Mountable<object, { hello: string }> = {
    mount: host => {
      hosts.push(host)
      return async (_, next) => next()
    },
  }
  const { client, clock } = bench(() => ({}), { baseURL: 'https://api.test' })
  const api = client.use(mountable)
  const derived = api.use(async (_, next) => next())
  const other = bench().client.use(mountable)
  assert.is(hosts.length, 3, 'once for each client that has it')
  const [first, second, third] = hosts as [Host, Host, Host]
  assert.is(first.baseURL, 'https://api.test')
  assert.is(third.baseURL, '')
  assert.is(first.clock, clock)
  assert.is(first.family, second.family)
  assert.is.not(first.family, third.family)
  const heard: string[] = []
  derived.on('request', () => {})
  api.on('hello', text => heard.push(text))
  first.emit('hello', 'one')
  second.emit('hello', 'two')
  third.emit('hello', 'three')
  assert.equal(heard, ['one', 'two'])
  await other.get('/x')
})

test('a layer’s own request runs through the layers inside it, not those outside', async () => {
  const log: string[] = []
  let host: LayerHost | undefined
  const mountable: Mountable = {
    mount: each => {
      host = each
      return async (_, next) => next()
    },
  }
  const { client } = bench(() => ({ data: 'a1' }))
  client.use(trace(log, 'out')).use(mountable).use(trace(log, 'in'))
  // The client made last is the one that has the layers inside as well.
  const { data } = (await host?.send({ url: '/refresh' })) ?? {}
  assert.is(data, 'a1')
  await host?.send({ url: '/refresh' })
  assert.equal(log, ['> in', '< in', '> in', '< in'])
})

test('K32 use takes a layer, or what mounts one', () => {
  const { client } = bench()
  for (const wrong of [undefined, null, 'layer', {}, [trace([], 'a')], { mount: 1 }]) {
    assert.throws(
      () => client.use(wrong as never),
      (error: Error) =>
        error instanceof TypeError && error.message.startsWith('[use] takes a layer'),
    )
  }
})

test('K32 what a mountable mounts must be a layer', () => {
  const { client } = bench()
  for (const wrong of [undefined, {}]) {
    const mountable = { mount: () => wrong } as never
    assert.throws(
      () => client.use(mountable),
      (error: Error) => error instanceof TypeError,
    )
  }
})

test('K10 a call without options rejects and does not throw', async () => {
  const { client } = bench()
  assert.is((await rejection(client.request(undefined as never))).code, 'invalid')
  assert.is((await rejection(client.get(undefined as never))).code, 'invalid')
})

test('K20 K32 a listener that is none is refused', () => {
  const { client } = bench()
  assert.throws(() => client.on('error', undefined as never), /\[on\] takes a listener/)
})

test.run()
