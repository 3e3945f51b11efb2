import { drain, eventRecorder, fakeTransport, manualClock } from '@allium/testing'
import * as assert from 'uvu/assert'
import {
  createClient,
  type Escort,
  type Gate,
  isRequestError,
  type Layer,
  RequestError,
  replayable,
  type Transport,
} from '../src/index'
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
  // By `fetch` a failed connection is a TypeError, like many a fault in a program.
  for (const fault of [raw, new TypeError('Failed to fetch')]) {
    const { client } = bench(() => ({}), { transport: () => Promise.reject(fault) })
    const error = await rejection(client.get('/a'))
    assert.ok(isRequestError(error))
    assert.is(error.code, 'network')
    assert.is(error.message, 'GET /a: the transport failed; its `cause` says why')
    assert.is(error.cause, fault)
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

// --- the gate ---

type Ticket = Parameters<Gate['enter']>[0]

/** A gate that the test opens by hand; it logs what it gives and what comes back. */
function handGate() {
  const tickets: Ticket[] = []
  const doors: Array<{ open(): void; refuse(reason: unknown): void }> = []
  const log: string[] = []
  const gate: Gate = {
    enter(ticket) {
      const number = tickets.push(ticket)
      return new Promise((resolve, reject) =>
        doors.push({
          open: () => resolve(() => log.push(`slot ${number} is free`)),
          refuse: reject,
        }),
      )
    },
  }
  const door = (number: number) => doors[number - 1] as (typeof doors)[0]
  return { gate, tickets, log, door }
}

/** A client whose transport has this gate. */
function gated(gate: Gate, handler: Parameters<typeof fakeTransport>[0] = () => ({})) {
  const transport = Object.assign(fakeTransport(handler), { gate })
  return { ...bench(() => ({}), { transport }), transport }
}

/** A layer that sends an escort along. */
const escorted =
  (escort: Escort): Layer =>
  async (ctx, next) => {
    ctx.request = { ...ctx.request, escort }
    await next()
  }

const eventNames = ['request', 'queued', 'attempt', 'response', 'error'] as const

/** The events of a client as they are told, by name and with the time in the queue. */
function told(client: { on: unknown }) {
  const recorder = eventRecorder()
  recorder.watch(client as never, eventNames)
  return () =>
    recorder.log.map(({ type, payload }) => {
      const { queuedMs } = payload as { queuedMs?: number }
      return queuedMs === undefined ? type : `${type} ${queuedMs}`
    })
}

test('F06 a gate is told who comes, and when its caller asked: the same when it comes again', async () => {
  const { gate, tickets, door } = handGate()
  const { client, clock } = gated(gate)
  await clock.advance(70)
  const again = replayable(async (_, next) => {
    await next()
    await next()
  })
  const call = client.use(again).get('/a')
  door(1).open()
  await clock.advance(5)
  const later = client.get('/b')
  door(2).open()
  door(3).open()
  await Promise.all([call, later])
  assert.equal(
    tickets.map(({ id, since }) => [id, since]),
    [
      [1, 70],
      [1, 70],
      [2, 75],
    ],
  )
})

test('F06 a clock that is turned back lets nobody pass', async () => {
  const { gate, tickets, door } = handGate()
  const times = [5_000, 1_000, 6_000]
  const clock = { ...manualClock(), now: () => times[tickets.length] ?? 7_000 }
  const transport = Object.assign(
    fakeTransport(() => ({})),
    { gate },
  )
  const client = createClient({ clock, transport })
  const told: number[] = []
  client.on('request', ({ startedAt }) => told.push(startedAt))
  const calls = ['/a', '/b', '/c'].map(url => client.get(url))
  for (const number of [1, 2, 3]) door(number).open()
  await Promise.all(calls)
  assert.equal(
    tickets.map(({ since }) => since),
    [5_000, 5_000, 6_000],
  )
  assert.equal(told, times, 'events tell what the clock said')
})

test('K12 a request that waits for its slot has not begun its timeout', async () => {
  const { gate, door } = handGate()
  const { client, clock, transport } = gated(gate, () => never())
  const call = client.get('/a', { timeout: 100 })
  await clock.advance(5_000)
  assert.is(transport.calls.length, 0)
  door(1).open()
  await clock.advance(99)
  assert.is(await stateOf(call), 'pending')
  await clock.advance(1)
  const error = await rejection(call)
  assert.equal([error.code, error.sent], ['timeout', true])
})

test('K20 the time in the queue is told with the attempt', async () => {
  const { gate, door } = handGate()
  const { client, clock } = gated(gate)
  const recorder = eventRecorder()
  recorder.watch(client as never, eventNames)
  await clock.advance(1_000)
  const call = client.get('/a')
  await clock.advance(40)
  door(1).open()
  await call
  const same = { id: 1, method: 'GET', url: '/a', attempt: 1, startedAt: 1_000 }
  assert.equal(recorder.log, [
    { type: 'request', payload: { ...same, at: 1_000 } },
    { type: 'queued', payload: { ...same, at: 1_000 } },
    { type: 'attempt', payload: { ...same, at: 1_040, queuedMs: 40 } },
    { type: 'response', payload: { ...same, at: 1_040, status: 200 } },
  ])
})

test('K20 a free slot is taken in the same turn, and nothing tells of a queue', async () => {
  const log: string[] = []
  const gate: Gate = { enter: () => () => log.push('free') }
  const { client, transport } = gated(gate)
  const events = told(client)
  const call = client.get('/a')
  assert.is(transport.calls.length, 1, 'no promise stands between')
  await call
  assert.equal(events(), ['request', 'attempt 0', 'response'])
  assert.equal(log, ['free'])
})

test('K12 a gate knows the finished request, its priority and its end', async () => {
  const { gate, tickets, door } = handGate()
  const { client, transport } = gated(gate)
  const later: Layer = async (ctx, next) => {
    ctx.request = { ...ctx.request, priority: ctx.request.priority - 1 }
    await next()
  }
  const first = client.get('/a')
  const second = client.use(later).post('/b', { b: 1 }, { priority: 5 })
  const [one, two] = tickets as [Ticket, Ticket]
  assert.equal([one.priority, two.priority], [0, 4])
  assert.equal([one.request.url, two.request.body], ['/a', '{"b":1}'])
  assert.is(two.signal.aborted, false)
  second.abort()
  assert.is(two.signal.aborted, true)
  door(1).open()
  door(2).refuse(two.signal.reason)
  await first
  await rejection(second)
  assert.is(transport.calls[0]?.request, one.request)
})

test('K11 K12 what ends a request that waits is heard at once, and it is never sent', async () => {
  const ends = [
    { code: 'aborted', options: {}, ms: 0 },
    { code: 'timeout', options: { deadline: 300 }, ms: 300 },
  ]
  for (const { code, options, ms } of ends) {
    const { gate, log, door } = handGate()
    const { client, clock, transport } = gated(gate)
    const events = told(client)
    const escort: Escort = { onSend: () => log.push('leaves') }
    const call = client.use(escorted(escort)).get('/a', options)
    const ended = rejection(call)
    if (ms === 0) call.abort()
    else await clock.advance(ms)
    const error = await ended
    assert.equal([error.code, error.sent], [code, false])
    // A gate that did not listen gives a slot to nobody.
    door(1).open()
    await drain()
    assert.equal(log, ['slot 1 is free'])
    assert.is(transport.calls.length, 0)
    assert.equal(events(), ['request', 'queued', 'error'])
  }
})

test('K11 a request that is aborted outside the wire does not ask for a slot', async () => {
  const { gate, tickets } = handGate()
  const { client } = gated(gate)
  const signal = countingSignal()
  const leaving: Layer = (_, next) => {
    signal.abort()
    return next()
  }
  const error = await rejection(client.use(leaving).get('/a', { signal }))
  assert.equal([error.code, tickets], ['aborted', []])
})

test('K11 a listener of `queued` may abort', async () => {
  const { gate, log, door } = handGate()
  const { client, transport } = gated(gate)
  const signal = countingSignal()
  client.on('queued', () => signal.abort())
  const error = await rejection(client.get('/a', { signal }))
  assert.equal([error.code, error.sent], ['aborted', false])
  door(1).open()
  await drain()
  assert.equal(log, ['slot 1 is free'])
  assert.is(transport.calls.length, 0)
})

test('K10 K13 a gate that fails in its own way is a fault in the program', async () => {
  const raw = new Error('full of a0')
  const failing: Gate[] = [
    {
      enter() {
        throw raw
      },
    },
    { enter: () => Promise.reject(raw) },
    { enter: () => undefined as never },
    { enter: () => Promise.resolve('slot' as never) },
  ]
  for (const gate of failing) {
    const { client, transport } = gated(gate)
    const error = await rejection(client.get('/a'))
    assert.equal([error.code, error.sent, error.retryable], ['invalid', false, false])
    assert.is(error.message, 'GET /a: the gate of the transport failed')
    const isMute = failing.indexOf(gate) > 1
    const { message } = error.cause as Error
    assert.is(message, isMute ? 'a gate gives a function' : 'full of a0')
    assert.is(transport.calls.length, 0)
  }
})

test('K13 what a gate refuses in our words is passed on as the object it is', async () => {
  const request = { method: 'GET', url: '/a' }
  const full = new RequestError('network', { request, message: 'full', sent: false })
  const refusing: Gate[] = [
    {
      enter() {
        throw full
      },
    },
    { enter: () => Promise.reject(full) },
  ]
  for (const gate of refusing) {
    assert.is(await rejection(gated(gate).client.get('/a')), full)
  }
})

test('K11 a gate that fails in its own way after the abort says nothing new', async () => {
  const { gate, door } = handGate()
  const { client } = gated(gate)
  let inside: unknown
  const watching: Layer = async (_, next) => {
    await next().catch(error => {
      inside = error
    })
  }
  const call = client.use(watching).get('/a')
  call.abort()
  door(1).refuse(new Error('odd'))
  const error = await rejection(call)
  await drain()
  assert.is(inside, error)
})

test('K10 a gate that cannot free its slot fails no request', async () => {
  const gate: Gate = {
    enter: () => () => {
      throw new Error('gate')
    },
  }
  const { client, clock } = gated(gate, ({ url }) => (url === '/late' ? never() : {}))
  assert.is((await client.get('/a')).status, 200)
  const late = rejection(client.get('/late', { timeout: 100 }))
  await clock.advance(100)
  assert.is((await late).code, 'timeout')
  const recalled = new Error('recalled')
  const recalling = escorted({
    onSend() {
      throw recalled
    },
  })
  assert.is(await rejection<Error>(client.use(recalling).get('/a')), recalled)
})

// --- the escort ---

test('K20 an escort that only sees off is not told of the end', async () => {
  const { client } = bench(() => ({ status: 204 }))
  const seen: string[] = []
  const seeing = escorted({ onSend: ({ url }) => seen.push(url) })
  assert.is((await client.use(seeing).get('/a')).status, 204)
  assert.equal(seen, ['/a'])
})

test('K20 an escort hears when the request leaves, and when the wire is done', async () => {
  const log: string[] = []
  const { gate, door, log: slots } = handGate()
  const { client, transport } = gated(gate, () => {
    log.push('sent')
    return { status: 404 }
  })
  let leaving: unknown
  const escort: Escort = {
    onSend(request) {
      log.push('onSend')
      leaving = request
    },
    onSettled: response => {
      log.push(`onSettled ${response?.status}`, `${slots.length} slots are free`)
    },
  }
  client.on('attempt', () => log.push('attempt'))
  const call = client.use(escorted(escort)).get('/a')
  await drain()
  assert.equal(log, [])
  door(1).open()
  assert.is((await rejection(call)).code, 'status')
  assert.equal(log, ['onSend', 'attempt', 'sent', 'onSettled 404', '0 slots are free'])
  assert.is(leaving, transport.calls[0]?.request)
  assert.equal(slots, ['slot 1 is free'])
})

test('K02 K20 a pass that its escort recalls gives its slot back, and is no attempt', async () => {
  const { gate, door, log } = handGate()
  const { client, transport } = gated(gate)
  const events = told(client)
  const settled: unknown[] = []
  const recalled = new Error('recalled')
  let passes = 0
  const escort: Escort = {
    onSend() {
      passes += 1
      if (passes === 1) throw recalled
    },
    onSettled: response => void settled.push(response?.status),
  }
  const again = replayable(async (ctx, next) => {
    ctx.request = { ...ctx.request, escort }
    await next().catch(error => {
      assert.is(error, recalled)
      assert.equal(log, ['slot 1 is free'])
    })
    await next()
    assert.is(ctx.attempt, 1)
  })
  const call = client.use(again).get('/a')
  door(1).open()
  await drain()
  assert.is(transport.calls.length, 0)
  door(2).open()
  await call
  assert.equal(settled, [200])
  assert.equal(events(), ['request', 'queued', 'queued', 'attempt 0', 'response'])
  assert.equal(log, ['slot 1 is free', 'slot 2 is free'])
})

test('K11 what is aborted behind `onSend` is not sent, and its escort hears of the end', async () => {
  for (const by of ['onSend', 'a listener of its attempt'] as const) {
    const { gate, door, log } = handGate()
    const { client, clock, transport } = gated(gate)
    const events = told(client)
    const settled: unknown[] = []
    const escort: Escort = {
      onSend() {
        if (by === 'onSend') call.abort()
      },
      onSettled: response => void settled.push(response),
      staysOnWire: true,
    }
    client.on('attempt', () => call.abort())
    const call = client.use(escorted(escort)).get('/a')
    door(1).open()
    const error = await rejection(call)
    assert.equal([error.code, error.sent], ['aborted', false])
    await drain()
    assert.equal(settled, [undefined])
    assert.equal(log, ['slot 1 is free'])
    assert.is(transport.calls.length, 0)
    assert.is(clock.pending, 0)
    const last = by === 'onSend' ? ['error'] : ['attempt 0', 'error']
    assert.equal(events(), ['request', 'queued', ...last])
  }
})

test('G04 a call that comes again gives its slot back first: it never waits for itself', async () => {
  const { gate, log, door } = handGate()
  const { client } = gated(gate, (_, { index }) => ({ status: index === 0 ? 503 : 200 }))
  const judging: Layer = async (ctx, next) => {
    let settle = () => {}
    const judged = new Promise<void>(resolve => {
      settle = resolve
    })
    ctx.request = { ...ctx.request, escort: { onSettled: () => judged } }
    await next()
    assert.equal(log, ['slot 1 is free'], 'the second waits for this')
    settle()
  }
  const twice = replayable(async (ctx, next) => {
    await next()
    assert.equal(log, [], 'not judged')
    if (ctx.response?.status === 503) await next()
  })
  const call = client.use(judging).use(twice).get('/a')
  door(1).open()
  await drain()
  door(2).open()
  assert.is((await call).status, 200)
  await drain()
  assert.equal(log, ['slot 1 is free', 'slot 2 is free'])
})

test('K12 without a gate, an escort is asked and told all the same', async () => {
  const log: string[] = []
  const { client, clock, transport } = bench(() => never())
  const escort: Escort = {
    onSend: () => log.push('onSend'),
    onSettled: response => void log.push(`onSettled ${response?.status}`),
    staysOnWire: true,
  }
  const call = client.use(escorted(escort)).get('/a', { timeout: 100 })
  await drain()
  call.abort()
  assert.is((await rejection(call)).code, 'aborted')
  assert.is(transport.calls[0]?.signal.aborted, false)
  assert.equal(log, ['onSend'])
  await clock.advance(100)
  assert.is(transport.calls[0]?.signal.aborted, true)
  assert.equal(log, ['onSend', 'onSettled undefined'])
})

test.run()
