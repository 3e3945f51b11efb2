import { isRequestError, type RequestError } from '@allium/core'
import { axiosAnswer } from './axios-answer'
import type { AxiosParts, Config } from './types'

/** The caller has given up, or its session is over: nobody waits for the answer. */
const givenUp = new Set(['aborted', 'session-changed', 'disposed'])

const unconnected = new Set(['network', 'offline', 'interrupted', 'domain', 'tls'])

/**
 * What a call rejects with, as axios's own adapters say it; Allium's error is the `cause`.
 * What is no error of Allium's was thrown by a layer, and travels as it is, as from an
 * interceptor.
 */
export function axiosFailure(
  fault: unknown,
  config: Config,
  { AxiosError, CanceledError }: AxiosParts,
  forAxios: (data: unknown) => unknown,
): unknown {
  if (!isRequestError(fault)) return fault
  const { sent } = fault
  if (givenUp.has(fault.code)) {
    const { reason } = config.cancelToken ?? {}
    const request = sent ? fault.request : undefined
    return reason ?? caused(new CanceledError(undefined, config, request), fault)
  }
  const answer = isForNow(fault) ? undefined : fault.response
  const [code, message] = wordsFor(fault, config, answer?.status)
  // To axios users a `request` says that it was tried: with none, the call itself is wrong.
  const request = sent || code !== 'ERR_BAD_REQUEST' ? fault.request : undefined
  const response = answer && axiosAnswer(answer, config, forAxios)
  return caused(new AxiosError(message, code, config, request, response), fault)
}

/**
 * Whether auth gave up for now, and the session is kept. The 401 that led there is not
 * shown: to an axios code base it says that the user is signed out.
 */
function isForNow({ name, retryable }: RequestError): boolean {
  return name === 'AuthError' && retryable
}

function wordsFor(
  fault: RequestError,
  config: Config,
  status: number | undefined,
): [code: string, message: string] {
  const { timeout, timeoutErrorMessage, transitional, validateStatus } = config
  if (fault.code === 'timeout') {
    const text = timeout ? `timeout of ${timeout}ms exceeded` : 'timeout exceeded'
    const code = transitional?.clarifyTimeoutError ? 'ETIMEDOUT' : 'ECONNABORTED'
    return [code, timeoutErrorMessage || text]
  }
  if (unconnected.has(fault.code) || isForNow(fault)) {
    return ['ERR_NETWORK', 'Network Error']
  }
  if (status === undefined) return ['ERR_BAD_REQUEST', fault.message]
  if (!validateStatus || validateStatus(status))
    return ['ERR_BAD_RESPONSE', fault.message]
  const isCallers = status >= 400 && status < 500
  return [
    isCallers ? 'ERR_BAD_REQUEST' : 'ERR_BAD_RESPONSE',
    `Request failed with status code ${status}`,
  ]
}

/** Not enumerable, as with axios: what walks an error's fields does not meet it. */
function caused(error: Error, cause: unknown): Error {
  return Object.defineProperty(error, 'cause', {
    value: cause,
    writable: true,
    configurable: true,
  })
}
