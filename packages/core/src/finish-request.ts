import { invalidUse } from './errors'
import { isArrayBuffer } from './snapshot'
import type { Request, WireRequest } from './types'

/**
 * The request as a transport gets it: a finished URL, a finished body. Hosts disagree on
 * how to serialise data, so none is left to them.
 *
 * @throws RequestError `invalid` for what cannot be written, before anything is sent.
 */
export function finishRequest(request: Request): WireRequest {
  const { method, url, responseType, timeout, transfer } = request
  if (request.query !== undefined) {
    throw invalidUse(request, 'it has a query, and the client no `query()` layer')
  }
  const body = finishBody(request)
  const headers =
    body === undefined || speaksOf(request, 'content-type')
      ? request.headers
      : { ...request.headers, 'content-type': defaultType(body) }
  return {
    method,
    url,
    headers,
    body,
    responseType,
    timeout,
    ...(transfer && { transfer }),
  }
}

function finishBody(request: Request): string | ArrayBuffer | undefined {
  const { method, data, headers } = request
  if (data === undefined) return undefined
  if (method === 'GET' || method === 'HEAD') {
    throw invalidUse(request, 'it has `data`, and the client no `query()` layer')
  }
  if (typeof data === 'string' || isArrayBuffer(data)) return data
  const type = headers['content-type'] ?? 'application/json'
  if (!/json/i.test(type)) {
    throw invalidUse(request, 'no layer of the client writes data as its content type')
  }
  try {
    return JSON.stringify(data)
  } catch (cause) {
    throw invalidUse(request, 'the data cannot be written as JSON', cause)
  }
}

/** Whether the caller, or a layer, has said what the field is to be, or that it is not. */
function speaksOf({ headers, withheld = [] }: Request, name: string): boolean {
  return headers[name] !== undefined || withheld.includes(name)
}

function defaultType(body: string | ArrayBuffer): string {
  return typeof body === 'string' ? 'application/json' : 'application/octet-stream'
}
