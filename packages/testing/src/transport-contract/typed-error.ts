import { equal, holds } from './expect'

/** How copies of `@allium/core` know each other's errors. */
export const brand: unique symbol = Symbol.for('@allium/RequestError')

/** An error of the family, by its shape. */
export interface TypedError {
  readonly code: string
  readonly message: string
  readonly request: { readonly method: string; readonly url: string }
  readonly response?: { readonly status: number; readonly data: unknown } | undefined
  readonly attempt: number
  readonly retryable: boolean
  readonly cause?: unknown
}

const codes: readonly string[] = [
  'timeout',
  'aborted',
  'offline',
  'interrupted',
  'domain',
  'tls',
  'network',
  'status',
  'business',
  'unreadable',
  'invalid',
]

/** Fails unless it is an error of the family, with a code of the closed set. */
export function typedError(error: unknown, what: string): TypedError {
  const isBranded = typeof error === 'object' && error !== null && brand in error
  holds(isBranded, what, 'an error with the brand of RequestError', error)
  const { code } = error as TypedError
  holds(codes.includes(code), `${what}, its code`, `one of ${codes.join(', ')}`, code)
  return error as TypedError
}

/** Fails unless it is an error of the family with this code. */
export function errorOf(code: string, error: unknown, what: string): TypedError {
  const typed = typedError(error, what)
  equal(typed.code, code, `${what}, its code`)
  return typed
}
