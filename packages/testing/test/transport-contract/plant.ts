import type {
  ContractRequest,
  ContractResponse,
  ContractTransport,
} from '../../src/index'
import type { ReferenceReader } from './reference-reader'

/** Makes of a good transport one with a fault. */
export type Plant = (
  good: ContractTransport,
  files: Map<string, Uint8Array>,
) => ContractTransport

/** By what the fault is: how to plant it, and how the names begin of the checks that fail. */
export type Faults = Readonly<Record<string, readonly [plant: Plant, ...fails: string[]]>>

/** A fault in what is sent. */
export function sends(change: (request: ContractRequest) => ContractRequest): Plant {
  return good => async (request, wire) => {
    const response = await good(change(request), wire)
    return { ...response, url: request.url }
  }
}

/** A fault in what is answered. */
export function answers(
  change: (response: ContractResponse, request: ContractRequest) => unknown,
): Plant {
  return good => async (request, wire) =>
    change(await good(request, wire), request) as ContractResponse
}

/** A fault in the data of whole answers. */
export function data(
  change: (
    data: unknown,
    request: ContractRequest,
    response: ContractResponse,
  ) => unknown,
): Plant {
  return answers((response, request) =>
    isStream(response)
      ? response
      : { ...response, data: change(response.data, request, response) },
  )
}

/** A fault in how a body's text is read; `read` has it as it came. */
export function reads(
  read: (text: string, request: ContractRequest, response: ContractResponse) => unknown,
): Plant {
  return good => async (request, wire) => {
    if (request.transfer || request.responseType === 'arraybuffer') {
      return good(request, wire)
    }
    const response = await good({ ...request, responseType: 'text' }, wire)
    const { data: text } = response
    if (text === undefined) return response
    return { ...response, data: read(text as string, request, response) }
  }
}

/** A fault in what it rejects with. */
export function rejects(
  change: (error: Error & Record<string, unknown>, request: ContractRequest) => unknown,
): Plant {
  return good => async (request, wire) => {
    try {
      return await good(request, wire)
    } catch (error) {
      // The signal's reason is not the transport's to change.
      if (error === wire.signal.reason) throw error
      throw change(error as Error & Record<string, unknown>, request)
    }
  }
}

/** A fault in a stream's reader. */
export function streams(
  change: (reader: ReferenceReader, response: ContractResponse) => object,
): Plant {
  return answers(response => {
    if (!isStream(response)) return response
    return { ...response, data: change(response.data as ReferenceReader, response) }
  })
}

export function isStream({ ended }: ContractResponse): boolean {
  return ended !== undefined
}
