import type { AbortSignalLike } from './abort-controller'
import { MAX_TIMER_MS } from './clock'
import { invalidUse } from './errors'
import { headerFields } from './header-fields'
import { CyclicDataError, snapshot } from './snapshot'
import type { QueryInput, Request, RequestOptions, ResponseType } from './types'
import { joinURL, urlFault } from './url'

/** What the client says for all its requests. */
export interface RequestDefaults {
  readonly baseURL: string
  readonly timeout: number
  readonly httpsOnly: boolean
  readonly acceptStatus: (status: number) => boolean
}

const responseTypes: readonly ResponseType[] = ['json', 'text', 'arraybuffer']

/**
 * The request as it enters the onion: checked, joined, and cut off from the caller's
 * data, which may change while the request is held.
 *
 * @throws RequestError `invalid`, before anything is sent.
 */
export function buildRequest(
  options: RequestOptions & { readonly url: string },
  defaults: RequestDefaults,
  timers: boolean,
): Request {
  const { responseType = 'json', timeout = defaults.timeout } = options
  const { acceptStatus = defaults.acceptStatus } = options
  const method = String(options.method ?? 'GET').toUpperCase()
  const named = { method, url: String(options.url) }
  const fault = urlFault(options.url) ?? optionFault(options, responseType, timers)
  if (fault !== undefined) throw invalidUse(named, fault)
  const url = joinURL(defaults.baseURL, options.url)
  if (defaults.httpsOnly && /^http:/i.test(url)) {
    throw invalidUse(named, 'the URL is not https, and `httpsOnly` is set')
  }
  try {
    return {
      method,
      url,
      headers: Object.freeze(headerFields(options.headers)),
      query: snapshot(options.query, 'query') as QueryInput | undefined,
      data: snapshot(options.data, 'data'),
      responseType,
      timeout,
      acceptStatus,
    }
  } catch (cause) {
    // What the caller's own getters throw may quote the data.
    const cyclic = cause instanceof CyclicDataError
    const why = cyclic ? cause.message : 'its data could not be copied'
    throw invalidUse(named, `it cannot be sent: ${why}`, cause)
  }
}

function optionFault(
  options: RequestOptions,
  responseType: string,
  timers: boolean,
): string | undefined {
  const { timeout, deadline, signal, acceptStatus, layers } = options
  if (timeout !== undefined && !isDuration(timeout))
    return `\`timeout\` must be ${durationWords}`
  if (deadline !== undefined && !isDuration(deadline))
    return `\`deadline\` must be ${durationWords}`
  if (!timers && (timeout ?? deadline) !== undefined)
    return '`timeout` and `deadline` need timers, and this host has none'
  if (!responseTypes.includes(responseType as ResponseType)) {
    return `\`responseType\` is one of ${responseTypes.join(', ')}`
  }
  if (signal !== undefined && !isSignal(signal))
    return '`signal` is not of the AbortSignal shape'
  if (acceptStatus !== undefined && typeof acceptStatus !== 'function')
    return '`acceptStatus` must be a function'
  if (layers !== undefined && !Array.isArray(layers))
    return '`layers` must be an array of layers'
  return undefined
}

function isSignal(signal: Partial<AbortSignalLike> | null): boolean {
  return (
    typeof signal?.addEventListener === 'function' &&
    typeof signal.removeEventListener === 'function'
  )
}

/** A span that a timer of the host can keep. */
export function isDuration(ms: unknown): ms is number {
  return typeof ms === 'number' && ms > 0 && ms <= MAX_TIMER_MS
}

/** What such an option is, for people. */
export const durationWords: string = `a number of ms above 0 and up to ${MAX_TIMER_MS}`
