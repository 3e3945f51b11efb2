import { deferred, drain, eventRecorder } from '@allium/testing'
import * as assert from 'uvu/assert'
import {
  type Layer,
  type Mountable,
  query,
  replayable,
  type Transport,
} from '../src/index'
import { answer, bench, never, quietClock, quietSuite, rejection } from './helpers'

const test = quietSuite('request events')

const names = ['request', 'attempt', 'response', 'error'] as const

test('K20 a request tells its life: asked, attempted, answered, with ids and times', async () => {
  const gates = [deferred<object>(), deferred<object>()]
  const { client, clock } = bench(
    (_, { index }) => (gates[index] as (typeof gates)[0]).promise,
  )
  const retry = replayable(async (ctx, next) => {
    await next()
    if (ctx.response?.status === 503) await next()
  })
  const api = client.use(retry).use(query())
  const recorder = eventRecorder()
  recorder.watch(api as never, names)
  await clock.advance(1_000)
  const call = api.post('/orders', { a: 1 }, { query: { token: 'a0' } })
  await clock.advance(10)
  gates[0]?.resolve({ status: 503 })
  await clock.advance(20)
  gates[1]?.resolve({ status: 201 })
  await call

  const same = { id: 1, method: 'POST', url: '/orders', startedAt: 1_000 }
  assert.equal(recorder.log, [
    { type: 'request', payload: { ...same, attempt: 1, at: 1_000 } },
    { type: 'attempt', payload: { ...same, attempt: 1, at: 1_000, queuedMs: 0 } },
    { type: 'attempt', payload: { ...same, attempt: 2, at: 1_010, queuedMs: 0 } },
    { type: 'response', payload: { ...same, attempt: 2, at: 1_030, status: 201 } },
  ])
})

test('K20 a failed request tells one error, the final one', async () => {
  const { client, clock } = bench(() => never())
  const retry = replayable(async (_, next) => {
    await next().catch(() => {})
    await next()
  })
  const recorder = eventRecorder()
  recorder.watch(client as never, names)
  const ended = rejection(client.use(retry).get('/a', { timeout: 100 }))
  await clock.advance(200)
  await ended
  const same = { id: 1, method: 'GET', url: '/a', startedAt: 0 }
  const error = {
    code: 'timeout',
    status: undefined,
    message: 'GET /a: no answer within 100 ms',
    retryable: true,
  }
  assert.equal(recorder.log, [
    { type: 'request', payload: { ...same, attempt: 1, at: 0 } },
    { type: 'attempt', payload: { ...same, attempt: 1, at: 0, queuedMs: 0 } },
    { type: 'attempt', payload: { ...same, attempt: 2, at: 100, queuedMs: 0 } },
    { type: 'error', payload: { ...same, attempt: 2, at: 200, ...error } },
  ])
})

test('K20 the error tells a refused status, and an aborted request its end', async () => {
  const { client } = bench(({ url }) => (url === '/bad' ? { status: 502 } : never()))
  const recorder = eventRecorder()
  recorder.watch(client as never, ['error', 'response'])
  await rejection(client.get('/bad'))
  const held = client.get('/held')
  held.abort()
  await rejection(held)
  const same = { method: 'GET', attempt: 1, startedAt: 0, at: 0 }
  assert.equal(recorder.log, [
    {
      type: 'error',
      payload: {
        ...same,
        id: 1,
        url: '/bad',
        code: 'status',
        status: 502,
        message: 'GET /bad: 502 Bad Gateway',
        retryable: true,
      },
    },
    {
      type: 'error',
      payload: {
        ...same,
        id: 2,
        url: '/held',
        code: 'aborted',
        status: undefined,
        message: 'GET /held: aborted',
        retryable: false,
      },
    },
  ])
})

test('K20 what a layer threw of its own is not quoted', async () => {
  const { client } = bench()
  const layer: Layer = async () => {
    throw new Error('Bearer a0')
  }
  const recorder = eventRecorder()
  recorder.watch(client as never, ['error'])
  await rejection(client.use(layer).get('/a'))
  const [{ code, message, status, retryable }] = recorder.of('error') as [
    Record<string, unknown>,
  ]
  assert.equal(
    { code, message, status, retryable },
    {
      code: undefined,
      message: 'a layer threw an error of its own',
      status: undefined,
      retryable: false,
    },
  )
})

test('K20 a request that a layer answers is asked and answered, never attempted', async () => {
  const { client } = bench()
  const cache: Layer = async ctx => {
    ctx.response = answer()
  }
  const recorder = eventRecorder()
  recorder.watch(client as never, names)
  await client.use(cache).get('/a')
  assert.equal(recorder.types(), ['request', 'response'])
})

test('K20 requests side by side are told apart, and clients derived share the emitter', async () => {
  const gates = new Map([
    ['/a', deferred<object>()],
    ['/b', deferred<object>()],
  ])
  const { client } = bench(({ url }) => gates.get(url)?.promise ?? {})
  const recorder = eventRecorder()
  const stop = recorder.watch(client as never, names)
  const derived = client.use(async (_, next) => next())
  const both = [client.get('/a'), derived.get('/b')]
  await drain()
  gates.get('/b')?.resolve({})
  await drain()
  gates.get('/a')?.resolve({})
  await Promise.all(both)
  const told = recorder.log.map(({ type, payload }) => {
    const { id, url } = payload as { id: number; url: string }
    return [type, id, url]
  })
  assert.equal(told, [
    ['request', 1, '/a'],
    ['attempt', 1, '/a'],
    ['request', 2, '/b'],
    ['attempt', 2, '/b'],
    ['response', 2, '/b'],
    ['response', 1, '/a'],
  ])
  stop()
  await derived.get('/c')
  assert.is(recorder.log.length, 6)
})

test('K20 every event comes before the caller hears of the end', async () => {
  const { client } = bench(({ url }) => ({ status: url === '/ok' ? 200 : 500 }))
  const log: string[] = []
  for (const name of names) client.on(name, () => log.push(name))
  await client.get('/ok').then(() => log.push('resolved'))
  await client.get('/bad').catch(() => log.push('rejected'))
  assert.equal(log, [
    'request',
    'attempt',
    'response',
    'resolved',
    'request',
    'attempt',
    'error',
    'rejected',
  ])
})

test('K20 what a layer sends by itself is not told as the client’s', async () => {
  const clock = quietClock()
  const urls: string[] = []
  const transport: Transport = async request => {
    urls.push(request.url)
    return answer({ status: request.url === '/refresh-bad' ? 401 : 200 })
  }
  const refreshing: Mountable = {
    mount: host =>
      async function refreshing(_, next) {
        await host.send({ url: '/refresh' })
        await host.send({ url: '/refresh-bad' }).catch(() => {})
        await next()
      },
  }
  const { client } = bench(() => ({}), { transport, clock })
  const recorder = eventRecorder()
  recorder.watch(client as never, names)
  await client.use(refreshing).get('/a')
  assert.equal(urls, ['/refresh', '/refresh-bad', '/a'])
  assert.equal(
    recorder.log.map(({ type, payload }) => [type, (payload as { url: string }).url]),
    [
      ['request', '/a'],
      ['attempt', '/a'],
      ['response', '/a'],
    ],
  )
})

test('K21 where nobody listens the clock is not even read for an event', async () => {
  const manual = quietClock()
  let reads = 0
  const clock = {
    ...manual,
    now: () => {
      reads += 1
      return manual.now()
    },
  }
  const { client } = bench(() => ({}), { clock })
  await client.get('/a')
  // Once, for `startedAt`.
  assert.is(reads, 1)
})

test('K20 who listens hears of each layer: in, next, back, out, also of a replay', async () => {
  const { client } = bench(() => ({ status: 200 }))
  const log: string[] = []
  const outer: Layer = async function outer(_, next) {
    await next()
  }
  const twice = replayable(async function twice(_, next) {
    await next()
    await next()
  })
  const inner: Layer = async function inner(_, next) {
    await next()
  }
  const api = client.use(outer).use(twice).use(inner)
  api.on('layer', ({ layer, step, attempt }) => log.push(`${layer} ${step} ${attempt}`))
  await api.get('/a')
  const pass = (attempt: number) =>
    ['in', 'next', 'back', 'out'].map(step => `inner ${step} ${attempt}`)
  assert.equal(log, [
    ...['outer in 1', 'outer next 1', 'twice in 1', 'twice next 1'],
    ...pass(1),
    ...['twice back 1', 'twice next 1'],
    ...pass(2),
    ...['twice back 2', 'twice out 2', 'outer back 2', 'outer out 2'],
  ])
})

test('K20 a layer that throws, at once or later, has gone out', async () => {
  const { client } = bench()
  const log: string[] = []
  const fail: Layer = function fail() {
    throw new Error('at once')
  }
  const api = client.use(async function wait(_, next) {
    await next()
  })
  api.on('layer', ({ layer, step }) => log.push(`${layer} ${step}`))
  await rejection(api.use(fail).get('/a'))
  assert.equal(log, [
    'wait in',
    'wait next',
    'fail in',
    'fail out',
    'wait back',
    'wait out',
  ])
})

test('K21 nobody is told of layers who does not listen when the request begins', async () => {
  const { client } = bench()
  const log: string[] = []
  const call = client.use(async (_, next) => next()).get('/a')
  client.on('layer', ({ step }) => log.push(step))
  await call
  assert.equal(log, [])
})

test.run()
