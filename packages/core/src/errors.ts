import { consolePrint } from './console-print'
import type { Response } from './types'
import { hideQuery, pathOf } from './url'

/** Why a request failed, by the kernel and its own layers. The set is closed. */
export type RequestErrorCode =
  /** The attempt's `timeout` or the request's `deadline` passed. */
  | 'timeout'
  /** The caller aborted it. */
  | 'aborted'
  /** The phone has no network. */
  | 'offline'
  /** WeChat stopped it: the app had been in the background for five seconds. */
  | 'interrupted'
  /** The host does not allow the domain. */
  | 'domain'
  /** No secure connection could be made. */
  | 'tls'
  /** The connection could not be made, or broke. */
  | 'network'
  /** The answer's HTTP status is not accepted. */
  | 'status'
  /** The answer's body says that it failed. */
  | 'business'
  /** The answer's body could not be read. */
  | 'unreadable'
  /** The request cannot be sent as it is: a fault in the program. */
  | 'invalid'

/**
 * The codes that errors may have. A layer that fails in ways of its own subclasses
 * `RequestError`, and writes its codes here, for all who ask for `error.code`.
 *
 * @example
 * declare module '@allium/core' {
 *   interface ErrorCodes {
 *     readonly quota: 'quota-exceeded' | 'quota-unknown'
 *   }
 * }
 */
export interface ErrorCodes {
  readonly core: RequestErrorCode
}

/** Any code that an error may have: core's, and those of the packages that are imported. */
export type ErrorCode = ErrorCodes[keyof ErrorCodes]

/** What is known when an error is made. */
export interface ErrorFacts {
  readonly request: { readonly method: string; readonly url: string }
  /** What happened, without the request's name in front. */
  readonly message: string
  readonly response?: Response | undefined
  /** @default 1 */
  readonly attempt?: number | undefined
  readonly cause?: unknown
  /** Whether the server may have seen the request. @default true */
  readonly sent?: boolean | undefined
  /** Whether sending it again may help. @default what the code and status say */
  readonly retryable?: boolean | undefined
  /** Whether nobody is to be told. @default true for `aborted` */
  readonly moot?: boolean | undefined
}

// By name and not by class, so that copies of this package know each other's errors.
const brand: unique symbol = Symbol.for('@allium/RequestError')

// A console and JSON print an object's own properties. What may hold a token (the
// answer, the host's raw error) is therefore kept beside the object, not on it.
type Hidden = Pick<ErrorFacts, 'response' | 'cause'>
const hidden = new WeakMap<object, Hidden>()

const passing = new Set<ErrorCode>(['timeout', 'offline', 'interrupted', 'network'])
const passingStatus = new Set<unknown>([408, 425, 429, 500, 502, 503, 504])

function printed(this: RequestError): string {
  return `${String(this.stack).replace(/^Error/, this.name)} ${JSON.stringify(this)}`
}

/**
 * What a call rejects with. Its message, its JSON form and what a console prints of it
 * name the method and the path, and never hold query values, headers or a body.
 */
export class RequestError extends Error {
  /** Why it failed. An `AuthError` and those of other layers have codes of their own. */
  readonly code: ErrorCode
  /** Method and URL, without the query. */
  readonly request: { readonly method: string; readonly url: string }
  /** The attempt that failed, from 1. */
  readonly attempt: number
  /** Whether sending the request again may help. */
  readonly retryable: boolean
  /** `false` where the server has surely not seen the request. */
  readonly sent: boolean
  /** `true` where no person waits for it any more: aborted, or its session is over. */
  readonly moot: boolean

  constructor(code: ErrorCode, facts: ErrorFacts) {
    const { request, response, cause, attempt = 1, sent = true } = facts
    const { moot = code === 'aborted' } = facts
    const { method, url } = request
    super(`${method} ${pathOf(url)}: ${facts.message}`)
    Object.defineProperties(this, {
      name: { value: 'RequestError', configurable: true },
      [brand]: { value: true },
      [consolePrint]: { value: printed },
    })
    this.code = code
    this.request = { method, url: hideQuery(url) }
    this.attempt = attempt
    this.sent = sent
    this.moot = moot
    const isPassing =
      code === 'status' ? passingStatus.has(statusOf(response)) : passing.has(code)
    const { retryable = isPassing } = facts
    this.retryable = retryable
    hidden.set(this, { response, cause })
  }

  /** The answer, where there was one; its body can be read here. */
  get response(): Response | undefined {
    return (hidden.get(this) as Hidden).response
  }

  /** What stands behind it: the host's raw error, or the error of another step. */
  get cause(): unknown {
    return (hidden.get(this) as Hidden).cause
  }

  /** What may be logged. */
  toJSON(): Record<string, unknown> {
    const { name, code, message, request, attempt, retryable } = this
    const status = statusOf(this.response)
    return { name, code, message, ...request, status, attempt, retryable }
  }
}

function statusOf(response: Response | undefined): number | undefined {
  return response?.status
}

/** Whether it is a `RequestError` (an `AuthError` is one), from any copy of the package. */
export function isRequestError(error: unknown): error is RequestError {
  return typeof error === 'object' && error !== null && brand in error
}

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

/** The error of an answer whose status is not accepted. */
export function statusError(
  request: ErrorFacts['request'],
  response: Response,
  attempt: number,
): RequestError {
  const { status } = response
  const { [status]: reason = '' } = reasons
  const message = `${status} ${reason}`.trim()
  return new RequestError('status', { request, message, response, attempt })
}

/** The error of a request that cannot be sent as it is. */
export function invalidUse(
  request: ErrorFacts['request'],
  message: string,
  cause?: unknown,
): RequestError {
  return new RequestError('invalid', { request, message, cause, sent: false })
}
