import type { ContractSignal } from '../../src/index'
import type { Faults } from './plant'

/** A signal that nobody fires. */
function deaf(): ContractSignal {
  return { aborted: false, addEventListener() {}, removeEventListener() {} }
}

function aborted(signal: ContractSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason))
  })
}

/** Faults in what an abort does. */
export const abortFaults: Faults = {
  'knows no abort': [
    good =>
      (request, { attempt }) =>
        good(request, { signal: deaf(), attempt }),
    'K11 a request aborted',
    'K11 an abort before',
    'K11 an abort in',
    'K11 the server sees',
    'K11 a reason of',
    'T06 an upload is',
    'T06 a download is aborted,',
    'T06 a stream is aborted',
    'T06 aborting a stream',
  ],
  'sends what was aborted beforehand': [
    good => (request, wire) => {
      if (wire.signal.aborted) good(request, { ...wire, signal: deaf() }).catch(() => {})
      return good(request, wire)
    },
    'K11 a request aborted',
  ],
  'rejects some time after the abort': [
    good => (request, wire) =>
      good(request, wire).catch(async error => {
        if (wire.signal.aborted) await new Promise(resolve => setTimeout(resolve, 500))
        throw error
      }),
    'K11 an abort before',
    'K11 an abort in',
  ],
  'rejects with an error of its own for an abort': [
    good => (request, wire) =>
      good(request, wire).catch(error => {
        if (!wire.signal.aborted) throw error
        const brand = { [Symbol.for('@allium/RequestError')]: true, code: 'aborted' }
        throw Object.assign(new Error('aborted'), brand, { cause: wire.signal.reason })
      }),
    'K11 a request aborted',
    'K11 an abort before',
    'K11 an abort in',
    'T06 an upload is',
    'T06 a download is aborted,',
    'T06 a stream is aborted',
  ],
  'rejects with whatever reason there is': [
    good => (request, wire) =>
      good(request, wire).catch(error => {
        throw wire.signal.aborted ? wire.signal.reason : error
      }),
    'K11 a reason of',
  ],
  'leaves the connection open': [
    good => async (request, wire) => {
      const unheard = good(request, { ...wire, signal: deaf() })
      unheard.catch(() => {})
      const given = await Promise.race([unheard, aborted(wire.signal)])
      return given
    },
    'K11 a request aborted',
    'K11 the server sees',
    'K11 a reason of',
    'K11 nobody listens to',
    'T06 an upload is',
    'T06 a download is aborted,',
    'T06 a stream is aborted',
    'T06 aborting a stream',
  ],
  'resolves for an abort': [
    good => (request, wire) =>
      good(request, wire).catch(error => {
        if (!wire.signal.aborted) throw error
        const { url } = request
        return { status: 0, headers: {}, cookies: [], data: undefined, url, raw: error }
      }),
    'K11 a request aborted',
    'K11 an abort before',
    'K11 an abort in',
    'K11 a reason of',
    'T06 an upload is',
    'T06 a download is aborted,',
    'T06 a stream is aborted',
  ],
  'aborts all others, too': [
    good => {
      const listeners = new Set<() => void>()
      const shared = (signal: ContractSignal): ContractSignal => ({
        get aborted(): boolean {
          return signal.aborted
        },
        get reason(): unknown {
          return signal.reason
        },
        addEventListener(type, listener) {
          listeners.add(listener)
          signal.addEventListener(type, () => {
            for (const each of listeners) each()
          })
        },
        removeEventListener: (_, listener) => void listeners.delete(listener),
      })
      return (request, wire) => good(request, { ...wire, signal: shared(wire.signal) })
    },
    'K11 an abort leaves',
    'K11 nobody listens to',
  ],
  'listens to the signal for ever': [
    good => (request, wire) => {
      wire.signal.addEventListener('abort', () => {})
      return good(request, wire)
    },
    'K11 nobody listens to',
  ],
  'takes the data back on an abort after the answer': [
    good => async (request, wire) => {
      const response = await good(request, wire)
      wire.signal.addEventListener('abort', () =>
        Object.assign(response, { data: undefined }),
      )
      return response
    },
    'K11 an abort after',
    'K11 nobody listens to',
  ],
}
