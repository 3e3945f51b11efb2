import { ContractFailure, show } from './expect'
import { handSignal } from './hand-signal'
import type { Patience } from './patience'
import type {
  ContractRequest,
  ContractResponse,
  ContractTransport,
  ContractWire,
} from './types'

/** The parts of a request that matter to a check. */
export type RequestParts = Partial<ContractRequest> & { readonly url: string }

/** How an exchange ended. */
export type Ending = { readonly response: ContractResponse } | { readonly error: unknown }

/** A request on its way through the transport. */
export interface Flight {
  /** How often its promise has called back. */
  readonly settlements: number
  /** How it ends; fails where it does not in time. */
  ending(): Promise<Ending>
}

/** Completes a request. */
export function contractRequest(parts: RequestParts): ContractRequest {
  return {
    method: 'GET',
    headers: {},
    body: undefined,
    responseType: 'json',
    timeout: 10_000,
    ...parts,
  }
}

/** Hands one request to the transport. */
export function fly(
  transport: ContractTransport,
  { within }: Patience,
  parts: RequestParts,
  wire: Partial<ContractWire> = {},
): Flight {
  const request = contractRequest(parts)
  const { signal = handSignal(), attempt = 1 } = wire
  const what = `${request.method} ${new URL(request.url).pathname}`
  let settlements = 0
  const settled = new Promise<Ending>((resolve, reject) => {
    const settle = (ending: Ending) => {
      settlements += 1
      resolve(ending)
    }
    const returned = call(transport, request, { signal, attempt }, reject)
    returned?.then(
      response => settle({ response }),
      error => settle({ error }),
    )
  })
  // A check may never ask.
  settled.catch(() => {})
  return {
    get settlements(): number {
      return settlements
    },
    ending: () => within(settled, `${what}, an answer or an error`),
  }
}

function call(
  transport: ContractTransport,
  request: ContractRequest,
  wire: ContractWire,
  fail: (failure: ContractFailure) => void,
): Promise<ContractResponse> | undefined {
  const expected = 'the transport: expected a promise'
  try {
    const returned: unknown = transport(request, wire)
    if (typeof Object(returned).then === 'function') {
      return returned as Promise<ContractResponse>
    }
    fail(new ContractFailure(`${expected}, found ${show(returned)}`))
  } catch (thrown) {
    fail(new ContractFailure(`${expected}, found that it threw ${show(thrown)}`))
  }
  return undefined
}
