import { drain } from '../drain'
import { type Bench, type Checks, errorIn } from './bench'
import { NOBODY } from './contract-server'
import { equal, same } from './expect'
import type { Flight } from './flight'
import { brandedReason, handSignal } from './hand-signal'
import { pause } from './patience'
import { errorOf } from './typed-error'

/** How long an answer's head may take from the server to the transport, in ms. */
const HEAD_MS = 30

/** Aborts at once or in the middle; the flight has to be over with the very reason. */
async function abortsAtOnce(
  flight: Flight,
  fire: () => void,
  reason: Error,
): Promise<void> {
  equal(flight.settlements, 0, 'how often the promise called back before the abort')
  fire()
  await drain()
  equal(flight.settlements > 0, true, 'whether it settled at once')
  const error = await errorIn(flight, { url: 'http://aborted/' })
  same(error, reason, 'what it rejects with')
}

/** A request whose answer is never over, with its head sent or without. */
async function underWay(
  { serve, start, until }: Bench,
  withHead: boolean,
): Promise<{ flight: Flight; fire(reason: unknown): void; hasLeft(): boolean }> {
  const server = await serve(response => {
    if (withHead) response.write('{"a":')
  })
  const signal = handSignal()
  const flight = start({ url: `${server.url}/slow` }, { signal })
  await until(() => server.arrived === 1, 'the request at the server')
  if (withHead) await pause(HEAD_MS)
  return { flight, fire: signal.fire, hasLeft: () => server.left === 1 }
}

/** What an abort does. */
export const abortChecks: Checks = {
  async 'K11 a request aborted beforehand never reaches the server'(bench) {
    const server = await bench.serve(response => response.end())
    const signal = handSignal()
    const reason = brandedReason()
    signal.fire(reason)
    const error = await bench.rejection({ url: `${server.url}/aborted` }, { signal })
    same(error, reason, 'what it rejects with')
    await bench.answer({ url: `${server.url}/after` })
    await pause(HEAD_MS)
    const targets = server.seen.map(({ target }) => target)
    equal([server.arrived, targets], [1, ['/after']], 'what reached the server')
  },

  async 'K11 an abort before the answer rejects at once with its reason'(bench) {
    const { flight, fire } = await underWay(bench, false)
    const reason = brandedReason()
    await abortsAtOnce(flight, () => fire(reason), reason)
  },

  async 'K11 an abort in the body rejects at once with its reason'(bench) {
    const { flight, fire } = await underWay(bench, true)
    const reason = brandedReason('timeout')
    await abortsAtOnce(flight, () => fire(reason), reason)
  },

  async 'K11 the server sees an abort: the connection closes'(bench) {
    for (const withHead of [false, true]) {
      const { fire, hasLeft } = await underWay(bench, withHead)
      fire(brandedReason())
      const place = withHead ? 'in the body' : 'before the answer'
      await bench.until(hasLeft, `aborted ${place}, the end of the connection`)
    }
  },

  async 'K11 a reason of another kind is the cause of an `aborted` error'(bench) {
    const { flight, fire } = await underWay(bench, false)
    const reason = new Error('left the page')
    fire(reason)
    const found = await errorIn(flight, { url: 'http://aborted/' })
    const error = errorOf('aborted', found, 'the error of the abort')
    same(error.cause, reason, 'its cause')
  },

  async 'K11 an abort after the answer changes nothing'({ serve, start, answer }) {
    const { url } = await serve(response => response.end('{"a":1}'))
    const signal = handSignal()
    const flight = start({ url: `${url}/` }, { signal })
    const before = await flight.ending()
    signal.fire(brandedReason())
    await drain()
    const data = 'response' in before ? before.response.data : before.error
    equal(data, { a: 1 }, 'the data')
    equal((await answer({ url: `${url}/` })).data, { a: 1 }, 'the data of the next one')
  },

  async 'K11 an abort leaves other requests alone'({ serve, start, answer, until }) {
    const server = await serve((response, { target }) => {
      if (target === '/other') setTimeout(() => response.end('{"a":1}'), HEAD_MS)
    })
    const signal = handSignal()
    start({ url: `${server.url}/aborted` }, { signal })
    const other = answer({ url: `${server.url}/other` })
    await until(() => server.arrived === 2, 'both requests at the server')
    signal.fire(brandedReason())
    equal((await other).data, { a: 1 }, 'the data of the other one')
  },

  async 'K11 nobody listens to the signal any more at the end'(bench) {
    const { url } = await bench.serve(response => response.end())
    const signals = { answer: handSignal(), failure: handSignal() }
    await bench.answer({ url: `${url}/` }, { signal: signals.answer })
    await bench.rejection({ url: `${NOBODY}/` }, { signal: signals.failure })
    const { answer, failure } = signals
    const found = { answer: answer.listeners, failure: failure.listeners }
    equal(found, { answer: 0, failure: 0 }, 'how many listen, after each ending')
  },
}
