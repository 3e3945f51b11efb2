import type { BaseLibrary } from './base-library'
import type { RawAnswer } from './exchange'
import type { RequestFailure } from './failures'
import type { RequestResult } from './request-types'
import type { WireRequest } from './wire-request'

/** Makes of an answer what `success` is called with. */
export function requestResult(
  wire: WireRequest,
  answer: RawAnswer,
  library: BaseLibrary,
): RequestResult {
  const { statusCode, header, cookies } = answer
  return library.known<RequestResult>({
    data: readBody(wire, answer.body),
    statusCode,
    header,
    cookies,
    errMsg: 'request:ok',
  })
}

/** Makes of a failure what `fail` is called with. */
export function requestFailure(
  failure: RequestFailure,
  library: BaseLibrary,
): RequestFailure {
  return library.known(failure)
}

/** Copies bytes to an ArrayBuffer of their own; a Buffer's may be shared. */
export function arrayBufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

function readBody(wire: WireRequest, body: Buffer): unknown {
  // "data is empty" for a chunked request, whatever type was asked for.
  if (wire.chunked) return ''
  if (wire.binary) return arrayBufferOf(body)
  const text = body.toString('utf8').replace(/^\uFEFF/, '')
  if (!wire.json) return text
  try {
    return JSON.parse(text)
  } catch {
    // Broken JSON is no failure on WeChat: the text is delivered. An empty body ends here.
    return text
  }
}
