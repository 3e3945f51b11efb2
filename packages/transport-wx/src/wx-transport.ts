import {
  aBoolean,
  aFunction,
  aGate,
  anObject,
  checkOptions,
  type Gate,
  gateOf,
  invalidUse,
  isRequestError,
  type ParseJson,
  RequestError,
  type Response,
  readBody,
  type Transport,
  type Wire,
  type WireRequest,
} from '@allium/core'
import { described, describeRequest } from './describe-request'
import { type Ending, exchange, type HostCallbacks } from './exchange'
import { type FileTransfer, fileAnswer, methodOf, transferFile } from './file-transfer'
import { checkHost, type HostAnswer, hostOr, type RequestHost } from './host'
import { hostAnswer } from './host-answer'
import { hostFailure } from './host-failure'
import { streamExchange } from './stream-exchange'

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
  /**
   * Where the host gives no chunks (Alipay, old base libraries): `true` streams the answer
   * in one piece at its end, `false` refuses the stream. @default false
   */
  readonly wholeStreams?: boolean
  /**
   * How many requests, uploads and downloads go at once, or the gate that says so: give
   * the same to several transports of one app. @default 10, WeChat's own limit
   */
  readonly maxConcurrent?: number | Gate
}

/**
 * `wx.request`, `wx.uploadFile` and `wx.downloadFile` at the core of the onion.
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
    host: anObject,
    parseJson: aFunction,
    tunnelPatch: aBoolean,
    wholeStreams: aBoolean,
    hostOptions: [isForHost, `an object, without ${described.join(', ')}`],
    maxConcurrent: aGate,
  })
  checkHost('wxTransport', options.host, ['request'])
  const { maxConcurrent = 10 } = options
  const transport: Transport = async (request, wire) => {
    if (wire.signal.aborted) throw abortReason(request, wire, false)
    const { transfer } = request
    const isFile = transfer !== undefined && transfer.kind !== 'stream'
    const host = hostFor(
      request,
      options.host,
      isFile ? methodOf[transfer.kind] : 'request',
    )
    return isFile
      ? moveFile(host, request, transfer, wire, options)
      : ask(host, request, wire, options)
  }
  return Object.assign(transport, { gate: gateOf(maxConcurrent) })
}

/** A request by `wx.request`, answered whole or as a stream. */
async function ask(
  host: RequestHost,
  request: WireRequest,
  wire: Wire,
  { hostOptions, tunnelPatch, parseJson, wholeStreams = false }: WxTransportOptions,
): Promise<Response> {
  const told = describeRequest(request, tunnelPatch)
  // Not by several spreads, which engines are slow at.
  const call = (callbacks: HostCallbacks) =>
    host.request(Object.assign({}, hostOptions, told, callbacks))
  if (request.transfer !== undefined) {
    const reason = (sent: boolean) => abortReason(request, wire, sent)
    const tools = { call, parseJson, wholeStreams, abortReason: reason }
    return streamExchange(request, wire, tools)
  }
  const given = answerOf(request, wire, await exchange(call, wire.signal))
  return readBody(request, hostAnswer(request, given), wire.attempt, parseJson)
}

/** A file by `wx.uploadFile` or `wx.downloadFile`. */
async function moveFile(
  host: RequestHost,
  request: WireRequest,
  transfer: FileTransfer,
  wire: Wire,
  { hostOptions, parseJson }: WxTransportOptions,
): Promise<Response> {
  const { ending, head } = await transferFile(host, request, transfer, wire, hostOptions)
  const answer = fileAnswer(request, head, answerOf(request, wire, ending))
  if (transfer.kind === 'download') return answer
  return readBody(request, answer, wire.attempt, parseJson)
}

function answerOf(request: WireRequest, wire: Wire, ending: Ending): HostAnswer {
  if (ending === 'aborted') throw abortReason(request, wire, true)
  if (!ending.isAnswer) throw hostFailure(request, ending.given, wire.attempt)
  return ending.given
}

function isForHost(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && !described.some(name => name in value)
  )
}

function hostFor(
  request: WireRequest,
  given: RequestHost | undefined,
  method: keyof RequestHost,
): RequestHost {
  try {
    const host = hostOr(given)
    // The global `wx` of a web page that loads WeChat's JS-SDK has none.
    checkHost('wxTransport', host, [method])
    return host
  } catch (none) {
    throw invalidUse(request, (none as Error).message, none)
  }
}

function abortReason(request: WireRequest, wire: Wire, sent: boolean): unknown {
  const { signal, attempt } = wire
  if (isRequestError(signal.reason)) return signal.reason
  const facts = { request, message: 'aborted', attempt, sent, cause: signal.reason }
  return new RequestError('aborted', facts)
}
