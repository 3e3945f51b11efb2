import { isRequestError, RequestError, type Response } from '@allium/core'
import { canBeCode, fieldOf } from './body-field'
import type { AuthErrorCode } from './errors'
import type { RefreshOutcome } from './types'

/** The last thing that a refresh sent, and how that ended. */
export interface LastSend {
  readonly response?: Response
  readonly error?: unknown
}

/** What is known of a refresh that did not succeed. */
export interface RefreshFailure {
  readonly outcome: RefreshOutcome
  readonly code: AuthErrorCode
  readonly cause: unknown
  /** The server's answer, where there was one. */
  readonly answer: Response | undefined
  /** Set where neither the wire nor the server is at fault, but the program. */
  readonly message?: string | undefined
}

/** Thrown where the hook resolved with something that is no credential. */
export class InvalidAnswer extends Error {}

/** Whether a configured answer means that the session is over. */
export type IsRejected = (answer: Response) => boolean

const THREW = 'the `refresh` hook threw: see `cause`'

/** No answer came while the refresh was allowed to be on the wire. */
export const outOfTime: RefreshFailure = {
  outcome: 'ambiguous',
  code: 'refresh-timeout',
  cause: undefined,
  answer: undefined,
}

/** Reads a failed refresh. What the hook throws on top of a send's end does not hide it. */
export function readFailure(
  thrown: unknown,
  lastSend: LastSend,
  isRejected: IsRejected,
): RefreshFailure {
  const cause = isRequestError(thrown) ? thrown : (lastSend.error ?? thrown)
  const isSendsOwn = isRequestError(cause)
  const answer = isSendsOwn ? cause.response : lastSend.response
  if (answer && isRejected(answer)) {
    return failureOf('rejected', isSendsOwn ? cause : refusal(answer), answer)
  }
  if (isSendsOwn) {
    const message = cause.code === 'invalid' ? cause.message : undefined
    return failureOf(outcomeOf(cause), cause, answer, message)
  }
  // What it says may hold a token, and is not repeated.
  const message = thrown instanceof InvalidAnswer ? undefined : THREW
  if (!answer && message) return failureOf('transient', cause, answer, message)
  // A client may accept every status; the answer is judged all the same.
  const outcome = answer ? outcomeOfAnswer(answer) : 'ambiguous'
  if (outcome !== 'ambiguous') return failureOf(outcome, cause, answer)
  // Answered well, but of no use: the refresh token may be used up.
  return { outcome, code: 'invalid-refresh-answer', cause, answer, message }
}

function failureOf(
  outcome: RefreshOutcome,
  cause: unknown,
  answer: Response | undefined,
  message?: string,
): RefreshFailure {
  return { outcome, code: `refresh-${outcome}`, cause, answer, message }
}

/** A good status whose body says no: who waited may read there why. */
function refusal(response: Response): RequestError {
  const request = { method: 'REFRESH', url: response.url }
  const message = `${response.status}, and the answer refuses it`
  return new RequestError('business', { request, message, response })
}

/** The defaults of a failed send: what the RFCs say, and what surely has not left. */
function outcomeOf(error: RequestError): RefreshOutcome {
  if (error.code === 'status' && error.response) return outcomeOfAnswer(error.response)
  return error.sent ? 'ambiguous' : 'transient'
}

function outcomeOfAnswer({ status, data }: Response): RefreshOutcome {
  if (status === 401 || status === 403) return 'rejected'
  if (status === 400 && fieldOf(data, 'error') === 'invalid_grant') return 'rejected'
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return 'transient'
  }
  return status >= 400 ? 'refused' : 'ambiguous'
}

/**
 * For servers that mean every client error as the end of the session, as P0's does;
 * 408, 425 and 429 say "later", not "no".
 */
export function anyClientError({ status }: Response): boolean {
  return status >= 400 && status < 500 && ![408, 425, 429].includes(status)
}

/**
 * For servers that wrap every answer: a good HTTP status with another code than these ends
 * the session. An answer without a code has been lost on its way, and is no refusal.
 *
 * @example
 * import { codeOtherThan, loginByCode } from '@allium/middleware-auth'
 *
 * const strategy = loginByCode({ url, code, read, isRejected: codeOtherThan(200) })
 */
export function codeOtherThan(...good: ReadonlyArray<string | number>): IsRejected {
  if (good.length === 0 || !good.every(canBeCode)) {
    throw new TypeError('[codeOtherThan] takes the good codes')
  }
  return ({ status, data }) => {
    const code = fieldOf(data, 'code')
    const isOther = canBeCode(code) && !good.includes(code as string)
    return status >= 200 && status < 300 && isOther
  }
}
