import { drain, type ManualClock, manualClock } from '@allium/testing'
import fc from 'fast-check'
import * as assert from 'uvu/assert'
import {
  type AbortSignalLike,
  aGate,
  createAbortController,
  createGate,
  type GateOptions,
  gateOf,
  isRequestError,
  type WireRequest,
} from '../src/index'
import { quietSuite, rejection, stateOf } from './helpers'

const test = quietSuite('createGate')

/** A finished request. */
const wireRequest = (): WireRequest => ({
  method: 'GET',
  url: 'https://api.test/me',
  headers: {},
  body: undefined,
  responseType: 'json',
  timeout: 10_000,
})

/** Who is in, by name and in order of going, and who has gone out again. */
interface Bench {
  readonly clock: ManualClock
  /** Everybody who was let in, in order. */
  readonly went: string[]
  /** Listeners that wait for an abort. */
  readonly listening: () => number
  /** Asks for a slot, once more where it has before; says whether it was given at once. */
  enter(name: string, priority?: number): boolean
  /** Frees the slot of one who is in. */
  leave(name: string): void
  abort(name: string): void
  /** What became of one who had to wait. */
  readonly waits: Map<string, Promise<unknown>>
}

function bench(options: GateOptions = {}): Bench {
  const clock = manualClock()
  const gate = createGate(options)
  const went: string[] = []
  const slots = new Map<string, () => void>()
  const arrivals = new Map<string, { id: number; since: number }>()
  const signals = new Map<string, ReturnType<typeof countedSignal>>()
  const waits = new Map<string, Promise<unknown>>()
  const admit = (name: string, leave: () => void) => {
    went.push(name)
    slots.set(name, leave)
  }
  return {
    clock,
    went,
    waits,
    listening: () => [...signals.values()].filter(signal => signal.isListenedTo()).length,
    enter(name, priority = 0) {
      const signal = signals.get(name) ?? countedSignal()
      signals.set(name, signal)
      const arrival = arrivals.get(name) ?? { id: arrivals.size, since: clock.now() }
      arrivals.set(name, arrival)
      const slot = gate.enter({ request: wireRequest(), priority, signal, ...arrival })
      if (typeof slot === 'function') {
        admit(name, slot)
        return true
      }
      const wait = slot.then(leave => admit(name, leave))
      wait.catch(() => {})
      waits.set(name, wait)
      return false
    },
    leave(name) {
      slots.get(name)?.()
      slots.delete(name)
    },
    abort: name => signals.get(name)?.abort(`${name} is aborted`),
  }
}

/** A signal that knows whether somebody listens; it lets go of them when it fires. */
function countedSignal() {
  const listeners = new Set<() => void>()
  const signal = {
    aborted: false,
    reason: undefined as unknown,
    addEventListener(type: 'abort', listener: () => void) {
      if (type === 'abort') listeners.add(listener)
    },
    removeEventListener(type: 'abort', listener: () => void) {
      if (type === 'abort') listeners.delete(listener)
    },
    isListenedTo: () => listeners.size > 0,
    abort(reason: unknown) {
      Object.assign(signal, { aborted: true, reason })
      const all = [...listeners]
      listeners.clear()
      for (const listener of all) listener()
    },
  }
  return signal
}

/** What one who has just come asks a gate with. */
const ticketOf = (signal: AbortSignalLike, id = 1) => ({
  request: wireRequest(),
  priority: 0,
  since: 0,
  id,
  signal,
})

const names = (count: number, prefix = '') =>
  Array.from({ length: count }, (_, n) => `${prefix}${n}`)

// --- slots ---

test('T01 ten go at once, the eleventh when one has left', async () => {
  const { enter, leave, went } = bench()
  assert.equal(
    names(12).map(name => enter(name)),
    [...Array(10).fill(true), false, false],
  )
  await drain()
  assert.is(went.length, 10)
  leave('3')
  await drain()
  assert.equal(went.slice(10), ['10'])
})

test('T01 how many go is an option', () => {
  const { enter } = bench({ maxConcurrent: 2 })
  assert.equal(
    ['a', 'b', 'c'].map(name => enter(name)),
    [true, true, false],
  )
})

// --- who goes next ---

test('F06 who came first goes first', async () => {
  const { enter, leave, went, clock } = bench({ maxConcurrent: 1 })
  for (const name of names(4)) {
    enter(name)
    await clock.advance(1)
  }
  for (const name of names(4)) {
    leave(name)
    await drain()
  }
  assert.equal(went, names(4))
})

test('F06 those who come in the same moment keep their order', async () => {
  const { enter, leave, went } = bench({ maxConcurrent: 1 })
  for (const name of names(100)) enter(name)
  for (const name of names(100)) {
    leave(name)
    await drain()
  }
  assert.equal(went, names(100))
})

test('F06 the higher priority goes first', async () => {
  const { enter, leave, went } = bench({ maxConcurrent: 1 })
  enter('in')
  enter('prefetch', -1)
  enter('plain')
  enter('tap', 2)
  enter('other tap', 2)
  for (const name of ['in', 'tap', 'other tap', 'plain']) {
    leave(name)
    await drain()
  }
  assert.equal(went, ['in', 'tap', 'other tap', 'plain', 'prefetch'])
})

test('F06 a second of waiting is worth one step of priority', async () => {
  for (const [ageMs, ms] of [
    [undefined, 1_000],
    [50, 50],
  ] as const) {
    const { enter, leave, went, clock } = bench({
      maxConcurrent: 1,
      ...(ageMs && { ageMs }),
    })
    enter('in')
    enter('early')
    await clock.advance(ms)
    enter('late, a step higher', 1)
    enter('late, two steps higher', 2)
    for (const name of ['in', 'late, two steps higher', 'early']) {
      leave(name)
      await drain()
    }
    assert.equal(went, ['in', 'late, two steps higher', 'early', 'late, a step higher'])
  }
})

test('G04 nothing starves: the lowest goes when it has waited its time', async () => {
  const { enter, leave, went, clock } = bench({ maxConcurrent: 1 })
  let inside = 'first'
  enter(inside)
  enter('lowest', -3)
  for (let n = 0; !went.includes('lowest'); n += 1) {
    assert.ok(n < 100, 'it waits for ever')
    enter(`high ${n}`, 2)
    await clock.advance(100)
    leave(inside)
    await drain()
    inside = went[went.length - 1] as string
  }
  assert.is(clock.now(), 5_100)
})

test('F06 who comes again is as old as it is: nobody who came later overtakes it', async () => {
  for (const ms of [0, 10]) {
    const { enter, leave, went, clock } = bench({ maxConcurrent: 1 })
    enter('recalled')
    await clock.advance(ms)
    enter('later')
    enter('last')
    leave('recalled')
    await drain()
    enter('recalled')
    leave('later')
    await drain()
    assert.equal(went, ['recalled', 'later', 'recalled'])
    leave('recalled')
    await drain()
    assert.equal(went, ['recalled', 'later', 'recalled', 'last'])
  }
})

test('F06 who comes again goes behind a higher priority, though that came later', async () => {
  const { enter, leave, went } = bench({ maxConcurrent: 1 })
  enter('recalled')
  enter('higher', 1)
  enter('highest', 2)
  leave('recalled')
  await drain()
  enter('recalled')
  for (const name of ['highest', 'higher']) {
    leave(name)
    await drain()
  }
  assert.equal(went, ['recalled', 'highest', 'higher', 'recalled'])
})

/** What a gate must do, told in the plainest way. */
function nextByHand(
  waiting: ReadonlyArray<{ name: string; priority: number; at: number }>,
  now: number,
  ageMs: number,
) {
  let best = waiting[0]
  for (const each of waiting) {
    const worth = ({ priority, at }: typeof each) => priority + (now - at) / ageMs
    if (best && worth(each) > worth(best)) best = each
  }
  return best
}

const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ priority: fc.integer({ min: -3, max: 3 }) }) },
    { weight: 3, arbitrary: fc.constant('leave' as const) },
    { weight: 1, arbitrary: fc.record({ abort: fc.nat() }) },
    // Powers of two, so that no rounding decides.
    { weight: 2, arbitrary: fc.record({ ms: fc.constantFrom(64, 512, 4_096) }) },
  ),
  { maxLength: 80 },
)

test('F06 G01 whoever enters, leaves and is aborted: the order is that of age and priority', async () => {
  const ageMs = 1_024
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), async (all, max) => {
      const { enter, leave, abort, clock, went, waits, listening } = bench({
        maxConcurrent: max,
        ageMs,
      })
      let waiting: Array<{ name: string; priority: number; at: number }> = []
      const inside: string[] = []
      const expected: string[] = []
      const go = (name: string) => {
        inside.push(name)
        expected.push(name)
      }
      const next = () => {
        const chosen = nextByHand(waiting, clock.now(), ageMs)
        waiting = waiting.filter(each => each !== chosen)
        if (chosen) go(chosen.name)
      }
      for (const [at, step] of all.entries()) {
        const name = String(at)
        if (step === 'leave') {
          const out = inside.shift()
          if (out === undefined) continue
          leave(out)
          leave(out)
          next()
        } else if ('ms' in step) {
          await clock.advance(step.ms)
        } else if ('abort' in step) {
          const [gone] = waiting.splice(step.abort % (waiting.length || 1), 1)
          if (gone === undefined) continue
          abort(gone.name)
          assert.is(
            await rejection(waits.get(gone.name) as never),
            `${gone.name} is aborted`,
          )
        } else if (inside.length < max) {
          assert.ok(enter(name, step.priority), 'a free slot is given at once')
          go(name)
        } else {
          assert.not.ok(enter(name, step.priority))
          waiting.push({ name, priority: step.priority, at: clock.now() })
        }
        await drain()
        assert.equal(went, expected)
        assert.is(listening(), waiting.length)
      }
    }),
    { numRuns: 300 },
  )
})

// --- the refresh ---

test('G04 a refresh takes the next free slot, before 500 that wait', async () => {
  const { enter, leave, went } = bench()
  for (const name of names(510)) enter(name, 9)
  assert.not.ok(enter('refresh', Infinity))
  leave('4')
  await drain()
  assert.equal(went.slice(10), ['refresh'])
  leave('refresh')
  await drain()
  assert.equal(went.slice(10), ['refresh', '10'])
})

test('G04 with one slot a refresh goes next, and then the others', async () => {
  const { enter, leave, went } = bench({ maxConcurrent: 1 })
  for (const name of ['in', 'a', 'b']) enter(name)
  enter('refresh', Infinity)
  enter('other refresh', Infinity)
  for (const name of ['in', 'refresh', 'other refresh', 'a']) {
    leave(name)
    await drain()
  }
  assert.equal(went, ['in', 'refresh', 'other refresh', 'a', 'b'])
})

test('G04 no age brings a request before a refresh', async () => {
  const { enter, leave, went, clock } = bench({ maxConcurrent: 1, ageMs: 1 })
  enter('in')
  enter('old', 1e9)
  await clock.advance(1e9)
  enter('refresh', Infinity)
  leave('in')
  await drain()
  assert.equal(went, ['in', 'refresh'])
})

test('G04 a slot that is reserved is the refresh’s alone', async () => {
  const { enter, leave, went } = bench({ maxConcurrent: 3, reserved: 1 })
  assert.equal(
    ['a', 'b', 'c'].map(name => enter(name, 100)),
    [true, true, false],
  )
  assert.ok(enter('refresh', Infinity))
  leave('a')
  await drain()
  assert.equal(went, ['a', 'b', 'refresh', 'c'], 'a refresh takes the reserved one first')
  enter('d')
  leave('refresh')
  await drain()
  assert.not.ok(went.includes('d'), 'the reserved one stays free')
  assert.ok(enter('next refresh', Infinity))
})

test('G04 refreshes may take all slots, and give all back', async () => {
  const { enter, leave, went } = bench({ maxConcurrent: 2, reserved: 1 })
  assert.equal(
    ['r1', 'r2', 'r3'].map(name => enter(name, Infinity)),
    [true, true, false],
  )
  assert.not.ok(enter('a'))
  leave('r1')
  await drain()
  leave('r2')
  await drain()
  assert.equal(went, ['r1', 'r2', 'r3', 'a'])
  leave('r3')
  assert.not.ok(enter('b'))
  assert.ok(enter('r4', Infinity))
})

// --- giving up ---

test('K11 one who is aborted while it waits hears at once, and gets no slot', async () => {
  const { enter, leave, abort, went, waits, listening } = bench({ maxConcurrent: 1 })
  for (const name of ['in', 'a', 'b', 'c']) enter(name)
  assert.is(listening(), 3)
  abort('b')
  assert.is(await rejection(waits.get('b') as never), 'b is aborted')
  assert.is(listening(), 2)
  for (const name of ['in', 'a']) {
    leave(name)
    await drain()
  }
  assert.equal(went, ['in', 'a', 'c'])
  assert.is(listening(), 0)
})

test('K11 an abort behind the admission changes nothing for the gate', async () => {
  const { enter, leave, abort, went, listening } = bench({ maxConcurrent: 1 })
  for (const name of ['in', 'a', 'b']) enter(name)
  leave('in')
  abort('a')
  await drain()
  assert.equal(went, ['in', 'a'], 'who has the slot frees it')
  assert.is(listening(), 1)
  leave('a')
  await drain()
  assert.equal(went, ['in', 'a', 'b'])
})

test('K11 one who has been aborted before does not enter', () => {
  const { signal, abort } = createAbortController()
  abort('gone')
  const gate = createGate()
  let thrown: unknown
  try {
    gate.enter(ticketOf(signal))
  } catch (reason) {
    thrown = reason
  }
  assert.is(thrown, 'gone')
})

test('G06 a full queue refuses, in our words; a refresh it takes', async () => {
  const { enter, leave, abort, went, waits } = bench({ maxConcurrent: 1, maxQueued: 2 })
  for (const name of ['in', 'a', 'b']) enter(name)
  let error: unknown
  try {
    enter('c', 5)
  } catch (refusal) {
    error = refusal
  }
  assert.ok(isRequestError(error))
  assert.equal([error.code, error.sent, error.retryable], ['network', false, true])
  assert.is(error.message, 'GET /me: 2 requests wait for a slot already; see `maxQueued`')
  assert.not.ok(enter('refresh', Infinity))
  abort('a')
  abort('b')
  await rejection(waits.get('a') as never)
  assert.not.ok(enter('d'), 'there is room again')
  leave('in')
  await drain()
  assert.equal(went, ['in', 'refresh'])
})

test('G06 a queue of none refuses what cannot go at once', () => {
  const { enter } = bench({ maxConcurrent: 1, maxQueued: 0 })
  enter('in')
  assert.throws(() => enter('a'), /0 requests wait for a slot already/)
})

test('G06 ten thousand wait unless somebody says otherwise', () => {
  const { enter } = bench({ maxConcurrent: 1 })
  enter('in')
  for (const name of names(10_000)) enter(name)
  assert.throws(() => enter('one more'), /10000 requests wait/)
})

// --- many ---

test('G04 thousands who give their slots back at once are all heard, in order', async () => {
  const gate = createGate({ maxConcurrent: 1 })
  const { signal } = createAbortController()
  const ticket = ticketOf(signal)
  const first = gate.enter(ticket) as () => void
  const recalled: number[] = []
  const all = Array.from({ length: 5_000 }, async (_, n) => {
    const leave = await gate.enter(ticket)
    recalled.push(n)
    leave()
  })
  first()
  await Promise.all(all)
  assert.equal(recalled, [...recalled.keys()])
  assert.is(recalled.length, 5_000)
  assert.is(typeof gate.enter(ticket), 'function', 'the slot is free')
})

// --- options ---

test('K32 wrong options throw when the gate is made, naming option and remedy', () => {
  const aCount = 'must be a whole number above 0'
  const refused: ReadonlyArray<[unknown, string]> = [
    [null, '[createGate] takes an object of options'],
    [{ maxConcurrent: 0 }, `[createGate] \`maxConcurrent\` ${aCount}`],
    [{ maxConcurrent: 1.5 }, `[createGate] \`maxConcurrent\` ${aCount}`],
    [{ maxConcurrent: Infinity }, `[createGate] \`maxConcurrent\` ${aCount}`],
    [{ reserved: -1 }, '[createGate] `reserved` must be a whole number from 0'],
    [{ reserved: 10 }, '[createGate] `reserved` must be below `maxConcurrent`'],
    [
      { maxConcurrent: 1, reserved: 1 },
      '[createGate] `reserved` must be below `maxConcurrent`',
    ],
    [{ maxQueued: '5' }, '[createGate] `maxQueued` must be a whole number from 0'],
    [
      { ageMs: 0 },
      '[createGate] `ageMs` must be a number of ms above 0 and up to 2147483647',
    ],
    [
      { max: 3 },
      '[createGate] knows no option `max`; it has: maxConcurrent, reserved, maxQueued, ageMs',
    ],
  ]
  for (const [options, message] of refused) {
    assert.throws(
      () => createGate(options as GateOptions),
      (error: Error) => {
        assert.is(error.message, message)
        return error instanceof TypeError
      },
    )
  }
})

test('K32 a transport takes how many go at once, or the gate that says so', () => {
  const [allows, words] = aGate
  for (const good of [1, 6, createGate()]) assert.ok(allows(good))
  for (const wrong of [0, -1, 1.5, Infinity, '6', null, {}, { enter: true }]) {
    assert.not.ok(allows(wrong), JSON.stringify(wrong))
  }
  assert.is(words, 'a whole number above 0, or a gate')
  const gate = createGate()
  assert.is(gateOf(gate), gate)
  const ticket = ticketOf(createAbortController().signal)
  const one = gateOf(1)
  assert.type(one.enter(ticket), 'function')
  assert.not.type(one.enter(ticket), 'function')
})

test('F06 of two clients in the same moment, each counting for itself, who came first goes first', async () => {
  const gate = createGate({ maxConcurrent: 1 })
  const went: string[] = []
  const ask = (name: string) =>
    Promise.resolve(gate.enter(ticketOf(createAbortController().signal))).then(leave => {
      went.push(name)
      leave()
    })
  await Promise.all(['in', 'one', 'other'].map(ask))
  assert.equal(went, ['in', 'one', 'other'])
})

test('K06 gates live side by side', async () => {
  const one = bench({ maxConcurrent: 1 })
  const other = bench({ maxConcurrent: 1 })
  assert.ok(one.enter('a'))
  assert.ok(other.enter('a'))
  one.enter('b')
  assert.is(await stateOf(one.waits.get('b') as Promise<unknown>), 'pending')
  other.leave('a')
  assert.is(await stateOf(one.waits.get('b') as Promise<unknown>), 'pending')
})

test('who is given a slot while its abort is told of takes nobody’s place with it', async () => {
  const gate = createGate({ maxConcurrent: 1 })
  const ask = (signal: AbortSignalLike) => gate.enter(ticketOf(signal))
  const free = ask(createAbortController().signal) as () => void
  const leaving = createAbortController()
  // It hears of the abort before the gate does, and frees the slot.
  leaving.signal.addEventListener('abort', free)
  const gone = ask(leaving.signal) as Promise<() => void>
  const next = ask(createAbortController().signal) as Promise<() => void>
  leaving.abort('gone')
  const slot = await gone
  slot()
  assert.type(await next, 'function')
})

test.run()
