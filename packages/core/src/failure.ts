import { type RequestError, statusError } from './errors'
import type { Context } from './layer'

/**
 * The error that an answer's status will be to the caller, or `undefined` for one that is
 * accepted. The kernel judges after the outermost layer; a layer may ask before.
 */
export function failureOf(
  ctx: Pick<Context, 'request' | 'response' | 'attempt'>,
): RequestError | undefined {
  const { request, response, attempt } = ctx
  if (response === undefined || request.acceptStatus(response.status)) return undefined
  return statusError(request, response, attempt)
}
