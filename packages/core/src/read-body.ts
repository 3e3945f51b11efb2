import { RequestError } from './errors'
import { isArrayBuffer } from './snapshot'
import type { Response, WireRequest } from './types'

/** Reads JSON text; one of your own may keep big numbers, say. */
export type ParseJson = (text: string) => unknown

/**
 * An answer's body by the one rule that holds on every host: `undefined` for an empty
 * body and for 204; JSON where it was asked for. Text that is no JSON is an error under
 * a 2xx status only: the page that a gateway sends with its 502 is an answer.
 *
 * @throws RequestError `unreadable`, with the answer's text readable on it.
 */
export function readBody(
  request: WireRequest,
  answer: Response,
  attempt: number,
  parseJson: ParseJson = JSON.parse,
): Response {
  const { status, data } = answer
  if (status === 204 || isEmpty(data)) return { ...answer, data: undefined }
  if (request.responseType !== 'json' || typeof data !== 'string') return answer
  try {
    return { ...answer, data: parseJson(withoutMark(data)) }
  } catch {
    if (status < 200 || status > 299) return answer
    // No `cause`: the parser's message quotes the body.
    const message = `${status}, but the body is not JSON`
    throw new RequestError('unreadable', { request, message, response: answer, attempt })
  }
}

/** A byte order mark is no part of JSON, and some servers send one. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

function isEmpty(data: unknown): boolean {
  return data === '' || data === null || (isArrayBuffer(data) && data.byteLength === 0)
}
