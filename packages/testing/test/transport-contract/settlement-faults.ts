import type { ContractTransport } from '../../src/index'
import type { Faults } from './plant'

/** Faults in what becomes of the request, and in how it settles. */
export const settlementFaults: Faults = {
  'writes into the headers': [
    good => async (request, wire) => {
      Object.assign(request.headers, { 'x-sdk': '1' })
      return good(request, wire)
    },
    'K04 a request that',
    'K04 a request is',
  ],
  'writes into the headers where it can': [
    good => async (request, wire) => {
      if (!Object.isFrozen(request.headers)) {
        Object.assign(request.headers, { 'x-sdk': '1' })
      }
      return good(request, wire)
    },
    'K04 a request is',
  ],
  'throws at once where it is aborted': [
    good => (request, wire) => {
      if (wire.signal.aborted) throw wire.signal.reason
      return good(request, wire)
    },
    'K11 a request aborted',
  ],
  'calls back twice': [
    good => (request, wire) => {
      const promise = good(request, wire)
      const twice = {
        // biome-ignore lint/suspicious/noThenProperty: that is the fault
        then(onAnswer: (answer: unknown) => void, onError: (error: unknown) => void) {
          promise.then(onAnswer, onError)
          promise.then(onAnswer, onError)
        },
      }
      return twice as unknown as ReturnType<ContractTransport>
    },
    'T03 an answer settles',
    'T03 a failure settles',
    'T03 an abort settles',
  ],
}
