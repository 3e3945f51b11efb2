import {
  aBoolean,
  abortReason,
  aFunction,
  aGate,
  anObject,
  checkOptions,
  gateOf,
  invalidUse,
  type OptionRules,
  type Response,
  readBody,
  type Transfer,
  type Transport,
  type Wire,
  type WireRequest,
} from '@allium/core'
import { answerOf } from './answer-of'
import { described, describeRequest } from './describe-request'
import { exchange } from './exchange'
import { aHost, hasMethod, hostFor } from './find-host'
import type { RequestHost } from './host'
import { hostAnswer } from './host-answer'
import type { WxTransportOptions } from './transport-options'

/**
 * `wx.request` at the core of the onion; `wx.uploadFile` and `wx.downloadFile` where it is
 * given `wxFiles()`, and answers in pieces where it is given `wxStreams()`.
 *
 * @example
 * import { createClient } from '@allium/core'
 * import { wxFiles, wxTransport } from '@allium/transport-wx'
 *
 * const hostOptions = { redirect: 'manual', enableHttp2: true }
 * const api = createClient({
 *   baseURL: 'https://api.example.com',
 *   transport: wxTransport({ files: wxFiles(), hostOptions }),
 * })
 *
 * @throws TypeError for wrong options.
 */
export function wxTransport(options: WxTransportOptions = {}): Transport {
  check(options)
  const { maxConcurrent = 10 } = options
  // Copied: what the transport says itself stays its own.
  const lent = { ...options, hostOptions: { ...options.hostOptions } }
  const transport: Transport = (request, wire) => {
    try {
      return begin(request, wire, lent)
    } catch (refusal) {
      return Promise.reject(refusal)
    }
  }
  return Object.assign(transport, { gate: gateOf(maxConcurrent) })
}

/** The host is asked at once; its answer is read when its callbacks are over. */
function begin(
  request: WireRequest,
  wire: Wire,
  options: WxTransportOptions,
): Promise<Response> {
  if (wire.signal.aborted) throw abortReason(request, wire, false)
  const { transfer } = request
  if (transfer !== undefined) return beginTransfer(transfer.kind, request, wire, options)
  const host = hostFor<RequestHost>(request, options.host, 'request')
  const told = describeRequest(request, options)
  return exchange(host, 'request', told, wire.signal).then(ending => {
    const answer = hostAnswer(request, answerOf(request, wire, ending))
    return readBody(request, answer, wire.attempt, options.parseJson)
  })
}

function beginTransfer(
  kind: Transfer['kind'],
  request: WireRequest,
  wire: Wire,
  options: WxTransportOptions,
): Promise<Response> {
  const { files, streams } = options
  const isStream = kind === 'stream'
  if (isStream && streams) return streams.openStream(request, wire, options)
  if (!isStream && files) return files.moveFile(request, wire, options)
  const remedy = isStream
    ? 'gives no streams; give it `streams: wxStreams()`'
    : 'moves no files; give it `files: wxFiles()`'
  throw invalidUse(request, `this transport ${remedy}`)
}

function check(options: WxTransportOptions): void {
  checkOptions('wxTransport', options, {
    host: aHost('request'),
    files: madeBy('wxFiles', 'moveFile'),
    streams: madeBy('wxStreams', 'openStream'),
    parseJson: aFunction,
    tunnelPatch: aBoolean,
    hostOptions: [isForHost, `an object, without ${described}`],
    maxConcurrent: aGate,
  })
  const { host, files } = options
  if (host && files) files.checkHost(host)
}

function madeBy(factory: string, method: string): OptionRules[string] {
  return [value => hasMethod(value, method), `what \`${factory}\` makes`]
}

function isForHost(value: unknown): boolean {
  return (
    anObject[0](value) && !described.split(', ').some(name => name in (value as object))
  )
}
