import {
  aBoolean,
  aFunction,
  checkOptions,
  invalidUse,
  isRequestError,
  onAbort,
  type ParseJson,
  RequestError,
  type Response,
  readBody,
  type Transport,
  type Wire,
  type WireRequest,
} from '@allium/core'
import {
  checkHost,
  type HostMethod,
  type HostRequest,
  hostOr,
  type RequestHost,
} from './host'
import { hostAnswer } from './host-answer'
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
    hostOptions: [value => typeof value === 'object' && value !== null, 'an object'],
  })
  checkHost('wxTransport', options.host, ['request'])
  return async (request, wire) => {
    const host = hostFor(request, options.host)
    const written = tunnelled(request, options.tunnelPatch ?? false)
    const answer = await exchange(host, written, wire, options.hostOptions)
    // Only here: what is thrown inside a host's callback is swallowed.
    return readBody(request, answer, wire.attempt, options.parseJson)
  }
}

function hostFor(request: WireRequest, given: RequestHost | undefined): RequestHost {
  try {
    return hostOr(given)
  } catch (none) {
    throw invalidUse(request, (none as Error).message, none)
  }
}

function tunnelled(request: WireRequest, tunnelPatch: boolean): WireRequest {
  if (request.method !== 'PATCH') return request
  if (!tunnelPatch) {
    throw invalidUse(request, 'wx.request knows no PATCH; set `tunnelPatch`, or use PUT')
  }
  const headers = { ...request.headers, 'x-http-method-override': 'PATCH' }
  return { ...request, method: 'POST', headers }
}

/** One call of the host. It settles once, whatever the host calls back, and how often. */
function exchange(
  host: RequestHost,
  request: WireRequest,
  { signal, attempt }: Wire,
  hostOptions: WxTransportOptions['hostOptions'],
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let settled = false
    let unlisten = () => {}
    const settle = (finish: () => void) => {
      if (settled) return
      settled = true
      unlisten()
      finish()
    }
    const fail = (failure: unknown) =>
      settle(() => reject(hostFailure(request, failure, attempt)))
    const task = callHost(host, {
      ...hostOptions,
      ...described(request),
      success: answer => settle(() => resolve(hostAnswer(request, answer))),
      fail,
      // Comes last; alone where a host forgets the other two.
      complete: () => fail(undefined),
    })
    if (task.thrown !== undefined) return fail(task.thrown)
    if (settled) return
    // The reason is remembered here: hosts tell of an abort in many ways, or not at all.
    unlisten = onAbort(signal, () => {
      settle(() => reject(abortReason(signal.reason, request, attempt)))
      task.abort()
    })
  })
}

function described(
  request: WireRequest,
): Omit<HostRequest, 'success' | 'fail' | 'complete'> {
  const { url, body, timeout, headers, responseType } = request
  return {
    url,
    method: request.method as HostMethod,
    header: { ...headers },
    ...(body !== undefined && { data: body }),
    timeout,
    dataType: '其他',
    responseType: responseType === 'arraybuffer' ? 'arraybuffer' : 'text',
  }
}

function abortReason(reason: unknown, request: WireRequest, attempt: number): unknown {
  if (isRequestError(reason)) return reason
  return new RequestError('aborted', {
    request,
    message: 'aborted',
    attempt,
    cause: reason,
  })
}
