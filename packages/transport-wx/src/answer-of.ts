import { abortReason, type Wire, type WireRequest } from '@allium/core'
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
