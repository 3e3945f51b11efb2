import type { Bench, Checks } from './bench'
import { NOBODY } from './contract-server'
import { equal } from './expect'
import { contractRequest, type Flight } from './flight'
import { brandedReason, handSignal } from './hand-signal'
import { pause } from './patience'
import type { ContractRequest } from './types'

/** Long enough for whatever comes late on one machine, in ms. */
const LATE_MS = 30

async function settlesOnce(flight: Flight, what: string): Promise<void> {
  await flight.ending()
  await pause(LATE_MS)
  equal(flight.settlements, 1, `how often ${what} settled`)
}

/** Requests of each form that every transport knows. */
function forms(url: string): ContractRequest[] {
  const headers = { 'content-type': 'application/json' }
  return [
    contractRequest({ url: `${url}/?a=1`, headers: { accept: 'text/plain' } }),
    contractRequest({ method: 'POST', url: `${url}/`, headers, body: '{"a":1}' }),
    contractRequest({ method: 'PUT', url: `${url}/`, body: new ArrayBuffer(3) }),
  ]
}

async function send({ start, answer }: Bench, request: ContractRequest): Promise<void> {
  // Without one as with one that is aborted.
  await answer(request)
  const signal = handSignal()
  const flight = start(request, { signal })
  signal.fire(brandedReason())
  await flight.ending()
}

/** How a request ends, and what it leaves behind. */
export const settlementChecks: Checks = {
  async 'T03 an answer settles once, also when it is aborted later'({ serve, start }) {
    const { url } = await serve(response => response.end())
    const signal = handSignal()
    const flight = start({ url: `${url}/` }, { signal })
    await flight.ending()
    signal.fire(brandedReason())
    await settlesOnce(flight, 'an answer')
  },

  async 'T03 a failure settles once'({ start }) {
    await settlesOnce(start({ url: `${NOBODY}/` }), 'a failure')
  },

  async 'T03 an abort settles once, also when the server answers after all'({
    serve,
    start,
    until,
  }) {
    const { url, seen } = await serve(response => {
      setTimeout(() => response.end('{}'), LATE_MS / 3)
    })
    const signal = handSignal()
    const flight = start({ url: `${url}/` }, { signal })
    await until(() => seen.length === 1, 'the request at the server')
    signal.fire(brandedReason())
    await settlesOnce(flight, 'an abort')
  },

  async 'K04 a request that is frozen in depth is accepted'(bench) {
    const { url } = await bench.serve(response => response.end())
    for (const request of forms(url)) {
      Object.freeze(request.headers)
      await send(bench, Object.freeze(request))
    }
  },

  async 'K04 a request is not written to'(bench) {
    const { url } = await bench.serve(response => response.end())
    for (const request of forms(url)) {
      const before = structuredClone(request)
      await send(bench, request)
      equal(request, before, 'the request after it was sent')
    }
  },
}
