import { drain } from '@allium/testing'
import * as assert from 'uvu/assert'
import {
  type Client,
  createAbortController,
  createScope,
  type LoadingRequestOptions,
  loading,
} from '../src/index'
import { bench, countingSignal, never, quietSuite, rejection, stateOf } from './helpers'

const test = quietSuite('scope')

/** A client with a screen that notes what it shows. */
function screened() {
  const t = bench(({ url }) => (url.endsWith('/bad') ? { status: 500 } : never()))
  const log: string[] = []
  const view = {
    show: () => log.push('show'),
    hide: () => log.push('hide'),
    toast: (text: string) => log.push(text),
  }
  const api: Client<LoadingRequestOptions> = t.client.use(
    loading(view, { errorToast: 'failed', bridgeMs: 0, clock: t.clock }),
  ) as never
  return { ...t, api, log }
}

test('what reads is aborted when the page goes, and what writes goes on', async () => {
  const { client } = bench(() => never())
  const scope = createScope(client)
  const read = scope.client.get('/feed')
  const write = scope.client.post('/orders', { id: 1 })
  await drain()
  scope.end()
  assert.is((await rejection(read)).code, 'aborted')
  assert.is(await stateOf(write), 'pending')
  write.abort()
  await rejection(write)
})

test('what comes after the end is aborted before it is sent', async () => {
  const { client, transport } = bench()
  const scope = createScope(client)
  scope.end()
  assert.is((await rejection(scope.client.get('/late'))).code, 'aborted')
  assert.is(transport.calls.length, 0)
})

test('all or none may be aborted', async () => {
  const { client } = bench(() => never())
  const all = createScope(client, { abort: 'all' })
  const none = createScope(client, { abort: 'none' })
  const calls = [all.client.post('/a'), none.client.get('/b')] as const
  await drain()
  all.end()
  none.end()
  assert.is((await rejection(calls[0])).code, 'aborted')
  assert.is(await stateOf(calls[1]), 'pending')
  calls[1].abort()
  await rejection(calls[1])
})

test('a late failure of one page shows no toast on the next, and its loading goes', async () => {
  const { api, log, clock } = screened()
  const scope = createScope(api)
  const order = scope.client.post('/bad')
  scope.end()
  await rejection(order)
  await clock.advance(0)
  assert.equal(log, ['show', 'hide'])
  // What begins after the end shows nothing at all.
  await rejection(scope.client.post('/bad'))
  assert.equal(log, ['show', 'hide'])
  await rejection(api.post('/bad'))
  await clock.advance(2_000)
  assert.equal(log.slice(2), ['show', 'hide', 'failed'])
})

test('the caller’s own signal counts as well, and nothing is left on it', async () => {
  const { client } = bench(() => never())
  const scope = createScope(client)
  const signal = countingSignal()
  const own = scope.client.get('/a', { signal })
  await drain()
  signal.abort('own')
  assert.is((await rejection(own)).cause, 'own')
  const other = scope.client.get('/b', { signal: createAbortController().signal })
  await drain()
  scope.end()
  assert.is((await rejection(other)).code, 'aborted')
  assert.is(signal.counts.listening, 0)
})

test('layers and events are those of the client', async () => {
  const { client } = bench()
  const seen: string[] = []
  client.on('request', ({ url }) => seen.push(url))
  const scope = createScope(client)
  const api = scope.client.use(async (ctx, next) => {
    seen.push(String(ctx.options.signal !== undefined))
    return next()
  })
  await api.get('/a')
  assert.equal(seen, ['/a', 'true'])
})

test('K32 what is no client, and wrong options, are refused', () => {
  assert.throws(() => createScope({} as never), /takes a client/)
  const { client } = bench()
  assert.throws(
    () => createScope(client, { abort: 'some' as never }),
    /reads, all or none/,
  )
})

test('`with` changes what the caller asked for, before it is checked', async () => {
  const { client, transport } = bench()
  const api = client
    .with(options => ({ ...options, headers: { 'X-A': '1', ...options.headers } }))
    .with(options => ({ ...options, headers: { ...options.headers, 'X-B': '2' } }))
  await api.get('/a', { headers: { 'X-A': 'own' } })
  assert.equal(transport.calls[0]?.request.headers, { 'x-a': 'own', 'x-b': '2' })
  await client.get('/b')
  assert.equal(transport.calls[1]?.request.headers, {})
  assert.throws(() => client.with({} as never), /\[with\] takes a function/)
})

test('a `with` that throws fails the request, as options that cannot be read do', async () => {
  const { client } = bench()
  const api = client.with(() => {
    throw new Error('mine')
  })
  const error = await rejection(api.get('/a'))
  assert.is(error.code, 'invalid')
  assert.is((error.cause as Error).message, 'mine')
})

test('a toast that waits for the loading is not shown when its page has gone', async () => {
  const { api, log, clock } = screened()
  const other = api.get('/slow')
  const scope = createScope(api)
  const bad = [scope.client.get('/bad'), scope.client.post('/bad')]
  for (const call of bad) assert.is((await rejection(call)).code, 'status')
  scope.end()
  other.abort()
  await rejection(other)
  await clock.advance(1_000)
  assert.equal(log, ['show', 'hide'])
})

test('a write is one by the client’s own method, too', async () => {
  const { client } = bench(() => never(), { method: 'post' })
  const scope = createScope(client)
  const write = scope.client.request({ url: '/buy' })
  const read = scope.client.stream('/feed')
  await drain()
  scope.end()
  assert.is((await rejection(read)).code, 'aborted')
  assert.is(await stateOf(write), 'pending')
  write.abort()
  await rejection(write)
})

test.run()
