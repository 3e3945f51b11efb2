import { deferred, drain } from '@allium/testing'
import * as assert from 'uvu/assert'
import { type Layer, loading, replayable } from '../src/index'
import { bench, never, quietSuite, rejection, trace } from './helpers'

const test = quietSuite('loading')

/** A screen that writes down what it is told. */
function screen() {
  const log: string[] = []
  const view = { show: () => void log.push('show'), hide: () => void log.push('hide') }
  return { log, layer: loading(view) }
}

test('L01 one request is one show and one hide', async () => {
  const { log, layer } = screen()
  const { client } = bench()
  await client.use(layer).use(trace(log, 'in')).get('/a')
  assert.equal(log, ['show', '> in', '< in', 'hide'])
})

test('L01 requests side by side show with the first and hide with the last', async () => {
  const { log, layer } = screen()
  const gates = [deferred<object>(), deferred<object>(), deferred<object>()]
  const { client } = bench((_, { index }) => (gates[index] as (typeof gates)[0]).promise)
  const api = client.use(layer)
  const calls = ['/a', '/b', '/c'].map(url => api.get(url))
  await drain()
  assert.equal(log, ['show'])
  for (const gate of [gates[1], gates[0]]) {
    gate?.resolve({})
    await drain()
  }
  assert.equal(log, ['show'])
  gates[2]?.resolve({})
  await Promise.all(calls)
  assert.equal(log, ['show', 'hide'])
  await api.get('/d').catch(() => {})
})

const ends: Record<
  string,
  (run: ReturnType<typeof bench>, layer: Layer) => Promise<unknown>
> = {
  'an answer': ({ client }, layer) => client.use(layer).get('/ok'),
  'a refused status': ({ client }, layer) => rejection(client.use(layer).get('/bad')),
  'an error of the host': ({ client }, layer) =>
    rejection(client.use(layer).get('/throw')),
  'an error of a layer inside': ({ client }, layer) => {
    const failing: Layer = () => {
      throw new Error('boom')
    }
    return rejection(client.use(layer).use(failing).get('/ok'))
  },
  'a timeout': async ({ client, clock }, layer) => {
    const ended = rejection(client.use(layer).get('/never', { timeout: 100 }))
    await clock.advance(100)
    await ended
  },
  'a deadline while a layer inside never settles': async ({ client, clock }, layer) => {
    const held = client.use(layer).use(() => never())
    const ended = rejection(held.get('/ok', { deadline: 100 }))
    await clock.advance(100)
    await ended
  },
  'an abort in the transport': async ({ client }, layer) => {
    const call = client.use(layer).get('/never')
    await drain()
    call.abort()
    await rejection(call)
  },
  'an abort while a layer inside never settles': async ({ client }, layer) => {
    const call = client
      .use(layer)
      .use(() => never())
      .get('/ok')
    await drain()
    call.abort()
    await rejection(call)
  },
}

const answers: Record<string, () => object | Promise<object>> = {
  '/ok': () => ({}),
  '/bad': () => ({ status: 500 }),
  '/never': () => never<object>(),
  '/throw': () => {
    throw new Error('host')
  },
}

for (const [name, end] of Object.entries(ends)) {
  test(`L01 it hides once whatever the end: ${name}`, async () => {
    const { log, layer } = screen()
    const run = bench(({ url }) => answers[url]?.() ?? {})
    await end(run, layer)
    await drain()
    assert.equal(log, ['show', 'hide'])
    // The count is right: the next request shows and hides again.
    await run.client.use(layer).get('/ok')
    assert.equal(log, ['show', 'hide', 'show', 'hide'])
  })
}

test('L01 an abort hides at once, and what ends later does not hide another’s', async () => {
  const { log, layer } = screen()
  const gate = deferred()
  const { client } = bench(({ url }) => answers[url]?.() ?? {})
  const held: Layer = async (ctx, next) => {
    if (ctx.request.url === '/held') await gate.promise
    await next()
  }
  const api = client.use(layer).use(held)
  const first = api.get('/held')
  await drain()
  first.abort()
  assert.equal(log, ['show', 'hide'])
  await rejection(first)
  const second = api.get('/never')
  await drain()
  assert.equal(log, ['show', 'hide', 'show'])
  gate.resolve()
  await drain()
  assert.equal(log, ['show', 'hide', 'show'])
  second.abort()
  await rejection(second)
  assert.equal(log, ['show', 'hide', 'show', 'hide'])
})

test('L01 one request is one show over all its attempts', async () => {
  const { log, layer } = screen()
  const { client } = bench((_, { index }) => ({ status: index < 2 ? 503 : 200 }))
  const retry = replayable(async (ctx, next) => {
    do await next()
    while (ctx.response?.status === 503)
  })
  await client.use(layer).use(retry).use(trace(log, 'in')).get('/a')
  const pass = ['> in', '< in']
  assert.equal(log, ['show', ...pass, ...pass, ...pass, 'hide'])
})

test('L01 clients that share the layer share the count', async () => {
  const { log, layer } = screen()
  const gate = deferred<object>()
  const one = bench(() => gate.promise).client.use(layer)
  const two = bench().client.use(layer)
  const call = one.get('/a')
  await drain()
  await two.get('/b')
  assert.equal(log, ['show'])
  gate.resolve({})
  await call
  assert.equal(log, ['show', 'hide'])
})

test('L03 a request in the background never touches the screen', async () => {
  const { log, layer } = screen()
  const { client } = bench()
  const api = client.use(layer)
  await api.get('/a', { loading: false })
  assert.equal(log, [])
  await api.get('/a', { loading: true })
  assert.equal(log, ['show', 'hide'])
})

test('L01 K10 what the screen throws is no fault of the request', async () => {
  const fail = () => {
    throw new Error('no screen')
  }
  const { client } = bench(() => ({ data: 1 }))
  const api = client.use(loading({ show: fail, hide: fail }))
  assert.is((await api.get('/a')).data, 1)
  assert.is((await api.get('/a')).data, 1)
})

test('K32 loading takes a view that can show and hide', () => {
  const act = () => {}
  for (const wrong of [undefined, null, {}, { show: act }, { hide: act }]) {
    assert.throws(
      () => loading(wrong as never),
      (error: Error) =>
        error instanceof TypeError && error.message.startsWith('[loading]'),
    )
  }
})

test.run()
