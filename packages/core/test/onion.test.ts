import { deferred, drain } from '@allium/testing'
import * as assert from 'uvu/assert'
import { type Context, createAbortController, type Layer, type Next } from '../src/index'
import { onion, replayable } from '../src/onion'
import { answer, bench, context, quietSuite, rejection, stateOf, trace } from './helpers'

const test = quietSuite('onion')

const MULTIPLE = 'next() called multiple times'
const nothing: Layer = async () => {}

/** A layer that is no async function. */
const plain = (run: (ctx: Context, next: Next) => unknown): Layer => run as Layer

/** Runs everything inside it `times` times, whatever comes of a pass. */
const again = (times: number): Layer =>
  replayable(async (_, next) => {
    for (let pass = 1; pass < times; pass += 1) await next().catch(() => {})
    await next()
  })

// K01: the contract of koa-compose 4.2.0's own tests, the order really asserted.

test('K01 layers run outer to inner and back, in the order written', async () => {
  const log: string[] = []
  const run = onion([trace(log, 'a'), trace(log, 'b'), trace(log, 'c')], async () => {
    log.push('core')
  })
  await run(context())
  assert.equal(log, ['> a', '> b', '> c', 'core', '< c', '< b', '< a'])
})

test('K01 what was composed once runs again, and twice at the same time', async () => {
  const log: string[] = []
  const gate = deferred()
  const run = onion([trace(log, 'a')], async () => {
    log.push('core')
    await gate.promise
  })
  const both = [run(context()), run(context())]
  await drain()
  assert.equal(log, ['> a', 'core', '> a', 'core'])
  gate.resolve()
  await Promise.all(both)
  await run(context())
  assert.equal(log.slice(4), ['< a', '< a', '> a', 'core', '< a'])
})

test('K01 next gives a promise, to layers that are no async functions as well', async () => {
  const kinds: boolean[] = []
  const look = plain((_, next) => {
    const rest = next()
    kinds.push(rest instanceof Promise)
    return rest
  })
  await onion([look, look, plain(() => undefined)], nothing)(context())
  assert.equal(kinds, [true, true])
})

test('K01 an onion without layers is its core', async () => {
  let runs = 0
  await onion([], async () => {
    runs += 1
  })(context())
  assert.is(runs, 1)
})

test('K01 what is no function is refused when composed, inside a replayable too', () => {
  for (const wrong of [undefined, null, {}, 'layer', 1]) {
    const layers = [nothing, wrong as never, nothing]
    const refusal = (error: Error) =>
      error instanceof TypeError &&
      error.message === 'Middleware must be composed of functions!'
    assert.throws(() => onion(layers, nothing), refusal)
    assert.throws(() => onion([again(2), ...layers], nothing), refusal)
    assert.throws(() => onion([...layers, again(2)], nothing), refusal)
  }
})

test('K01 the core may call next: there is nothing further in', async () => {
  const log: string[] = []
  await onion([trace(log, 'a')], trace(log, 'core'))(context())
  assert.equal(log, ['> a', '> core', '< core', '< a'])
})

test('K01 a rejection travels outward as the object it is', async () => {
  const boom = new Error('boom')
  const log: string[] = []
  const run = onion([trace(log, 'a'), trace(log, 'b')], async () => {
    throw boom
  })
  assert.is(await rejection<Error>(run(context())), boom)
  assert.equal(log, ['> a', '> b'])
})

test('K01 a synchronous throw becomes a rejection, in a layer and in the core', async () => {
  const boom = new Error('boom')
  const throwing = plain(() => {
    throw boom
  })
  for (const layers of [[throwing], [nothing], [again(1), throwing]]) {
    const core = layers[0] === nothing ? throwing : nothing
    const run = onion(layers[0] === nothing ? [] : layers, core)
    assert.is(await rejection<Error>(run(context())), boom)
  }
})

test('K01 every layer and the core get the same context', async () => {
  const ctx = context()
  const seen: unknown[] = []
  const look: Layer = async (each, next) => {
    seen.push(each)
    await next()
  }
  await onion([look, again(1), look], look)(ctx)
  assert.is(seen.length, 3)
  assert.ok(seen.every(each => each === ctx))
})

test('K01 a layer may catch what fails inside it', async () => {
  const log: string[] = []
  const guard: Layer = async (_, next) => {
    try {
      log.push('> guard')
      await next()
      log.push('not reached')
    } catch (error) {
      log.push((error as Error).message)
    }
    log.push('< guard')
  }
  await onion([trace(log, 'a'), guard, trace(log, 'b')], async () => {
    throw new Error('boom')
  })(context())
  assert.equal(log, ['> a', '> guard', '> b', 'boom', '< guard', '< a'])
})

test('K01 an onion stands in another as a layer', async () => {
  const log: string[] = []
  const inner: Layer = (ctx, next) =>
    onion([trace(log, 'b'), trace(log, 'c')], () => next())(ctx as never)
  await onion([trace(log, 'a'), inner, trace(log, 'd')], async () => {
    log.push('core')
  })(context())
  const way = ['> a', '> b', '> c', '> d', 'core', '< d', '< c', '< b', '< a']
  assert.equal(log, way)
})

test('K01 a second next is refused, at every depth, while the first runs and after', async () => {
  const log: string[] = []
  const twice = plain(async (_, next) => {
    await next()
    await next()
  })
  const atOnce = plain((_, next) => Promise.all([next(), next()]))
  for (const layers of [
    [twice],
    [trace(log, 'a'), twice],
    [twice, trace(log, 'a')],
    [atOnce],
  ]) {
    const error = await rejection<Error>(onion(layers, nothing)(context()))
    assert.is(error.message, MULTIPLE)
  }
  assert.equal(log, ['> a', '> a', '< a'])
})

test('K01 next resolves with what the layer inside gave', async () => {
  const got: unknown[] = []
  const look = plain(async (_, next) => {
    got.push(await next())
    return 'outer'
  })
  const core = plain(async () => 'core')
  assert.is(await onion([look], core)(context()), 'outer')
  assert.equal(got, ['core'])
})

test('K01 the list of layers is not changed, nor followed when it changes', async () => {
  const log: string[] = []
  const layers = [trace(log, 'a'), again(1), trace(log, 'b')]
  const before = [...layers]
  const run = onion(layers, nothing)
  assert.equal(layers, before)
  layers.push(trace(log, 'late'))
  await run(context())
  assert.equal(log, ['> a', '> b', '< b', '< a'])
})

test('K01 a layer that does not call next ends the way in', async () => {
  const log: string[] = []
  const short: Layer = async ctx => {
    ctx.response = answer({ data: 'cached' })
  }
  const ctx = context()
  await onion([trace(log, 'a'), short, trace(log, 'b')], nothing)(ctx)
  assert.equal(log, ['> a', '< a'])
  assert.is(ctx.response?.data, 'cached')
})

test('K10 a layer that drops what next gives leaves no rejection unhandled', async () => {
  const forget: Layer = async (ctx, next) => {
    next()
    ctx.response = answer()
  }
  const fail: Layer = async () => {
    throw new Error('boom')
  }
  await onion([forget], fail)(context())
  await onion([again(1), forget], fail)(context())
  await onion([replayable(forget)], fail)(context())
})

// K02

test('K02 a replayable runs what is inside it again after a pass that resolved', async () => {
  const log: string[] = []
  await onion([trace(log, 'out'), again(3), trace(log, 'in')], async () => {
    log.push('core')
  })(context())
  const pass = ['> in', 'core', '< in']
  assert.equal(log, ['> out', ...pass, ...pass, ...pass, '< out'])
})

test('K02 and after a pass that rejected, whose error it may keep', async () => {
  const log: string[] = []
  let core = 0
  await onion([trace(log, 'out'), again(2), trace(log, 'in')], async () => {
    core += 1
    log.push(`core ${core}`)
    if (core === 1) throw new Error('boom')
  })(context())
  assert.equal(log, ['> out', '> in', 'core 1', '> in', 'core 2', '< in', '< out'])
})

test('K02 the error of the last pass travels outward as the object it is', async () => {
  const errors = [new Error('first'), new Error('second')]
  let core = 0
  const run = onion([again(2)], async () => {
    throw errors[core++]
  })
  assert.is(await rejection<Error>(run(context())), errors[1])
  assert.is(core, 2)
})

test('K02 a second start while a pass is under way is refused, and harms it not', async () => {
  const log: string[] = []
  const gate = deferred()
  const eager = replayable(async (_, next) => {
    const first = next()
    log.push((await rejection<Error>(next())).message)
    log.push((await rejection<Error>(next())).message)
    await first
    await next()
    log.push('third start')
  })
  const running = onion([eager, trace(log, 'in')], async () => {
    log.push('core')
    await gate.promise
  })(context())
  assert.is(await stateOf(running), 'pending')
  assert.equal(log, ['> in', 'core', MULTIPLE, MULTIPLE])
  gate.resolve()
  await running
  const rest = ['< in', '> in', 'core', '< in', 'third start']
  assert.equal(log.slice(4), rest)
})

test('K02 replayables stand inside one another: outer passes times inner passes', async () => {
  const log: string[] = []
  const layers = [trace(log, 'a'), again(2), trace(log, 'b'), again(2), trace(log, 'c')]
  const core: Layer = async () => {
    log.push('core')
  }
  await onion(layers, core)(context())
  const inner = ['> c', 'core', '< c']
  const outer = ['> b', ...inner, ...inner, '< b']
  assert.equal(log, ['> a', ...outer, ...outer, '< a'])
})

test('K02 every other layer keeps the rule, outside a replayable and inside', async () => {
  const twice: Layer = async (_, next) => {
    await next()
    await next()
  }
  const runs: number[] = []
  for (const layers of [
    [twice, again(2)],
    [again(2), twice],
    [again(2), twice, again(2)],
  ]) {
    let core = 0
    const run = onion(layers, async () => {
      core += 1
    })
    assert.is((await rejection<Error>(run(context()))).message, MULTIPLE)
    runs.push(core)
  }
  // The layer inside is refused in each pass anew.
  assert.equal(runs, [2, 2, 4])
})

test('K02 one composition serves requests side by side, each with passes of its own', async () => {
  const gates = [deferred(), deferred(), deferred(), deferred()]
  let core = 0
  const run = onion([again(2)], () => {
    core += 1
    return (gates[core - 1] as (typeof gates)[0]).promise
  })
  const both = Promise.all([run(context()), run(context())])
  await drain()
  assert.is(core, 2)
  for (const gate of gates) gate.resolve()
  await both
  assert.is(core, 4)
})

test('K02 outer layers see one request, inner ones one pass per attempt', async () => {
  const log: string[] = []
  const { client, transport } = bench(({ url }, { index }) => ({
    status: index === 0 ? 503 : 200,
    data: url,
  }))
  const seen: Layer = async (ctx, next) => {
    log.push(`> ${ctx.attempt}`)
    await next()
    log.push(`< ${ctx.response?.status}`)
  }
  const retry = replayable(async (ctx, next) => {
    await next()
    if (ctx.response?.status === 503) await next()
  })
  const api = client.use(trace(log, 'out')).use(retry).use(seen)
  assert.is((await api.get('/feed')).data, '/feed')
  assert.equal(log, ['> out', '> 1', '< 503', '> 2', '< 200', '< out'])
  assert.is(transport.calls.length, 2)
})

// K03

/** What a layer sees on its way in. */
const view = ({ request, response, attempt, state }: Context) => ({
  url: request.url,
  headers: request.headers,
  data: request.data,
  answered: response !== undefined,
  attempt,
  state: { ...state },
})

test('K03 each pass starts from the request as the replaying layer holds it', async () => {
  const seen: unknown[] = []
  const outer: Layer = async (ctx, next) => {
    ctx.request = { ...ctx.request, headers: { 'X-Request': 'r0' } }
    await next()
  }
  const retry = replayable(async (ctx, next) => {
    const { request } = ctx
    ctx.request = { ...request, headers: { ...request.headers, 'X-Retry': 'mine' } }
    await next().catch(() => {})
    ctx.request = { ...ctx.request, data: { from: 'retry' } }
    await next()
    await next()
  })
  const inner: Layer = async (ctx, next) => {
    seen.push(view(ctx))
    const { request, attempt } = ctx
    ctx.state[`pass ${attempt}`] = true
    ctx.request = {
      ...request,
      method: 'PUT',
      url: `${request.url}?sign=${attempt}`,
      headers: { ...request.headers, 'X-Sign': attempt },
      data: { spoilt: attempt },
    }
    await next()
  }
  const { client, transport } = bench((_, { index }) => {
    if (index === 0) throw new Error('the first attempt fails')
    return {}
  })
  const api = client.use(outer).use(retry).use(inner)
  await api.post('/orders', { from: 'caller' })

  const url = '/orders'
  const headers = { 'x-request': 'r0', 'x-retry': 'mine' }
  assert.equal(seen, [
    { url, headers, data: { from: 'caller' }, answered: false, attempt: 1, state: {} },
    {
      url,
      headers,
      data: { from: 'retry' },
      answered: false,
      attempt: 2,
      state: { 'pass 1': true },
    },
    {
      url,
      headers,
      data: { from: 'retry' },
      answered: false,
      attempt: 3,
      state: { 'pass 1': true, 'pass 2': true },
    },
  ])
  assert.equal(
    transport.calls.map(({ request }) => [
      request.method,
      request.url,
      request.headers['x-sign'],
      request.body,
    ]),
    [1, 2, 3].map(n => [
      'PUT',
      `/orders?sign=${n}`,
      String(n),
      JSON.stringify({ spoilt: n }),
    ]),
  )
})

test('K03 a body or query that a layer put in its place cannot be spoilt by a pass', async () => {
  const faults: unknown[] = []
  const encrypt: Layer = async (ctx, next) => {
    ctx.request = { ...ctx.request, data: { list: ['a0'] } }
    await next()
  }
  const careless: Layer = async (ctx, next) => {
    try {
      ;(ctx.request.data as { list: string[] }).list.push('spoilt')
    } catch (fault) {
      faults.push((fault as Error).constructor)
    }
    await next()
  }
  const { client, transport } = bench()
  await client.use(encrypt).use(again(2)).use(careless).post('/x', {})
  assert.equal(faults, [TypeError, TypeError])
  const bodies = transport.calls.map(call => call.request.body)
  assert.equal(bodies, ['{"list":["a0"]}', '{"list":["a0"]}'])
})

test('K03 the earlier answer is gone when a pass begins and when it fails', async () => {
  const seen: unknown[] = []
  const retry = replayable(async (ctx, next) => {
    await next()
    seen.push(ctx.response?.data)
    await next().catch(() => {})
    seen.push(ctx.response)
    ctx.response = answer({ data: 'of the retry' })
  })
  const { client } = bench((_, { index }) => {
    if (index === 1) throw new Error('the second attempt fails')
    return { data: 'first' }
  })
  const { data } = await client.use(retry).get('/x')
  assert.equal(seen, ['first', undefined])
  assert.is(data, 'of the retry')
})

test('K03 after the last pass the replaying layer and those outside hold their own', async () => {
  const seen: string[] = []
  const outer: Layer = async (ctx, next) => {
    ctx.request = { ...ctx.request, url: '/outer' }
    await next()
    seen.push(ctx.request.url)
  }
  const retry = replayable(async (ctx, next) => {
    await next()
    seen.push(ctx.request.url)
  })
  const inner: Layer = async (ctx, next) => {
    ctx.request = { ...ctx.request, url: '/inner' }
    await next()
  }
  const { client, transport } = bench()
  await client.use(outer).use(retry).use(inner).get('/caller')
  assert.equal(seen, ['/outer', '/outer'])
  assert.is(transport.calls[0]?.request.url, '/inner')
})

test('K03 only passes that reach the transport count as attempts', async () => {
  const attempts: number[] = []
  let pass = 0
  const early: Layer = async (ctx, next) => {
    pass += 1
    attempts.push(ctx.attempt)
    if (pass === 1) throw new Error('before it is sent')
    if (pass === 2) {
      ctx.response = answer({ status: 503 })
      return
    }
    await next()
  }
  const { client, transport } = bench()
  await client.use(again(5)).use(early).get('/x')
  assert.equal(attempts, [1, 1, 1, 2, 3])
  assert.is(transport.calls.length, 3)
})

test('K03 nested replays count attempts once, and hold a request each', async () => {
  const seen: unknown[] = []
  const mark =
    (name: string): Layer =>
    async (ctx, next) => {
      const { request } = ctx
      ctx.request = { ...request, url: `${request.url}/${name}` }
      await next()
    }
  const look: Layer = async (ctx, next) => {
    seen.push([ctx.attempt, ctx.request.url])
    await next()
  }
  const { client } = bench()
  const api = client.use(again(2)).use(mark('a')).use(again(2)).use(mark('b')).use(look)
  await api.get('/x')
  assert.equal(
    seen,
    [1, 2, 3, 4].map(n => [n, '/x/a/b']),
  )
})

test('K02 what another copy has marked is replayable here, and the other way round', async () => {
  const mark = Symbol.for('@allium/replayable')
  const log: string[] = []
  const foreign: Layer = async (_, next) => {
    await next()
    await next()
  }
  Object.defineProperty(foreign, mark, { value: true })
  await onion([foreign, trace(log, 'in')], nothing)(context())
  assert.equal(log, ['> in', '< in', '> in', '< in'])
  assert.is(Reflect.get(replayable(nothing), mark), true)
})

test('K32 replayable takes a function', () => {
  for (const wrong of [undefined, {}, { mount: () => nothing }]) {
    assert.throws(
      () => replayable(wrong as never),
      (error: Error) =>
        error instanceof TypeError && error.message.startsWith('[replayable] takes'),
    )
  }
})

test('K02 K10 a pass that is refused and dropped leaves no rejection unhandled', async () => {
  const eager = replayable((_, next) => {
    const first = next()
    next()
    return first
  })
  await bench().client.use(eager).get('/a')
  const { signal, abort } = createAbortController()
  const late = replayable(async (_, next) => {
    await next()
    abort()
    next()
  })
  assert.is(
    (await rejection(bench().client.use(late).get('/a', { signal }))).code,
    'aborted',
  )
  await drain()
})

test.run()
