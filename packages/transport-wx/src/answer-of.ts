import { isRequestError, RequestError, type Wire, type WireRequest } from '@allium/core'
import type { Ending } from './exchange'
import type { HostAnswer } from './host'
import { hostFailure } from './host-failure'

/**
 * What the host answered.
 *
 * @throws RequestError where it did not: the reason of the abort, or the host's failure.
 */
export function answerOf(request: WireRequest, wire: Wire, ending: Ending): HostAnswer {
  if (ending === 'aborted') throw abortReason(request, wire)
  if (!ending.isAnswer) throw hostFailure(request, ending.given, wire.attempt)
  return ending.given
}

/** The kernel's own reason, or an `aborted` for one of somebody's own. */
export function abortReason(
  request: WireRequest,
  { signal, attempt }: Wire,
  sent = true,
): unknown {
  const cause = signal.reason
  if (isRequestError(cause)) return cause
  return new RequestError('aborted', {
    request,
    message: 'aborted',
    attempt,
    sent,
    cause,
  })
}
