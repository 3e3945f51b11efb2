import type { RequestContext } from './context'
import { RequestError } from './errors'

/** The layers are through, and there is no answer. */
export function unanswered({ request, attempt, sent }: RequestContext): RequestError {
  const message = sent
    ? 'its layers ended before the answer came; one of them does not wait for `next`'
    : 'a layer neither answered nor called `next`'
  return new RequestError('invalid', { request, message, attempt, sent })
}

/** The caller has ended it, by `.abort()` or a signal, whose reason is the cause. */
export function aborted(
  { request, attempt, sent }: RequestContext,
  cause?: unknown,
): RequestError {
  return new RequestError('aborted', {
    request,
    message: 'aborted',
    attempt,
    sent,
    cause,
  })
}

/** Its deadline has passed. */
export function overdue(
  { request, attempt, sent }: RequestContext,
  deadline: number,
): RequestError {
  const message = `not done within the deadline of ${deadline} ms`
  return new RequestError('timeout', { request, message, attempt, sent })
}
