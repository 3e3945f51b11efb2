import {
  aBoolean,
  aFunction,
  checkOptions,
  invalidUse,
  isRequestError,
  onAbort,
  type ParseJson,
  RequestError,
  readBody,
  type Transport,
  type Wire,
  type WireRequest,
} from '@allium/core'
import { type Described, described, describeRequest } from './describe-request'
import { checkHost, hostOr, type RequestHost } from './host'
import { hostAnswer, isAnswer } from './host-answer'
import { hostFailure } from './host-failure'
import { callHost } from './host-task'

/** What the transport is made of. */
export interface WxTransportOptions {
  /** `uni`, `qq`, `tt`, or a fake. @default the global `wx`, looked up at each request */
  readonly host?: RequestHost
  /** Reads JSON, another way than `JSON.parse` say. */
  readonly parseJson?: ParseJson
  /** Sends `PATCH`, which hosts refuse, as `POST` with `X-HTTP-Method-Override`. @default false */
  readonly tunnelPatch?: boolean
  /**
   * More of the host's own options for every request. WeChat follows redirects by itself
   * and takes the headers along; `{ redirect: 'manual' }` keeps tokens from going there.
   * What the transport says itself (`url`, `header`, `timeout`, …) is refused here.
   */
  readonly hostOptions?: Readonly<Record<string, unknown>>
}

/**
 * `wx.request` at the core of the onion.
 *
 * @example
 * import { createClient } from '@allium/core'
 * import { wxTransport } from '@allium/transport-wx'
 *
 * const api = createClient({
 *   baseURL: 'https://api.example.com',
 *   transport: wxTransport({ hostOptions: { redirect: 'manual', enableHttp2: true } }),
 * })
 *
 * @throws TypeError for wrong options.
 */
export function wxTransport(options: WxTransportOptions = {}): Transport {
  checkOptions('wxTransport', options, {
    host: [value => typeof value === 'object' && value !== null, 'an object'],
    parseJson: aFunction,
    tunnelPatch: aBoolean,
    hostOptions: [isForHost, `an object, without ${described.join(', ')}`],
  })
  checkHost('wxTransport', options.host, ['request'])
  return async (request, wire) => {
    if (wire.signal.aborted) throw abortReason(request, wire, false)
    const host = hostFor(request, options.host)
    const told = {
      ...options.hostOptions,
      ...describeRequest(request, options.tunnelPatch),
    }
    const ending = await exchange(host, told, wire.signal)
    // Only here: what is thrown inside a host's callback is swallowed.
    if (ending === 'aborted') throw abortReason(request, wire, true)
    const { given } = ending
    if (!isAnswer(given)) throw hostFailure(request, given, wire.attempt)
    return readBody(request, hostAnswer(request, given), wire.attempt, options.parseJson)
  }
}

function isForHost(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && !described.some(name => name in value)
  )
}

function hostFor(request: WireRequest, given: RequestHost | undefined): RequestHost {
  try {
    const host = hostOr(given)
    // The global `wx` of a web page that loads WeChat's JS-SDK has none.
    checkHost('wxTransport', host, ['request'])
    return host
  } catch (none) {
    throw invalidUse(request, (none as Error).message, none)
  }
}

/** What a host gave back, an answer or not, untouched and not yet looked at. */
type Ending = { readonly given: unknown } | 'aborted'

/** One call of the host. It settles once, whatever the host calls back, and how often. */
function exchange(
  host: RequestHost,
  told: Described,
  signal: Wire['signal'],
): Promise<Ending> {
  return new Promise(resolve => {
    let settled = false
    let unlisten = () => {}
    const settle = (ending: Ending) => {
      if (settled) return
      settled = true
      unlisten()
      resolve(ending)
    }
    const end = (given?: unknown) => settle({ given })
    // `complete` comes last; alone where a host forgets the other two.
    const task = callHost(host, { ...told, success: end, fail: end, complete: end })
    if (task.thrown !== undefined) end(task.thrown)
    if (settled) return
    // Remembered here: hosts tell of an abort in many ways, or not at all.
    unlisten = onAbort(signal, () => {
      settle('aborted')
      task.abort()
    })
  })
}

function abortReason(request: WireRequest, wire: Wire, sent: boolean): unknown {
  const { signal, attempt } = wire
  if (isRequestError(signal.reason)) return signal.reason
  const facts = { request, message: 'aborted', attempt, sent, cause: signal.reason }
  return new RequestError('aborted', facts)
}
