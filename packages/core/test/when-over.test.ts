import { deferred, drain } from '@allium/testing'
import * as assert from 'uvu/assert'
import {
  type ByteSource,
  type ByteStream,
  type Call,
  createByteSource,
  type Layer,
  linesOf,
  type RequestError,
  replayable,
  type Transport,
} from '../src/index'
import { whenOver } from '../src/when-over'
import {
  answer,
  bench,
  type CountingSignal,
  countingSignal,
  never,
  quietSuite,
  rejection,
  stateOf,
} from './helpers'

const test = quietSuite('when over')

const HOUR = 3_600_000

/** A client whose every answer is a live stream. */
function streaming(status = 200) {
  const log: string[] = []
  const sources: ByteSource[] = []
  const transport: Transport = async (_, { signal }) => {
    const source = createByteSource(() => log.push('left'))
    sources.push(source)
    signal.addEventListener('abort', () => {
      log.push(`abort ${(signal.reason as RequestError).code}`)
      source.fail(signal.reason)
    })
    const { stream: data, ended } = source
    return answer({ status, data, ended })
  }
  const { client, clock } = bench(() => ({}), { transport })
  for (const name of ['response', 'error'] as const) client.on(name, () => log.push(name))
  const at = (index: number) => sources[index] as ByteSource
  return { client, clock, log, sources, at }
}

const bytes = (value: number) => Uint8Array.of(value)

// What ends a stream from outside

interface Means {
  readonly by: string
  readonly code: string
  readonly message: string
  end(call: Call<ByteStream>, signal: CountingSignal): void
  readonly ms: number
}

const means: readonly Means[] = [
  {
    by: '.abort()',
    code: 'aborted',
    message: 'GET /feed: aborted',
    end: call => call.abort(),
    ms: 0,
  },
  {
    by: 'the caller’s signal',
    code: 'aborted',
    message: 'GET /feed: aborted',
    end: (_, signal) => signal.abort('left the page'),
    ms: 0,
  },
  {
    by: 'the deadline',
    code: 'timeout',
    message: 'GET /feed: not done within the deadline of 60000 ms',
    end: () => {},
    ms: 60_000,
  },
]

for (const { by, code, message, end, ms } of means) {
  test(`K11 K12 T06 ${by} ends a stream that flows, and its reader is told why`, async () => {
    const { client, clock, log, at } = streaming()
    const signal = countingSignal()
    const call = client.stream('/feed', { signal, deadline: 60_000, timeout: 100 })
    const { data } = await call
    assert.is(signal.counts.listening, 1)
    at(0).push(bytes(1))
    await clock.advance(ms === 0 ? 30_000 : ms - 1)
    assert.equal((await data.next()).value, bytes(1))
    const waiting = data.next()
    assert.is(await stateOf(waiting), 'pending')

    end(call, signal)
    if (ms > 0) await clock.advance(1)
    const error = await rejection(waiting)
    assert.equal([error.code, error.message, error.sent], [code, message, true])
    assert.equal(log, ['response', `abort ${code}`])
    assert.is(signal.counts.listening, 0)
    assert.is(clock.pending, 0)
    assert.equal(await data.next(), { done: true, value: undefined })
    assert.is((await call).status, 200, 'the call itself stays as it was')
    call.abort()
    await clock.advance(HOUR)
    assert.equal(log, ['response', `abort ${code}`])
  })
}

test('K11 T06 an abort goes through the readers of text, lines and messages', async () => {
  const { client, at } = streaming()
  const call = client.stream('/feed')
  const lines = linesOf((await call).data)
  at(0).push(new TextEncoder().encode('a\nb'))
  assert.is((await lines.next()).value, 'a')
  const waiting = lines.next()
  call.abort()
  assert.is((await rejection(waiting)).code, 'aborted')
})

test('K12 the timeout is over with the headers: a stream may flow for longer', async () => {
  const { client, clock, log, at } = streaming()
  const { data } = await client.stream('/feed', { timeout: 100 })
  assert.is(clock.pending, 0)
  await clock.advance(HOUR)
  at(0).push(bytes(1))
  assert.equal((await data.next()).value, bytes(1))
  assert.equal(log, ['response'])
})

// What is released when

const ends: ReadonlyArray<[string, (source: ByteSource) => unknown]> = [
  ['ends', ({ end }) => end()],
  ['is cut', ({ fail }) => fail(new Error('cut'))],
  ['is left', ({ stream }) => stream.return()],
]

for (const [how, close] of ends) {
  test(`K11 K12 listeners and timers are released when a stream ${how}`, async () => {
    const { client, clock, log, at } = streaming()
    const signal = countingSignal()
    const call = client.stream('/feed', { signal, deadline: HOUR })
    await call
    at(0).push(bytes(1))
    assert.equal([clock.pending, signal.counts.listening], [1, 1])
    await close(at(0))
    await drain()
    assert.equal([clock.pending, signal.counts.listening], [0, 0])
    call.abort()
    signal.abort()
    await clock.advance(2 * HOUR)
    const left = how === 'is left' ? ['left'] : []
    assert.equal(log, ['response', ...left], 'an abort after the end reaches nobody')
  })
}

test('K10 a signal that cannot let go does not keep a stream from ending', async () => {
  const { client, clock, at } = streaming()
  const signal = countingSignal()
  signal.removeEventListener = () => {
    throw new Error('the host fails')
  }
  const { data } = await client.stream('/feed', { signal, deadline: HOUR })
  at(0).end()
  assert.equal(await data.next(), { done: true, value: undefined })
  await drain()
  assert.is(clock.pending, 0)
})

test('K20 a stream that is cut or aborted later is announced as the answer it was', async () => {
  const { client, log, at } = streaming()
  const call = client.stream('/feed')
  await call
  at(0).fail(new Error('cut'))
  await drain()
  call.abort()
  assert.equal(log, ['response'])
})

// What fails

test('K14 T06 a live stream whose status is refused is aborted, with the status error', async () => {
  const { client, clock, log, at } = streaming(203)
  const signal = countingSignal()
  const acceptStatus = (status: number) => status === 200
  const options = { acceptStatus, signal, deadline: HOUR }
  const error = await rejection(client.stream('/feed', options))
  assert.equal([error.code, error.response?.status], ['status', 203])
  assert.equal(log, ['error', 'abort status'])
  await at(0).ended
  assert.equal([clock.pending, signal.counts.listening], [0, 0])
  const { data } = error.response as { data: ByteStream }
  assert.is(await rejection(data.next()), error)
})

test('K10 K11 a layer that fails after the answer aborts the stream', async () => {
  const { client, at, log } = streaming()
  const boom = new Error('boom')
  const layer: Layer = async (_, next) => {
    await next()
    throw boom
  }
  assert.is(await rejection<Error>(client.use(layer).stream('/feed')), boom)
  await at(0).ended
  assert.equal(log, ['error', 'abort undefined'])
})

test('K11 a failed call aborts what is still under way inside', async () => {
  const { client, clock, transport } = bench(() => never())
  const heard: unknown[] = []
  const boom = new Error('boom')
  const hasty: Layer = async (ctx, next) => {
    ctx.signal.addEventListener('abort', () => heard.push(ctx.signal.reason))
    next()
    await drain()
    throw boom
  }
  const call = client.use(hasty).get('/a')
  assert.is(await rejection<Error>(call), boom)
  assert.is(transport.calls[0]?.signal.aborted, true)
  assert.equal(heard, [boom])
  assert.is(clock.pending, 0)
})

test('K11 after a failed call no pass begins and nothing is sent', async () => {
  const gate = deferred()
  const { client, transport } = bench(() => ({}))
  const hasty: Layer = (_, next) => {
    next()
    return Promise.reject(new Error('boom'))
  }
  const held: Layer = async (_, next) => {
    await gate.promise
    await next()
  }
  await rejection(client.use(hasty).use(replayable(held)).get('/a'))
  gate.resolve()
  await drain()
  assert.is(transport.calls.length, 0)
})

test('K11 an answered call aborts nothing that a layer left under way', async () => {
  const { client, clock, transport } = bench(() => never())
  const cache: Layer = async (ctx, next) => {
    next()
    ctx.response = answer({ data: 'old' })
  }
  assert.is((await client.use(cache).get('/a')).data, 'old')
  await drain()
  assert.is(transport.calls[0]?.signal.aborted, false)
  await clock.advance(10_000)
})

// Odd transports

test('K10 an answer whose end is no promise is over, one whose end rejects as well', async () => {
  // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested
  const thenable = { then: (run: () => void) => run() }
  const rejecting = () => Promise.reject(new Error('mine'))
  const gives = [() => null, () => true, () => ({}), () => thenable, rejecting]
  for (const give of gives) {
    const transport: Transport = async () => answer({ ended: give() as Promise<void> })
    const { client, clock } = bench(() => ({}), { transport })
    const signal = countingSignal()
    await client.get('/a', { signal, deadline: HOUR })
    await drain()
    assert.equal([clock.pending, signal.counts.listening], [0, 0])
  }
})

test('T06 a stream is over by its end as by its failure', async () => {
  const ends = [() => Promise.resolve(), () => Promise.reject(new Error('cut'))]
  for (const end of ends) {
    let over = 0
    whenOver(end(), () => {
      over += 1
    })
    assert.is(over, 0)
    await drain()
    assert.is(over, 1)
  }
})

test('T06 what was to be a stream and is none is unreadable, its answer on the error', async () => {
  const transport: Transport = async () => answer({ status: 404, data: { msg: 'gone' } })
  const { client } = bench(() => ({}), { transport })
  const error = await rejection(client.stream('/feed', { acceptStatus: () => true }))
  assert.equal([error.code, error.response?.status], ['unreadable', 404])
  assert.is(error.message, 'GET /feed: 404, and the answer is no stream')
})

test('K02 T06 a stream that a replaying layer passes over is left', async () => {
  const left: number[] = []
  let sources = 0
  const transport: Transport = async () => {
    sources += 1
    const number = sources
    const { stream, ended } = createByteSource(() => left.push(number))
    return answer({ data: stream, ended })
  }
  const twice = replayable(async (_, next) => {
    await next()
    await next()
  })
  const { client } = bench(() => ({}), { transport })
  const { data } = await client.use(twice).stream('/feed')
  assert.equal([sources, left], [2, [1]])
  await data.return()
  assert.equal(left, [1, 2])
})

test('K02 T06 a replay passes over a stream that a layer has made something else of', async () => {
  for (const data of [undefined, 'text', { return: 'no function' }]) {
    let passes = 0
    const transport: Transport = async () => {
      passes += 1
      const { stream, ended } = createByteSource(() => {})
      return answer({ data: stream, ended })
    }
    const changed: Layer = async (ctx, next) => {
      await next()
      const { response } = ctx
      if (response && ctx.attempt === 1) ctx.response = { ...response, data }
    }
    const twice = replayable(async (_, next) => {
      await next()
      await next()
    })
    const { client } = bench(() => ({}), { transport })
    const last = await client.use(twice).use(changed).stream('/feed')
    assert.is(passes, 2)
    await last.data.return()
  }
})

test.run()
