import { drain } from '@allium/testing'
import * as assert from 'uvu/assert'
import { isRequestError, type Layer, replayable, type Transport } from '../src/index'
import {
  answer,
  bench,
  countingSignal,
  never,
  quietSuite,
  rejection,
  stateOf,
} from './helpers'

const test = quietSuite('attempt')

test('K12 a host that never calls back is ended by the timeout', async () => {
  const { client, clock, transport } = bench(() => never())
  const call = client.get('/a', { timeout: 300 })
  await clock.advance(299)
  assert.is(await stateOf(call), 'pending')
  await clock.advance(1)
  const error = await rejection(call)
  assert.is(error.code, 'timeout')
  assert.is(error.message, 'GET /a: no answer within 300 ms')
  assert.is(error.retryable, true)
  assert.is(error.sent, true)
  assert.is(transport.calls[0]?.signal.aborted, true)
})

test('K33 the timeout is 10 000 ms where nobody says otherwise', async () => {
  const { client, clock } = bench(() => never())
  const call = client.get('/a')
  await clock.advance(9_999)
  assert.is(await stateOf(call), 'pending')
  await clock.advance(1)
  assert.match((await rejection(call)).message, /within 10000 ms/)
})

test('K12 the timeout counts from the moment the host has the attempt', async () => {
  const { client, clock } = bench(() => never(), { timeout: 100 })
  const slow: Layer = async (_, next) => {
    await new Promise<void>(resolve => clock.setTimeout(resolve, 5_000))
    await next()
  }
  const call = client.use(slow).get('/a')
  await clock.advance(5_099)
  assert.is(await stateOf(call), 'pending')
  await clock.advance(1)
  assert.is((await rejection(call)).code, 'timeout')
})

test('K12 each attempt has the whole timeout, also one that a layer has changed', async () => {
  const { client, clock } = bench(() => never(), { timeout: 100 })
  const endedAt: number[] = []
  const longer = replayable(async (ctx, next) => {
    await next().catch(() => endedAt.push(clock.now()))
    ctx.request = { ...ctx.request, timeout: 250 }
    await next().catch(() => endedAt.push(clock.now()))
    ctx.response = answer()
  })
  const call = client.use(longer).get('/a')
  await clock.advance(350)
  await call
  assert.equal(endedAt, [100, 350])
})

test('K11 K12 the transport hears why nobody wants its answer any more', async () => {
  const reasons: unknown[] = []
  const transport: Transport = (_, { signal }) => {
    signal.addEventListener('abort', () => reasons.push(signal.reason))
    return never()
  }
  const { client, clock } = bench(() => ({}), { transport })
  const aborted = client.get('/a')
  const late = client.get('/b', { timeout: 100 })
  const overdue = client.get('/c', { deadline: 200 })
  const ended = Promise.all([aborted, late, overdue].map(each => rejection(each)))
  await drain()
  aborted.abort()
  await clock.advance(200)
  const got = await ended
  assert.equal(
    got.map(error => error.code),
    ['aborted', 'timeout', 'timeout'],
  )
  assert.is(reasons.length, 3)
  assert.ok(reasons.every((reason, i) => reason === got[i]))
})

test('K10 what a transport does after its attempt has ended changes nothing', async () => {
  const transport: Transport = (_, { signal }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => {
        resolve(answer({ data: 'too late' }))
        reject(new Error('too late'))
        throw new Error('in a listener of the signal')
      })
    })
  const { client, clock } = bench(() => ({}), { transport })
  const ended = rejection(client.get('/a', { timeout: 100 }))
  await clock.advance(100)
  assert.is((await ended).code, 'timeout')

  const rejecting: Transport = (_, { signal }) =>
    new Promise((_, reject) =>
      signal.addEventListener('abort', () => reject(new Error('aborted by the host'))),
    )
  const other = bench(() => ({}), { transport: rejecting })
  const second = other.client.get('/a')
  await drain()
  second.abort()
  assert.is((await rejection(second)).code, 'aborted')
})

test('K13 a transport that fails in its own way is a failed connection', async () => {
  const raw = { errMsg: 'request:fail ' }
  const failing: ReadonlyArray<Transport> = [
    () => {
      throw raw
    },
    () => Promise.reject(raw),
  ]
  for (const transport of failing) {
    const { client } = bench(() => ({}), { transport })
    const error = await rejection(client.get('/a'))
    assert.ok(isRequestError(error))
    assert.is(error.code, 'network')
    assert.is(error.message, 'GET /a: the transport failed')
    assert.is(error.cause, raw)
    assert.is(error.retryable, true)
  }
})

test('K07 the transport is told which attempt it is', async () => {
  const attempts: number[] = []
  const transport: Transport = async (_, wire) => {
    attempts.push(wire.attempt)
    return answer()
  }
  const thrice = replayable(async (_, next) => {
    await next()
    await next()
    await next()
  })
  await bench(() => ({}), { transport })
    .client.use(thrice)
    .get('/a')
  assert.equal(attempts, [1, 2, 3])
})

test('K11 a request aborted by a listener of its attempt is not handed over', async () => {
  const { client, clock, transport } = bench(() => ({}), { deadline: 5_000 })
  const signal = countingSignal()
  client.on('attempt', () => signal.abort())
  const error = await rejection(client.get('/a', { signal }))
  assert.is(error.code, 'aborted')
  assert.is(transport.calls.length, 0)
  await drain()
  assert.is(clock.pending, 0)
  assert.is(signal.counts.listening, 0)
})

test('K12 an answer in time disarms the timer', async () => {
  const { client, clock } = bench()
  await client.get('/a')
  assert.is(clock.pending, 0)
  const failing = bench(() => {
    throw new Error('host')
  })
  await rejection(failing.client.get('/a'))
  assert.is(failing.clock.pending, 0)
})

test.run()
