import { faultIn, type OptionRules } from './check-options'
import { invalidUse } from './errors'
import { aBody } from './finish-request'
import { headerFields } from './header-fields'
import { aFunction, aLimit, aRecord } from './option-rules'
import { DataError, snapshot } from './snapshot'
import { finishTransfer, transferFault } from './transfer'
import type { HeaderInput, QueryInput, Request, SendOptions } from './types'
import { isInsecure, joinURL, urlFault } from './url'

/** What the client says for all its requests. */
export interface RequestDefaults {
  readonly baseURL: string
  readonly method: string
  readonly timeout: number
  readonly deadline?: number | undefined
  readonly httpsOnly: boolean
  readonly acceptStatus: (status: number) => boolean
}

/**
 * The request as it enters the onion: checked, joined, and cut off from the caller's
 * data, which may change while the request is held.
 *
 * @throws RequestError `invalid`, before anything is sent.
 */
export function buildRequest(
  options: SendOptions,
  defaults: RequestDefaults,
  timers: boolean,
): Request {
  const { responseType = 'json', timeout = defaults.timeout } = options
  const { acceptStatus = defaults.acceptStatus, priority = 0 } = options
  const { deadline = defaults.deadline } = options
  const method = methodOf(options, defaults).toUpperCase()
  const named = { method, url: String(options.url) }
  const fault = urlFault(options.url) ?? optionFault(options, timers)
  if (fault !== undefined) throw invalidUse(named, fault)
  const url = joinURL(defaults.baseURL, options.url)
  if (defaults.httpsOnly && isInsecure(url)) {
    throw invalidUse(named, 'the URL is not https, and `httpsOnly` is set')
  }
  try {
    return {
      method,
      url,
      headers: Object.freeze(headerFields(options.headers)),
      withheld: withheldNames(options.headers),
      query: snapshot(options.query, 'query') as QueryInput | undefined,
      data: snapshot(options.data, 'data'),
      responseType,
      timeout,
      deadline,
      priority,
      acceptStatus,
      transfer: options.transfer && finishTransfer(options.transfer),
      escort: undefined,
    }
  } catch (cause) {
    // What the caller's own getters throw may quote the data.
    const isOurs = cause instanceof DataError
    const why = isOurs ? cause.message : 'its data could not be copied'
    throw invalidUse(named, `it cannot be sent: ${why}`, cause)
  }
}

/** The client's default is that of plain requests: a file or stream is fetched by `GET`. */
export function methodOf(
  { method, transfer }: SendOptions,
  defaults: RequestDefaults,
): string {
  return String(method ?? (transfer ? 'GET' : defaults.method))
}

const isNever = () => false

/** What per-request options may be. */
const rules: OptionRules = {
  query: aRecord,
  headers: aRecord,
  data: aBody,
  responseType: [
    value => ['json', 'text', 'arraybuffer'].includes(value as string),
    'one of json, text, arraybuffer',
  ],
  timeout: aLimit,
  deadline: aLimit,
  priority: [
    value => !Number.isNaN(value as number) && typeof value === 'number',
    'a number',
  ],
  signal: [isSignal, 'of the AbortSignal shape'],
  acceptStatus: aFunction,
  layers: [Array.isArray, 'a list of layers'],
  // What other clients have; dropped in silence, it would never be sent.
  header: [isNever, '`headers`'],
  params: [isNever, '`query`'],
  body: [isNever, '`data`'],
  // A layer may have an option of this name: a text, say.
  success: [value => typeof value !== 'function', '`.then(…)`'],
}

function optionFault(options: SendOptions, timers: boolean): string | undefined {
  const fault = faultIn(options, rules)
  if (fault !== undefined) return fault
  if (!timers && (options.timeout ?? options.deadline) !== undefined) {
    return '`timeout` and `deadline` need timers, and this host has none'
  }
  return transferFault(options.transfer)
}

function isSignal(value: unknown): boolean {
  return ['addEventListener', 'removeEventListener'].every(
    name => typeof Object(value)[name] === 'function',
  )
}

/** Fields that the caller does not want to be sent, whatever a layer's defaults are. */
function withheldNames(headers: HeaderInput = {}): readonly string[] | undefined {
  let names: string[] | undefined
  for (const name of Object.keys(headers)) {
    if (headers[name] !== null) continue
    if (names === undefined) names = []
    names.push(name.toLowerCase())
  }
  return names && Object.freeze(names)
}
