import { isRequestError, RequestError } from './errors'
import type { WireRequest } from './types'

/** The host has not answered in time. */
export function late(request: WireRequest, attempt: number): RequestError {
  const message = `no answer within ${request.timeout} ms`
  return new RequestError('timeout', { request, message, attempt })
}

/** What the transport gave is no answer, or it threw: `wxTransport` for `wxTransport()`, say. */
export function noResponse(
  request: WireRequest,
  attempt: number,
  cause?: unknown,
): RequestError {
  const message = 'the transport gave no response; is it called: `wxTransport()`?'
  return new RequestError('invalid', { request, message, attempt, cause })
}

/** A transport's own error as it is; anything else as a failed connection. */
export function ofTransport(
  error: unknown,
  request: WireRequest,
  attempt: number,
): RequestError {
  if (isRequestError(error)) return error
  const message = 'the transport failed; its `cause` says why'
  return new RequestError('network', { request, message, attempt, cause: error })
}
