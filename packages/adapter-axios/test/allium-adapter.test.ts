import { createAbortController, isRequestError, type Layer } from '@allium/core'
import { deferred, drain } from '@allium/testing'
import axios, { AxiosError, AxiosHeaders, type AxiosResponse, CanceledError } from 'axios'
import * as assert from 'uvu/assert'
import { type AlliumClient, alliumAdapter } from '../src/index'
import { bench, forms, never, ORIGIN, quietSuite, rejection } from './helpers'

const test = quietSuite('alliumAdapter')

const ok = () => ({ data: '{"name":"Lin"}', headers: { 'content-type': 'text/plain' } })

test('a call of axios goes through the layers, and comes back as axios gives it', async () => {
  const log: string[] = []
  const layer: Layer = async (ctx, next) => {
    log.push(`> ${ctx.request.method} ${ctx.request.url}`)
    await next()
    log.push(`< ${ctx.response?.status} ${JSON.stringify(ctx.response?.data)}`)
  }
  const { api, calls } = bench(ok, { layers: [layer] })
  const answer = await api.post('/me', { a: 1 }, { params: { b: [1, 2] } })
  assert.equal(answer.data, { name: 'Lin' })
  assert.is(answer.status, 200)
  assert.instance(answer.headers, AxiosHeaders)
  assert.is(answer.headers['content-type'], 'text/plain')
  assert.is(answer.config.url, '/me')
  const url = `${ORIGIN}/me?b%5B%5D=1&b%5B%5D=2`
  assert.equal(log, [`> POST ${url}`, '< 200 {"name":"Lin"}'])
  assert.equal(
    calls.map(({ request }) => [request.method, request.url, request.body]),
    [['POST', url, '{"a":1}']],
  )
})

test('the interceptors of axios run around it, once each, in their order', async () => {
  const log: string[] = []
  const { api, calls } = bench(({ headers }) => {
    log.push(`wire ${headers['x-a']}`)
    return ok()
  })
  api.interceptors.request.use(config => {
    log.push('request')
    config.headers.set('X-A', 'a')
    return config
  })
  api.interceptors.response.use(answer => {
    log.push('response')
    return answer.data
  })
  assert.equal(await api.get('/me'), { name: 'Lin' })
  assert.equal(log, ['request', 'wire a', 'response'])
  assert.is(calls.length, 1)
})

test('an interceptor that fails keeps the request from being sent', async () => {
  const { api, calls } = bench(ok)
  api.interceptors.request.use(() => {
    throw new Error('no')
  })
  assert.is((await rejection(api.get('/me'))).message, 'no')
  assert.is(calls.length, 0)
})

test('an interceptor of errors sees the error of axios, and may answer in its place', async () => {
  const seen: AxiosError[] = []
  const { api } = bench(() => ({ status: 404, data: '{"msg":"gone"}' }))
  api.interceptors.response.use(undefined, (error: AxiosError) => {
    seen.push(error)
    return { data: 'instead' }
  })
  assert.is((await api.get('/me')).data, 'instead')
  assert.equal(
    seen.map(({ response }) => response?.data),
    [{ msg: 'gone' }],
  )
})

for (const [name, adapter] of forms) {
  test(`${name}: a status that is refused is the error that axios users know`, async () => {
    const { api } = bench(
      () => ({
        status: 404,
        data: '{"msg":"gone"}',
        headers: { 'content-type': 'application/json' },
      }),
      { adapter },
    )
    const error = await rejection<AxiosError>(api.get('/me'))
    assert.ok(axios.isAxiosError(error))
    assert.not(axios.isCancel(error))
    assert.is(error instanceof AxiosError, adapter.axios !== undefined)
    assert.equal(
      [error.name, error.code, error.message, error.status],
      ['AxiosError', 'ERR_BAD_REQUEST', 'Request failed with status code 404', 404],
    )
    assert.is(error.config?.url, '/me')
    assert.equal(error.request, { method: 'GET', url: `${ORIGIN}/me` })
    const response = error.response as AxiosResponse
    assert.equal([response.status, response.data], [404, { msg: 'gone' }])
    assert.is(response.headers['content-type'], 'application/json')
    assert.ok(isRequestError(error.cause))
    assert.is((error.cause as { code: unknown }).code, 'status')
  })

  test(`${name}: axios’s signal cancels, wherever the request is`, async () => {
    const { api, calls } = bench(never, { adapter })
    const controller = new AbortController()
    const call = rejection<AxiosError>(api.get('/me', { signal: controller.signal }))
    await drain()
    assert.is(calls.length, 1)
    controller.abort()
    const error = await call
    assert.ok(axios.isCancel(error))
    assert.ok(axios.isAxiosError(error))
    assert.is(error instanceof CanceledError, adapter.axios !== undefined)
    assert.equal(
      [error.name, error.code, error.message],
      ['CanceledError', 'ERR_CANCELED', 'canceled'],
    )
    assert.is(error.config?.url, '/me')
    assert.ok(calls[0]?.signal.aborted)
  })

  test(`${name}: a cancel token rejects with its own reason`, async () => {
    const { api, calls } = bench(never, { adapter })
    const source = axios.CancelToken.source()
    const call = rejection<AxiosError>(api.get('/me', { cancelToken: source.token }))
    await drain()
    source.cancel('page left')
    const error = await call
    assert.ok(axios.isCancel(error))
    assert.is(error.message, 'page left')
    assert.is(error, source.token.reason as never)
    assert.ok(calls[0]?.signal.aborted)
  })

  test(`${name}: a timeout is axios’s, by its own words and code`, async () => {
    const { api, clock } = bench(never, { adapter })
    const failing = [
      api.get('/a', { timeout: 50 }),
      api.get('/b', {
        timeout: 50,
        timeoutErrorMessage: '请求超时',
        transitional: { clarifyTimeoutError: true },
      }),
    ].map(call => rejection<AxiosError>(call))
    await drain()
    await clock.advance(50)
    const told = (await Promise.all(failing)).map(error => [error.code, error.message])
    assert.equal(told, [
      ['ECONNABORTED', 'timeout of 50ms exceeded'],
      ['ETIMEDOUT', '请求超时'],
    ])
  })

  test(`${name}: no connection is a network error, and no response`, async () => {
    const { api } = bench(() => Promise.reject(new Error('cut')), { adapter })
    const error = await rejection<AxiosError>(api.get('/me?token=a0'))
    assert.ok(axios.isAxiosError(error))
    assert.equal([error.code, error.message], ['ERR_NETWORK', 'Network Error'])
    assert.is(error.response, undefined)
    assert.equal(error.request, { method: 'GET', url: `${ORIGIN}/me` })
    assert.is((error.cause as { code?: string }).code, 'network')
  })
}

test('a call that was cancelled before is never sent', async () => {
  const { api, calls } = bench(ok)
  const signal = AbortSignal.abort()
  assert.ok(axios.isCancel(await rejection(api.get('/me', { signal }))))
  assert.is(calls.length, 0)
})

test('a signal of core cancels, too: a mini program has no AbortController', async () => {
  const { api } = bench(never)
  const { signal, abort } = createAbortController()
  const call = rejection(api.get('/me', { signal }))
  await drain()
  abort()
  assert.ok(axios.isCancel(await call))
})

test('validateStatus of axios is the one that judges, for layers and events, too', async () => {
  const told: string[] = []
  const { api, client } = bench(({ url }) => ({ status: Number(url.slice(-3)) }))
  client.on('error', ({ status }) => told.push(`error ${status}`))
  client.on('response', ({ status }) => told.push(`response ${status}`))
  const validateStatus = (status: number) => status < 500
  assert.is((await api.get('/404', { validateStatus })).status, 404)
  const { code, message } = await rejection(api.get('/503', { validateStatus }))
  assert.equal(
    [code, message],
    ['ERR_BAD_RESPONSE', 'Request failed with status code 503'],
  )
  for (const none of [null, undefined]) {
    const config = { validateStatus: none } as object
    assert.is((await api.get('/500', config)).status, 500)
  }
  assert.equal(told, ['response 404', 'error 503', 'response 500', 'response 500'])
})

test('a validateStatus that throws rejects with what it threw', async () => {
  const { api } = bench(ok)
  const fault = new Error('mine')
  const validateStatus = () => {
    throw fault
  }
  assert.is(await rejection(api.get('/me', { validateStatus })), fault as never)
})

test('what a layer throws travels as it is, as from an interceptor', async () => {
  const fault = new TypeError('a fault in a layer')
  const broken: Layer = async () => {
    throw fault
  }
  const { api } = bench(ok, { layers: [broken] })
  assert.is(await rejection(api.get('/me')), fault as never)
})

test('per-request options of the client’s layers stand under `allium`, of defaults, too', async () => {
  const seen: unknown[] = []
  const layer: Layer<{ tag?: string; loud?: boolean }> = async ({ options }, next) => {
    seen.push([options.tag, options.loud])
    await next()
  }
  const { api } = bench(ok, {
    layers: [layer as Layer],
    axios: { allium: { loud: true } } as object,
  })
  await api.get('/a', { allium: { tag: 'a' } } as object)
  await api.get('/b', { allium: { loud: false } } as object)
  await api.get('/c')
  assert.equal(seen, [
    ['a', true],
    [undefined, false],
    [undefined, true],
  ])
})

test('a deadline under `allium` spans all, and ends as a timeout', async () => {
  const { api, clock } = bench(never)
  const call = rejection(api.get('/me', { allium: { deadline: 70 } } as object))
  await drain()
  await clock.advance(70)
  const error = await call
  assert.equal([error.code, error.message], ['ECONNABORTED', 'timeout exceeded'])
  assert.is(error.cause?.message, 'GET /me: not done within the deadline of 70 ms')
})

test('layers under `allium` stand inside the client’s, and outside nothing of theirs', async () => {
  const log: string[] = []
  const named =
    (name: string): Layer =>
    async (ctx, next) => {
      await next()
      log.push(`${name} ${JSON.stringify(ctx.response?.data)}`)
    }
  const { api } = bench(ok, { layers: [named('client')] })
  await api.get('/me', { allium: { layers: [named('request')] } } as object)
  assert.equal(log, ['request {"name":"Lin"}', 'client {"name":"Lin"}'])
})

test('many calls at once each get their own answer', async () => {
  const gate = deferred()
  const { api } = bench(async ({ url }) => {
    await gate.promise
    return { data: JSON.stringify({ url }) }
  })
  const urls = Array.from({ length: 20 }, (_, n) => `/${n}`)
  const answers = Promise.all(urls.map(url => api.get<{ url: string }>(url)))
  gate.resolve()
  assert.equal(
    (await answers).map(({ data }) => data.url),
    urls.map(url => ORIGIN + url),
  )
})

test('the config is left as axios handed it over', async () => {
  const { api } = bench(ok)
  const allium = Object.freeze({ deadline: 1_000, layers: Object.freeze([]) })
  const config = Object.freeze({ params: Object.freeze({ a: 1 }), allium })
  const answer = await api.get('/me', config as object)
  assert.equal([answer.config.url, answer.config.params], ['/me', { a: 1 }])
})

test('what is no client, and options that are none, are refused when it is made', () => {
  const { client } = bench()
  for (const none of [undefined, null, {}, { request: 1 }]) {
    assert.throws(
      () => alliumAdapter(none as unknown as AlliumClient),
      (error: Error) =>
        error instanceof TypeError &&
        /^\[alliumAdapter\] takes a client/.test(error.message),
    )
  }
  for (const [options, words] of [
    [{ axios: axios.create() }, /\[alliumAdapter\] `axios` must be .*not an instance/],
    [{ axios: {} }, /`axios` must be/],
    [{ axois: axios }, /knows no option `axois`; it has: axios/],
    [null, /takes an object of options/],
  ] as const) {
    assert.throws(() => alliumAdapter(client, options as object), words)
  }
  alliumAdapter(client, { axios: undefined } as object)
})

test.run()
