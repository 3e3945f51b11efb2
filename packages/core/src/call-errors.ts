import type { RequestContext } from './context'
import { invalidUse, RequestError } from './errors'

/** Options that throw when they are read, or are none. */
export function unusable(cause?: unknown): RequestError {
  const message = 'its options, or what `with` returns, cannot be read'
  return invalidUse({ method: 'GET', url: '' }, message, cause)
}

/** The layers are through, and there is no answer, or what is none. */
export function unanswered(ctx: RequestContext): RequestError {
  const { request, response, attempt, sent } = ctx
  let message = 'a layer neither answered nor called `next`'
  if (sent) {
    message =
      'its layers ended before the answer came; one of them does not wait for `next`'
  }
  if (response) message = 'a layer answered without a `status`'
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
