import type { ContractRequest, ContractResponse } from '../../src/index'

/** What an error of the reference transport is made of. */
export interface ErrorParts {
  readonly code: string
  readonly attempt: number
  readonly cause?: unknown
  readonly response?: ContractResponse
}

/** An error of the family; its cause and response are not shown. */
export function referenceError(request: ContractRequest, parts: ErrorParts): Error {
  const { code, attempt, cause, response } = parts
  const [url = ''] = request.url.split('?')
  const { pathname } = new URL(url)
  const error = new Error(`${request.method} ${pathname}: ${code}`)
  Object.defineProperties(error, {
    [Symbol.for('@allium/RequestError')]: { value: true },
    // Both writable, so that a fault can be planted.
    response: { value: response, writable: true, configurable: true },
    cause: { value: cause, writable: true, configurable: true },
  })
  const retryable = code === 'network'
  return Object.assign(error, {
    code,
    attempt,
    retryable,
    request: { method: request.method, url },
  })
}
