import * as assert from 'uvu/assert'
import type { Context, Layer, RequestOptions } from '../src/index'
import { bench, context, countingSignal, quietSuite, rejection } from './helpers'

const test = quietSuite('context')

test('K07 ctx tells the request, the answer, the options, the attempt, notes and signal', async () => {
  const seen: unknown[] = []
  const look: Layer = async (ctx, next) => {
    seen.push(ctx.request, ctx.response, ctx.attempt, { ...ctx.state }, ctx.id)
    seen.push(ctx.signal.aborted)
    ctx.state.note = 'mine'
    await next()
    seen.push(ctx.response?.data, ctx.state)
  }
  const acceptStatus = (status: number) => status === 200
  const options = { baseURL: 'https://api.test', acceptStatus }
  const { client } = bench(() => ({ data: 'a1' }), options)
  await client.use(look).post('/me', { a: 1 }, { headers: { 'X-A': 1 } })
  assert.equal(seen, [
    {
      method: 'POST',
      url: 'https://api.test/me',
      headers: { 'x-a': '1' },
      withheld: undefined,
      query: undefined,
      data: { a: 1 },
      responseType: 'json',
      timeout: 10_000,
      deadline: undefined,
      priority: 0,
      acceptStatus,
      transfer: undefined,
      escort: undefined,
    },
    undefined,
    1,
    {},
    1,
    false,
    'a1',
    { note: 'mine' },
  ])
})

test('K07 ctx.options is what the caller passed, options of layers included', async () => {
  const seen: Context['options'][] = []
  const look: Layer = async (ctx, next) => {
    seen.push(ctx.options)
    await next()
  }
  const { client } = bench()
  const signal = countingSignal()
  const options = { headers: { 'X-A': 'a' }, signal, loading: false } as RequestOptions
  await client.use(look).get('/a', options)
  assert.equal(seen, [{ ...options, url: '/a', method: 'GET' }])
  assert.is(seen[0]?.signal, signal)
})

test('K07 whoever writes into ctx.request is told at once', async () => {
  // biome-ignore lint/suspicious/noExplicitAny: a layer written in plain JavaScript
  const wrong: ReadonlyArray<(request: any) => void> = [
    request => {
      request.url = '/other'
    },
    request => {
      request.added = true
    },
    request => {
      delete request.method
    },
    request => {
      request.headers['x-a'] = 'other'
    },
    request => {
      request.headers['X-New'] = 'new'
    },
    request => {
      request.query.page = 2
    },
    request => {
      request.query.tags.push('c')
    },
    request => {
      request.data.user.name = 'other'
    },
  ]
  for (const replaced of [false, true]) {
    for (const write of wrong) {
      const layer: Layer = async (ctx, next) => {
        const headers = { 'X-A': 'a' }
        const query = { page: 1, tags: ['a', 'b'] }
        const data = { user: { name: 'Lin' } }
        if (replaced) ctx.request = { ...ctx.request, headers, query, data }
        write(ctx.request)
        await next()
      }
      const { client, transport } = bench()
      const query = { page: 1, tags: ['a', 'b'] }
      const data = { user: { name: 'Lin' } }
      const call = client.use(layer).post('/a', data, { query, headers: { 'X-A': 'a' } })
      const where = `${write} ${replaced}`
      assert.ok((await rejection<Error>(call)) instanceof TypeError, where)
      assert.is(transport.calls.length, 0)
    }
  }
})

test('K07 a replaced request is kept in the kernel’s form', () => {
  const ctx = context()
  const draft = {
    ...ctx.request,
    headers: { 'X-A': 1, 'x-B': null, 'X-C': undefined, 'Content-Type': 'text/plain' },
    query: { at: new Date(0) },
    data: new Uint8Array([1, 2, 3]).subarray(1),
  }
  ctx.request = draft
  assert.equal(ctx.request.headers, { 'x-a': '1', 'content-type': 'text/plain' })
  assert.equal(ctx.request.query, { at: '1970-01-01T00:00:00.000Z' })
  assert.equal([...new Uint8Array(ctx.request.data as ArrayBuffer)], [2, 3])
  assert.not(Object.isFrozen(draft), 'the layer’s own object stays as it is')
  assert.is(draft.headers['X-A'], 1)
})

test('K07 a request that is given back is the same, before a pass and behind it', () => {
  const ctx = context()
  const { request: own } = ctx
  ctx.request = own
  assert.is(ctx.request, own)
  ctx.request = { ...own, headers: { a: 1 } }
  const { request: changed } = ctx
  ctx.request = changed
  assert.is(ctx.request, changed)
  const held = ctx.startPass()
  ctx.request = { ...changed, url: 'https://api.test/other' }
  ctx.endPass(held)
  assert.is(ctx.request, changed)
  ctx.request = own
  assert.is(ctx.request, own)
})

test('K07 what a layer leaves alone is not copied, and a snapshot is one reference', () => {
  const ctx = context({ data: Object.freeze({ a: 1 }), query: Object.freeze({ b: 2 }) })
  const before = ctx.request
  ctx.request = before
  assert.is(ctx.request, before)
  ctx.request = { ...before, url: 'https://api.test/other' }
  assert.is(ctx.request.headers, before.headers)
  assert.is(ctx.request.data, before.data)
  assert.is(ctx.request.query, before.query)
  assert.is(before.url, 'https://api.test/me')
  const held = ctx.request
  ctx.request = before
  ctx.request = held
  assert.equal(ctx.request, held)
})

test('K07 what is no request is refused at once', async () => {
  const ctx = context()
  const wrong = [
    null,
    undefined,
    {},
    { ...ctx.request, url: undefined },
    { ...ctx.request, url: new Date() },
    { ...ctx.request, method: undefined },
  ]
  for (const draft of wrong) {
    const before = ctx.request
    assert.throws(
      () => {
        ctx.request = draft as never
      },
      (error: unknown) => error instanceof TypeError,
    )
    assert.is(ctx.request, before)
  }
  assert.throws(() => {
    ctx.request = { ...ctx.request, method: undefined as never }
  }, /\[ctx\.request\] needs a `method` and a `url`/)
  const cyclic: { self?: unknown } = {}
  cyclic.self = cyclic
  for (const name of ['query', 'data'] as const) {
    const message = `${name}.self holds itself`
    assert.throws(
      () => {
        ctx.request = { ...ctx.request, [name]: cyclic }
      },
      (error: Error) => error instanceof TypeError && error.message === message,
    )
  }
})

test('K10 a layer that would break the request’s name cannot hang the call', async () => {
  const breaking: Layer = async (ctx, next) => {
    ctx.request = { ...ctx.request, url: undefined as never }
    await next()
  }
  const { client } = bench(() => ({}), { deadline: 1_000 })
  client.on('error', () => {})
  assert.instance(await rejection(client.use(breaking).get('/a')), TypeError)
})

test('K03 K13 an error in a later pass knows that an earlier one was sent', () => {
  const ctx = context()
  assert.is(ctx.sent, false)
  const held = ctx.startPass()
  assert.is(ctx.sent, false)
  ctx.markSent()
  assert.is(ctx.sent, true)
  ctx.endPass(held)
  ctx.startPass()
  assert.equal([ctx.attempt, ctx.sent], [2, true])
  ctx.startPass()
  assert.equal([ctx.attempt, ctx.sent], [2, true])
})

test.run()
