import { isRequestError, RequestError } from './errors'
import type { Wire, WireRequest } from './types'

/**
 * What a transport rejects with when its wire's signal has fired: the signal's reason, or
 * an `aborted` that has it as its cause, where it is somebody's own.
 *
 * @param sent is whether the server may have seen the request.
 */
export function abortReason(
  request: WireRequest,
  { signal, attempt }: Wire,
  sent = true,
): unknown {
  const { reason: cause } = signal
  if (isRequestError(cause)) return cause
  const facts = { request, message: 'aborted', attempt, sent, cause }
  return new RequestError('aborted', facts)
}
