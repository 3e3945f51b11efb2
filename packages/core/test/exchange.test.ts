import { type Deferred, deferred, drain } from '@allium/testing'
import * as assert from 'uvu/assert'
import { Signal } from '../src/abort-controller'
import { RequestContext } from '../src/context'
import { Exchange } from '../src/exchange'
import { createByteSource, RequestError, type Response } from '../src/index'
import { Slot } from '../src/slot'
import type { Escort, Transport, WireRequest } from '../src/types'
import {
  answer,
  context,
  never,
  quietClock,
  quietSuite,
  rejection,
  stateOf,
} from './helpers'

const test = quietSuite('exchange')

const request: WireRequest = {
  method: 'GET',
  url: 'https://api.test/me',
  headers: {},
  body: undefined,
  responseType: 'json',
  timeout: 100,
}

interface Manner extends Pick<Escort, 'staysOnWire'> {
  readonly transport?: Transport
  readonly onSettled?: () => void | Promise<void>
  /** Whether who hears of the attempt aborts the call, before it is handed over. */
  readonly isAborted?: boolean
}

/** One exchange with a transport that the test answers; all that happens is logged. */
function open({ transport, onSettled, staysOnWire, isAborted }: Manner = {}) {
  const log: string[] = []
  const clock = quietClock()
  const signal = new Signal()
  const wire: Deferred<Response> = deferred()
  const escort: Escort = {
    onSettled(response) {
      log.push(`settled ${response?.status}`)
      return onSettled?.()
    },
    ...(staysOnWire && { staysOnWire }),
  }
  const ctx = new RequestContext(context({ escort }).request, {}, 1, signal, 0)
  const told: Transport = (sent, { signal }) => {
    log.push('sent')
    signal.addEventListener('abort', () =>
      log.push(`abort ${(signal.reason as RequestError).code}`),
    )
    return transport?.(sent, { signal, attempt: 1 }) ?? wire.promise
  }
  const aborted = new RequestError('aborted', { request, message: 'aborted' })
  const abort = () => signal.fire(aborted)
  const observer = {
    tell() {
      if (isAborted) abort()
    },
  }
  const exchange = new Exchange(request, ctx, { transport: told, clock, observer })
  const slot = new Slot(() => log.push('free'))
  const promise = exchange.send(slot).then(() => ctx.response)
  promise.catch(() => {})
  return { promise, log, clock, wire, ctx, aborted, abort }
}

/** A stream as an answer, and what becomes of it. */
function streamed(log: string[]) {
  const source = createByteSource(() => log.push('left'))
  const { stream: data, ended } = source
  return { source, response: answer({ data, ended }) }
}

const failed = () => new RequestError('network', { request, message: 'the host failed' })

test('K10 an answer settles it, and then the slot is free', async () => {
  const { promise, log, wire, clock, ctx, abort } = open()
  assert.equal(log, ['sent'])
  assert.is(ctx.sent, true)
  const response = answer()
  wire.resolve(response)
  assert.is(await promise, response)
  abort()
  assert.equal(log, ['sent', 'settled 200', 'free'])
  assert.is(clock.pending, 0)
})

test('K10 K13 a failure settles it, too', async () => {
  const { promise, log, wire } = open()
  const error = failed()
  wire.reject(error)
  assert.is(await rejection(promise), error)
  assert.equal(log, ['sent', 'settled undefined', 'free'])
})

test('K12 the timeout ends it, and what comes later changes nothing', async () => {
  for (const late of ['answer', 'failure'] as const) {
    const { promise, log, wire, clock } = open()
    await clock.advance(100)
    const all = ['sent', 'abort timeout', 'settled undefined', 'free']
    assert.equal(log, all)
    if (late === 'answer') wire.resolve(answer())
    else wire.reject(failed())
    assert.is((await rejection(promise)).code, 'timeout')
    await drain()
    assert.equal(log, all)
  }
})

test('K11 the abort ends it, and what comes later changes nothing', async () => {
  const { promise, log, wire, abort, aborted } = open()
  abort()
  const all = ['sent', 'abort aborted', 'settled undefined', 'free']
  assert.equal(log, all)
  assert.is(await rejection(promise), aborted)
  wire.resolve(answer())
  await drain()
  assert.equal(log, all)
})

test('K11 what is aborted before it is handed over is never sent', async () => {
  for (const staysOnWire of [false, true]) {
    const { promise, log, ctx, aborted } = open({ isAborted: true, staysOnWire })
    assert.is(await rejection(promise), aborted)
    assert.equal(log, ['settled undefined', 'free'])
    assert.is(ctx.sent, false)
  }
})

// --- an exchange that goes on without its caller ---

test('K11 an exchange that stays on the wire frees its caller at once, and not its slot', async () => {
  const { promise, log, wire, abort, aborted } = open({ staysOnWire: true })
  abort()
  assert.is(await rejection(promise), aborted)
  assert.equal(log, ['sent'])
  wire.resolve(answer({ status: 401 }))
  await drain()
  assert.equal(log, ['sent', 'settled 401', 'free'])
})

test('K11 an answer that comes behind the end is nobody’s', async () => {
  for (const staysOnWire of [false, true]) {
    const { wire, abort, ctx } = open({ staysOnWire })
    abort()
    wire.resolve(answer())
    await drain()
    assert.is(ctx.response, undefined)
  }
})

test('K11 one that stays on the wire may fail there', async () => {
  const { log, wire, abort } = open({ staysOnWire: true })
  abort()
  wire.reject(failed())
  await drain()
  assert.equal(log, ['sent', 'settled undefined', 'free'])
})

test('K12 one that stays on the wire is ended by its timeout', async () => {
  const { promise, log, clock, abort } = open({ staysOnWire: true })
  abort()
  await clock.advance(99)
  assert.equal(log, ['sent'])
  await clock.advance(1)
  assert.equal(log, ['sent', 'abort timeout', 'settled undefined', 'free'])
  assert.is((await rejection(promise)).code, 'aborted', 'its caller heard one end')
})

// --- streams ---

test('T06 a stream holds its slot until nothing more comes', async () => {
  const { promise, log, wire, clock } = open()
  const { source, response } = streamed(log)
  wire.resolve(response)
  await promise
  await clock.advance(1_000)
  assert.equal(log, ['sent', 'settled 200'])
  source.end()
  await drain()
  assert.equal(log, ['sent', 'settled 200', 'free'])
})

test('T06 K11 the abort frees the slot of a stream, also of one that does not end', async () => {
  for (const staysOnWire of [false, true]) {
    const { promise, log, wire, abort } = open({ staysOnWire })
    wire.resolve(answer({ ended: never() }))
    await promise
    abort()
    assert.equal(log, ['sent', 'settled 200', 'abort aborted', 'free'])
  }
})

test('T06 a stream that comes when its caller has gone is left', async () => {
  const { log, wire, abort } = open({ staysOnWire: true })
  abort()
  wire.resolve(streamed(log).response)
  await drain()
  assert.equal(log, ['sent', 'settled 200', 'left', 'free'])
})

test('T06 a stream that comes behind the timeout or the abort is left', async () => {
  for (const code of ['timeout', 'aborted'] as const) {
    const { log, wire, clock, abort } = open()
    if (code === 'aborted') abort()
    else await clock.advance(100)
    wire.resolve(streamed(log).response)
    await drain()
    assert.equal(log, ['sent', `abort ${code}`, 'settled undefined', 'free', 'left'])
  }
})

test('T06 a late answer that is no stream is not asked to leave', async () => {
  const { log, wire, abort } = open()
  abort()
  wire.resolve(answer({ data: { return: () => log.push('left') } }))
  await drain()
  assert.equal(log, ['sent', 'abort aborted', 'settled undefined', 'free'])
})

// --- an answer that is judged before its slot is free ---

test('G04 a promise of `onSettled` keeps the slot until it settles, and the caller not', async () => {
  for (const end of ['resolve', 'reject'] as const) {
    const judged = deferred()
    const { promise, log, wire, clock } = open({ onSettled: () => judged.promise })
    wire.resolve(answer())
    assert.is((await promise)?.status, 200)
    assert.equal(log, ['sent', 'settled 200'])
    judged[end](new Error('the layer') as never)
    await drain()
    assert.equal(log, ['sent', 'settled 200', 'free'])
    assert.is(clock.pending, 0)
  }
})

test('G04 a judgement that itself waits for a slot keeps this one until the timeout', async () => {
  const judged = deferred()
  const { promise, log, wire, clock } = open({ onSettled: () => judged.promise })
  wire.resolve(answer())
  await promise
  await clock.advance(99)
  assert.equal(log, ['sent', 'settled 200'])
  await clock.advance(1)
  assert.equal(log, ['sent', 'settled 200', 'free'], 'nothing is aborted')
  judged.resolve()
})

test('K11 an abort frees the slot of an answer that is not judged', async () => {
  const { log, wire, clock, promise, abort } = open({ onSettled: () => never() })
  wire.resolve(answer())
  await promise
  abort()
  assert.equal(log, ['sent', 'settled 200', 'abort aborted', 'free'])
  assert.is(clock.pending, 0)
})

test('T06 a stream that has been judged holds its slot as long as it flows', async () => {
  const judged = deferred()
  const { promise, log, wire, clock } = open({ onSettled: () => judged.promise })
  const { source, response } = streamed(log)
  wire.resolve(response)
  await promise
  judged.resolve()
  await clock.advance(1_000)
  assert.equal(log, ['sent', 'settled 200'])
  source.end()
  await drain()
  assert.equal(log, ['sent', 'settled 200', 'free'])
})

test('K10 where there is no answer nothing is judged, and the slot is free at once', async () => {
  const judged = deferred()
  const { promise, log, wire, clock } = open({ onSettled: () => judged.promise })
  wire.reject(failed())
  await rejection(promise)
  assert.equal(log, ['sent', 'settled undefined', 'free'])
  assert.is(clock.pending, 0)
  judged.reject(new Error('nobody is to hear'))
})

test('K10 an answer that throws when it has been judged is ended, too', async () => {
  const { promise, log, wire } = open({ onSettled: () => Promise.resolve() })
  let looks = 0
  wire.resolve(
    Object.defineProperty(answer(), 'ended', {
      get() {
        looks += 1
        if (looks > 1) throw new Error('odd')
      },
    }),
  )
  await promise
  await drain()
  assert.equal(log, ['sent', 'settled 200', 'abort undefined', 'free'])
})

// --- what throws ---

const boom = new Error('boom')
const throwing = () => {
  throw boom
}

test('K10 what `onSettled` throws ends the pass, and no slot is lost', async () => {
  const { promise, log, wire } = open({ onSettled: throwing })
  wire.resolve(answer())
  assert.is(await rejection<Error>(promise), boom)
  assert.equal(log, ['sent', 'settled 200', 'abort undefined', 'free'])
})

test('K10 a stream whose `onSettled` throws is left', async () => {
  const { promise, log, wire } = open({ onSettled: throwing })
  wire.resolve(streamed(log).response)
  assert.is(await rejection<Error>(promise), boom)
  assert.equal(log, ['sent', 'settled 200', 'abort undefined', 'free', 'left'])
})

test('K10 what `onSettled` throws takes no failure’s place', async () => {
  const failing = open({ onSettled: throwing })
  failing.wire.reject(failed())
  assert.is((await rejection(failing.promise)).code, 'network')
  assert.ok(failing.log.includes('free'))

  const late = open({ onSettled: throwing })
  await late.clock.advance(100)
  assert.is((await rejection(late.promise)).code, 'timeout')
  assert.equal(late.log, ['sent', 'abort timeout', 'settled undefined', 'free'])
})

test('K10 K13 a transport that throws at once is a fault in the program', async () => {
  const { promise, log } = open({ transport: throwing })
  const { code, cause, message, retryable } = await rejection(promise)
  assert.equal([code, cause, retryable], ['invalid', boom, false])
  assert.match(message, 'GET /me: the transport gave no response')
  assert.equal(log, ['sent', 'settled undefined', 'free'])
})

test('K13 an error that a transport throws at once is the object it is', async () => {
  const own = failed()
  const { promise, log } = open({
    transport: () => {
      throw own
    },
  })
  assert.is(await rejection(promise), own)
  assert.equal(log, ['sent', 'settled undefined', 'free'])
})

test('K10 what is no answer is a fault in the program', async () => {
  for (const odd of [undefined, null, 200, {}, { status: '200' }]) {
    const { promise, log, wire } = open()
    wire.resolve(odd as never)
    const error = await rejection(promise)
    assert.equal([error.code, error.sent], ['invalid', true])
    const words = 'the transport gave no response; is it called: `wxTransport()`?'
    assert.is(error.message, `GET /me: ${words}`)
    assert.equal(log, ['sent', 'settled undefined', 'free'])
  }
})

test('K10 an answer that throws when it is looked at ends the exchange', async () => {
  const { promise, log, wire } = open()
  wire.resolve(Object.defineProperty(answer(), 'ended', { get: throwing }))
  assert.is(await rejection<Error>(promise), boom)
  assert.equal(log, ['sent', 'settled 200', 'abort undefined', 'free'])
})

test('K10 an answer whose status cannot be read ends the exchange', async () => {
  const { promise, log, wire } = open()
  wire.resolve(Object.defineProperty(answer(), 'status', { get: throwing }))
  assert.is(await rejection<Error>(promise), boom)
  assert.equal(log, ['sent', 'abort undefined', 'settled undefined', 'free'])
})

test('K10 a late stream that cannot be left disturbs nobody', async () => {
  const { promise, log, wire, abort } = open()
  abort()
  wire.resolve(answer({ ended: never(), data: { return: throwing } }))
  assert.is(await stateOf(promise), 'rejected')
  assert.equal(log, ['sent', 'abort aborted', 'settled undefined', 'free'])
})

test('an answer that could not be read is told as one: it has headers all the same', async () => {
  const unreadable = new RequestError('unreadable', {
    request,
    message: 'no JSON',
    response: answer({ status: 200 }),
  })
  const { log, promise } = open({ transport: () => Promise.reject(unreadable) })
  assert.is(await rejection(promise), unreadable)
  assert.ok(log.includes('settled 200'))
})

test.run()
