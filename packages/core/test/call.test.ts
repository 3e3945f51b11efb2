import { deferred, drain } from '@allium/testing'
import * as assert from 'uvu/assert'
import {
  checkOptions,
  createAbortController,
  type Layer,
  RequestError,
  replayable,
  retry,
  type Transport,
} from '../src/index'
import {
  answer,
  type Bench,
  bench,
  countingSignal,
  never,
  quietSuite,
  rejection,
  stateOf,
} from './helpers'

const test = quietSuite('call')

const HOUR = 3_600_000

/** Where a request can stand when its end comes, and how often it was sent by then. */
interface Place {
  readonly where: string
  readonly sent: number
  readonly attempt: number
  /** A request that stands there, and the means to let it go on. */
  stand(options: { deadline?: number }): Bench & { goOn(): void; layers: Layer[] }
}

const standing = (
  sent: number,
  make: (gate: Promise<void>) => Layer,
): Pick<Place, 'sent' | 'attempt' | 'stand'> => ({
  sent,
  attempt: 1,
  stand: options => {
    const gate = deferred()
    const layers = [make(gate.promise)]
    return { ...bench(() => ({ status: 503 }), options), layers, goOn: gate.resolve }
  },
})

const places: readonly Place[] = [
  {
    where: 'held by a layer that later goes on',
    ...standing(0, gate => async (_, next) => {
      await gate
      await next()
    }),
  },
  {
    where: 'in a layer that never settles',
    ...standing(0, () => () => never()),
  },
  {
    where: 'between two attempts',
    ...standing(1, gate =>
      replayable(async (_, next) => {
        await next()
        await gate
        await next()
      }),
    ),
  },
  {
    where: 'after the answer, in a layer on the way back',
    ...standing(1, gate => async (_, next) => {
      await next()
      await gate
    }),
  },
  {
    where: 'in the transport that never answers',
    sent: 1,
    attempt: 1,
    stand: options => ({ ...bench(() => never(), options), layers: [], goOn: () => {} }),
  },
  {
    where: 'in the second attempt',
    sent: 2,
    attempt: 2,
    stand: options => {
      const gate = deferred<object>()
      const handler = (_: unknown, { index }: { index: number }) =>
        index === 0 ? {} : gate.promise
      const twice: Layer = async (_, next) => {
        await next()
        await next()
      }
      const layers = [replayable(twice)]
      return { ...bench(handler, options), layers, goOn: () => gate.resolve({}) }
    },
  },
]

const means = ['.abort()', 'signal'] as const

for (const { where, sent, attempt, stand } of places) {
  for (const by of means) {
    test(`K11 ${by} ends a request ${where}, and it is not sent later`, async () => {
      const { client, clock, transport, layers, goOn } = stand({ deadline: HOUR })
      const signal = countingSignal()
      let settlements = 0
      let attempts = 0
      client.on('attempt', () => (attempts += 1))
      const call = client.get('/feed', { layers, signal })
      call.then(
        () => (settlements += 1),
        () => (settlements += 1),
      )
      assert.is(await stateOf(call), 'pending')

      if (by === 'signal') signal.abort('left the page')
      else call.abort()
      const error = await rejection(call)
      assert.is(error.code, 'aborted')
      assert.is(error.message, 'GET /feed: aborted')
      assert.is(error.attempt, attempt)
      assert.is(error.sent, sent > 0)
      assert.is(error.retryable, false)
      assert.is(error.cause, by === 'signal' ? 'left the page' : undefined)
      assert.equal(signal.counts, { added: 1, removed: 1, listening: 0 })
      assert.is(clock.pending, 0)

      goOn()
      call.abort()
      await clock.advance(2 * HOUR)
      assert.is(transport.calls.length, sent)
      assert.is(attempts, sent)
      assert.is(settlements, 1)
    })
  }

  test(`K12 the deadline ends a request ${where}, and it is not sent later`, async () => {
    const { client, clock, transport, layers, goOn } = stand({ deadline: 5_000 })
    const signal = countingSignal()
    const call = client.get('/feed', { layers, signal })
    await clock.advance(4_999)
    assert.is(await stateOf(call), 'pending')
    await clock.advance(1)
    const error = await rejection(call)
    assert.is(error.code, 'timeout')
    assert.is(error.message, 'GET /feed: not done within the deadline of 5000 ms')
    assert.is(error.attempt, attempt)
    assert.is(error.sent, sent > 0)
    assert.equal(signal.counts, { added: 1, removed: 1, listening: 0 })
    assert.is(clock.pending, 0)
    goOn()
    await clock.advance(HOUR)
    assert.is(transport.calls.length, sent)
  })
}

test('K11 a signal that has fired already ends the request before any layer runs', async () => {
  const { client, clock, transport } = bench(() => ({}), { deadline: 5_000 })
  const signal = countingSignal()
  signal.abort('too late')
  const log: string[] = []
  const layer: Layer = async (_, next) => {
    log.push('ran')
    await next()
  }
  const error = await rejection(client.use(layer).get('/feed', { signal }))
  assert.is(error.code, 'aborted')
  assert.is(error.cause, 'too late')
  assert.is(error.sent, false)
  assert.equal(log, [])
  assert.is(transport.calls.length, 0)
  assert.is(signal.counts.listening, 0)
  assert.is(clock.pending, 0)
})

test('K11 the signal of the host and the one made here both work', async () => {
  for (const controller of [new AbortController(), createAbortController()]) {
    const { client, transport } = bench(() => never())
    const call = client.get('/feed', { signal: controller.signal })
    await drain()
    controller.abort('by hand')
    const error = await rejection(call)
    assert.is(error.code, 'aborted')
    assert.is(error.cause, 'by hand')
    assert.is(transport.calls[0]?.signal.aborted, true)
  }
})

test('K11 a signal fired by a listener of the request is heard at once', async () => {
  const { client, transport } = bench(() => ({}), { deadline: 5_000 })
  const signal = countingSignal()
  client.on('request', () => signal.abort())
  const error = await rejection(client.get('/feed', { signal }))
  assert.is(error.code, 'aborted')
  assert.is(transport.calls.length, 0)
  assert.is(signal.counts.listening, 0)
})

test('K11 a layer hears of the abort through ctx.signal, with the error as its reason', async () => {
  const heard: unknown[] = []
  const layer: Layer = ctx => {
    ctx.signal.addEventListener('abort', () => heard.push(ctx.signal.reason))
    return never()
  }
  const { client } = bench()
  const call = client.use(layer).get('/feed')
  call.abort()
  assert.equal(heard, [await rejection(call)])
})

test('K11 aborting one request leaves the others alone, even with one signal each', async () => {
  const gate = deferred<object>()
  const { client } = bench(() => gate.promise)
  const first = client.get('/a')
  const second = client.get('/b')
  first.abort()
  assert.is((await rejection(first)).code, 'aborted')
  gate.resolve({ data: 'b' })
  assert.is((await second).data, 'b')
})

test('K11 an abort after the end does nothing', async () => {
  const { client, transport } = bench(() => ({ data: 1 }))
  const signal = countingSignal()
  const call = client.get('/a', { signal })
  assert.is((await call).data, 1)
  assert.equal(signal.counts, { added: 1, removed: 1, listening: 0 })
  call.abort()
  signal.abort()
  assert.is((await call).data, 1)
  assert.is(transport.calls[0]?.signal.aborted, false)
})

test('K12 the deadline of a request wins over that of the client', async () => {
  const { client, clock } = bench(() => never(), { deadline: 5_000 })
  const call = client.get('/a', { deadline: 200 })
  await clock.advance(199)
  assert.is(await stateOf(call), 'pending')
  await clock.advance(1)
  assert.match((await rejection(call)).message, /deadline of 200 ms/)
})

test('K12 the deadline spans waiting and attempts, the timeout counts for each', async () => {
  const { client, clock, transport } = bench(() => never())
  const log: unknown[] = []
  const retry = replayable(async (ctx, next) => {
    for (;;) {
      const error = await rejection(next())
      log.push([clock.now(), ctx.attempt, error.message])
      if (ctx.signal.aborted) throw error
      await new Promise<void>(resolve => clock.setTimeout(resolve, 50))
    }
  })
  const call = client.use(retry).get('/a', { timeout: 100, deadline: 400 })
  const ended = rejection(call)
  await clock.advance(400)
  const error = await ended
  assert.equal(log, [
    [100, 1, 'GET /a: no answer within 100 ms'],
    [250, 2, 'GET /a: no answer within 100 ms'],
    [400, 3, 'GET /a: not done within the deadline of 400 ms'],
  ])
  assert.is(error.code, 'timeout')
  assert.is(error.attempt, 3)
  assert.is(transport.calls.length, 3)
})

test('K10 a layer that fails in odd ways rejects the caller with what it threw', async () => {
  const odd: unknown[] = [undefined, null, 'text', 0, new Error('boom')]
  for (const thrown of odd) {
    const { client } = bench(() => ({}), { deadline: 5_000 })
    client.on('error', () => {})
    const later: Layer = () => Promise.reject(thrown)
    const atOnce: Layer = () => {
      throw thrown
    }
    assert.is(await rejection<unknown>(client.use(later).get('/a')), thrown)
    assert.is(await rejection<unknown>(client.use(atOnce).get('/a')), thrown)
  }
})

test('K10 what is no layer in a request rejects it, and nothing is left behind', async () => {
  const { client, transport } = bench(() => ({}), { deadline: 5_000 })
  const codes: unknown[] = []
  client.on('error', ({ code }) => codes.push(code))
  for (const wrong of [undefined, null, {}, 'layer']) {
    const signal = countingSignal()
    const call = client.get('/a', { layers: [wrong as never], signal })
    const { code, message, cause } = await rejection(call)
    const words = 'GET /a: its `layers` cannot be used; its `cause` says why'
    assert.equal([code, message], ['invalid', words])
    assert.match((cause as Error).message, '[use] takes a layer')
    assert.equal(signal.counts, { added: 1, removed: 1, listening: 0 })
  }
  assert.equal(codes, ['invalid', 'invalid', 'invalid', 'invalid'])
  assert.is(transport.calls.length, 0)
})

test('K10 a layer that neither answers nor calls next is an invalid use', async () => {
  const { client } = bench()
  const error = await rejection(client.use(async () => {}).get('/a'))
  assert.is(error.code, 'invalid')
  assert.is(error.message, 'GET /a: a layer neither answered nor called `next`')
})

test('K10 an answer of a layer without a status is an invalid use', async () => {
  const { client } = bench()
  const unanswered = 'GET /a: a layer neither answered nor called `next`'
  const noStatus = 'GET /a: a layer answered without a `status`'
  const table: ReadonlyArray<[response: unknown, message: string]> = [
    [null, unanswered],
    [{}, noStatus],
    [{ code: 0 }, noStatus],
    [{ status: '200' }, noStatus],
    ['text', noStatus],
  ]
  for (const [response, words] of table) {
    const own: Layer = async ctx => {
      ctx.response = response as never
    }
    const { code, message, sent } = await rejection(client.use(own).get('/a'))
    assert.equal([code, message, sent], ['invalid', words, false])
  }
  const later: Layer = async (ctx, next) => {
    await next()
    ctx.response = {} as never
  }
  const { message, sent } = await rejection(client.use(later).get('/a'))
  assert.equal([message, sent], [noStatus, true])
})

test('K10 a signal whose listener cannot be taken off settles the call all the same', async () => {
  const { client } = bench(({ url }) => (url === '/ok' ? {} : never()), {
    deadline: 5_000,
  })
  const signal = countingSignal()
  signal.removeEventListener = () => {
    throw new Error('the host fails')
  }
  assert.is((await client.get('/ok', { signal })).status, 200)
  const call = client.get('/a', { signal })
  call.abort()
  assert.is((await rejection(call)).code, 'aborted')
})

test('K10 the call settles once, with what came first', async () => {
  const { client, clock } = bench(() => ({ data: 'late' }), { deadline: 100 })
  const slow: Layer = async (_, next) => {
    await next()
    await new Promise<void>(resolve => clock.setTimeout(resolve, 100))
  }
  const log: string[] = []
  client.on('response', () => log.push('response'))
  client.on('error', () => log.push('error'))
  const call = client.use(slow).get('/a')
  call.then(
    () => log.push('resolved'),
    () => log.push('rejected'),
  )
  await clock.advance(100)
  assert.equal(log, ['error', 'rejected'])
  call.abort()
  await clock.advance(HOUR)
  assert.equal(log, ['error', 'rejected'])
})

test('K13 an error of a layer or a transport reaches the caller as the object it is', async () => {
  const request = { method: 'GET', url: '/a' }
  const own = new RequestError('offline', { request, message: 'no network' })
  const { client } = bench(() => {
    throw own
  })
  assert.is(await rejection(client.get('/a')), own)
  const boom = new Error('boom')
  const layer: Layer = async (_, next) => {
    await next().catch(() => {})
    throw boom
  }
  assert.is(await rejection<Error>(client.use(layer).get('/a')), boom)
})

// K14

test('K14 a status outside 2xx rejects, with the answer readable on the error', async () => {
  const table: ReadonlyArray<[status: number, message: string]> = [
    [199, 'GET /a: 199'],
    [300, 'GET /a: 300'],
    [304, 'GET /a: 304'],
    [404, 'GET /a: 404 Not Found'],
    [500, 'GET /a: 500 Internal Server Error'],
  ]
  for (const [status, message] of table) {
    const { client } = bench(() => ({ status, data: { why: status } }))
    const error = await rejection(client.get('/a'))
    assert.is(error.code, 'status')
    assert.is(error.message, message)
    assert.is(error.response?.status, status)
    assert.equal(error.response?.data, { why: status })
  }
  for (const status of [200, 204, 299]) {
    const { client } = bench(() => ({ status }))
    assert.is((await client.get('/a')).status, status)
  }
})

test('K14 every layer sees the answer first, whatever its status', async () => {
  const seen: unknown[] = []
  const look: Layer = async (ctx, next) => {
    await next()
    seen.push(ctx.response?.status)
  }
  const { client } = bench(() => ({ status: 404 }))
  const error = await rejection(
    client
      .use(look)
      .use(look)
      .get('/a', { layers: [look] }),
  )
  assert.equal(seen, [404, 404, 404])
  assert.is(error.code, 'status')
})

test('K14 a layer may answer a failed status away', async () => {
  const mend: Layer = async (ctx, next) => {
    await next()
    ctx.response = answer({ data: 'from the cache' })
  }
  const { client } = bench(() => ({ status: 503 }))
  assert.is((await client.use(mend).get('/a')).data, 'from the cache')
})

test('K14 which statuses are answers is said per client, and per request before it', async () => {
  const only304 = (status: number) => status === 304
  const { client } = bench(() => ({ status: 304 }), { acceptStatus: only304 })
  assert.is((await client.get('/a')).status, 304)
  const error = await rejection(client.get('/a', { acceptStatus: () => false }))
  assert.is(error.response?.status, 304)
  const other = bench(() => ({ status: 500 })).client
  assert.is((await other.get('/a', { acceptStatus: () => true })).status, 500)
})

test('K14 the attempt of a status error is the last', async () => {
  const twice = replayable(async (_, next) => {
    await next()
    await next()
  })
  const { client } = bench(() => ({ status: 500 }))
  assert.is((await rejection(client.use(twice).get('/a'))).attempt, 2)
})

test('K10 a hook of the caller that throws rejects the call', async () => {
  const { client } = bench(() => ({}), { deadline: 5_000 })
  const boom = new Error('boom')
  const acceptStatus = () => {
    throw boom
  }
  assert.is(await rejection<Error>(client.get('/a', { acceptStatus })), boom)
})

test('K10 K32 a transport that gives no response is an invalid use', async () => {
  for (const given of [undefined, null, {}, { status: '200' }, () => {}]) {
    const transport = (async () => given) as unknown as Transport
    const { client } = bench(() => ({}), { transport })
    const { code, message, retryable } = await rejection(client.get('/a'))
    assert.equal([code, retryable], ['invalid', false])
    assert.match(message, 'the transport gave no response; is it called')
  }
})

test('K13 K32 a transport that was not called is told so, and nothing is tried again', async () => {
  // As `wxTransport` is, which takes options.
  let calls = 0
  const transport = ((options: object) => {
    calls += 1
    checkOptions('aTransport', options, {})
  }) as unknown as Transport
  const { client } = bench(() => ({}), { transport })
  const error = await rejection(client.use(retry()).get('/a'))
  assert.equal([error.code, error.retryable, calls], ['invalid', false, 1])
  const words = 'GET /a: the transport gave no response; is it called: `wxTransport()`?'
  assert.is(error.message, words)
  assert.match((error.cause as Error).message, '[aTransport] knows no option')
})

test('K10 a layer that does not wait for `next` is told so, and that it was sent', async () => {
  const { client, transport } = bench(() => ({}))
  const hasty: Layer = async (_, next) => {
    next()
  }
  const { code, message, sent } = await rejection(client.use(hasty).post('/pay', {}))
  assert.equal([code, sent], ['invalid', true])
  assert.match(message, 'one of them does not wait for `next`')
  assert.is(transport.calls.length, 1)
})

test('K10 K20 a signal that throws when it is listened to ends the request, once', async () => {
  const { client, transport } = bench(() => ({}))
  const told: unknown[] = []
  client.on('request', () => told.push('request'))
  client.on('error', ({ code }) => told.push(code))
  const signal = {
    aborted: false,
    addEventListener() {
      throw new Error('no')
    },
    removeEventListener() {},
  }
  const error = await rejection(client.get('/a', { signal }))
  assert.is(error.code, 'invalid')
  assert.is(error.message, 'GET /a: its `signal` cannot be listened to')
  assert.equal(told, ['request', 'invalid'])
  assert.is(transport.calls.length, 0)
})

test('K05 a layer that neither answers nor goes on is an invalid use', async () => {
  const { client, transport } = bench(() => ({}))
  const { code, message } = await rejection(client.use(async () => {}).get('/a'))
  assert.is(code, 'invalid')
  assert.match(message, 'neither answered nor called `next`')
  assert.is(transport.calls.length, 0)
})

test('K20 a request that cannot be sent is announced as failed', async () => {
  const { client } = bench(() => ({}))
  const told: unknown[] = []
  client.on('request', () => told.push('request'))
  client.on('error', ({ id, url, code, attempt }) => told.push([id, url, code, attempt]))
  await rejection(client.get('ftp://files.example.com/a?token=secret'))
  assert.equal(told, [[1, 'ftp://files.example.com/a', 'invalid', 1]])
})

const unusable = 'GET /: its options, or what `with` returns, cannot be read'

test('K10 K13 options that cannot be read reject the call, which can still be aborted', async () => {
  const { client, transport } = bench(() => ({}))
  const cause = new Error('no')
  const options = {
    url: '/a',
    get method(): string {
      throw cause
    },
  }
  const call = client.request(options)
  call.abort()
  const error = await rejection(call)
  assert.is(error.code, 'invalid')
  assert.equal(error.request, { method: 'GET', url: '' })
  assert.is(error.message, unusable)
  assert.is(error.cause, cause)
  assert.is(transport.calls.length, 0)
})

test('K13 K32 options that are none reject the call, those that `with` returns as well', async () => {
  const { client, transport } = bench(() => ({}))
  const calls = [
    client.request('/a' as never),
    client.request(undefined as never),
    client.with((() => {}) as never).get('/a'),
    client.with((async (options: object) => options) as never).get('/a'),
  ]
  for (const call of calls) {
    const { code, message, sent } = await rejection(call)
    assert.equal([code, message, sent], ['invalid', unusable, false])
  }
  assert.is(transport.calls.length, 0)
})

test('K11 no pass begins after an abort', async () => {
  const log: string[] = []
  const { client } = bench(() => ({ status: 503 }))
  const again = replayable(async (_, next) => {
    await next()
    call.abort()
    await next().catch(error => log.push((error as RequestError).code))
  })
  const inner: Layer = (_, next) => {
    log.push('inner')
    return next()
  }
  const call = client.use(again).use(inner).get('/a')
  assert.is((await rejection(call)).code, 'aborted')
  await drain()
  assert.equal(log, ['inner', 'aborted'])
})

for (const [how, end] of [
  ['an abort', (call: { abort(): void }) => call.abort()],
  ['a deadline', () => {}],
] as const) {
  test(`K11 K12 ${how} while an error is on its way out ends the call once`, async () => {
    const { client, clock } = bench(() => ({ status: 503 }), { deadline: 1_000 })
    const told: unknown[] = []
    client.on('error', ({ code }) => told.push(code))
    const gate = deferred()
    const slow: Layer = async (_, next) => {
      try {
        await next()
      } catch (error) {
        await gate.promise
        throw error
      }
    }
    const broken: Layer = async () => {
      throw new RequestError('network', {
        request: { method: 'GET', url: '/a' },
        message: 'broken',
      })
    }
    const call = client.use(slow).use(broken).get('/a')
    const ended = rejection(call)
    await drain()
    end(call)
    await clock.advance(1_000)
    const { code } = await ended
    assert.is(code, how === 'an abort' ? 'aborted' : 'timeout')
    gate.resolve()
    await drain()
    assert.equal(told, [code])
    assert.is(clock.pending, 0)
  })
}

test('K11 what a listener lets go on hearing of the abort is not sent any more', async () => {
  const { client, transport } = bench()
  const held: Array<() => void> = []
  let isAborted: boolean | undefined
  const queue: Layer = (ctx, next) =>
    new Promise((resolve, reject) => {
      held.push(() => {
        isAborted = ctx.signal.aborted
        next().then(resolve, reject)
      })
    })
  const api = client.use(queue)
  api.on('error', () => {
    for (const goOn of held) goOn()
  })
  const call = api.get('/a')
  call.abort()
  assert.is((await rejection(call)).code, 'aborted')
  await drain()
  assert.equal([isAborted, transport.calls.length], [true, 0])
})

test('K11 K12 who aborts on hearing of the end changes no reason', async () => {
  const { client, clock } = bench(() => never())
  const reasons: unknown[] = []
  const look: Layer = (ctx, next) => {
    ctx.signal.addEventListener('abort', () =>
      reasons.push((ctx.signal.reason as RequestError).code),
    )
    return next()
  }
  const api = client.use(look)
  const call = api.get('/a', { deadline: 50 })
  api.on('error', () => call.abort())
  const failed = rejection(call)
  await clock.advance(50)
  assert.is((await failed).code, 'timeout')
  assert.equal(reasons, ['timeout'])
})

test.run()
