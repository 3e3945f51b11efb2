import type { OptionRules } from './check-options'
import { invalidUse } from './errors'
import { hasToJSON, isArrayBuffer } from './snapshot'
import type { Request, WireRequest } from './types'

/** The rule of `data`: a form, a file or a map would silently be written as `{}`. */
export const aBody: OptionRules[string] = [
  canBeWritten,
  'plain data, a string or an ArrayBuffer; files go by `upload`',
]

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
  const finished = { method, url, headers, body, responseType, timeout }
  return transfer ? { ...finished, transfer } : finished
}

function finishBody(request: Request): string | ArrayBuffer | undefined {
  const { method, data, headers } = request
  if (data === undefined) return undefined
  if (method === 'GET' || method === 'HEAD') {
    throw invalidUse(request, 'it has `data`, and the client no `query()` layer')
  }
  if (typeof data === 'string' || isArrayBuffer(data)) return data
  if (!canBeWritten(data)) throw invalidUse(request, `\`data\` must be ${aBody[1]}`)
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

/** By tag, because not every host has the classes, and some have more than one of each. */
function canBeWritten(data: unknown): boolean {
  if (typeof data !== 'object' || data === null) {
    return typeof data !== 'function' && typeof data !== 'symbol'
  }
  const tag = Object.prototype.toString.call(data)
  const isPlain = /^\[object (Object|Array|ArrayBuffer)\]$/.test(tag)
  return isPlain || ArrayBuffer.isView(data) || hasToJSON(data)
}

/** Whether the caller, or a layer, has said what the field is to be, or that it is not. */
function speaksOf({ headers, withheld = [] }: Request, name: string): boolean {
  return headers[name] !== undefined || withheld.includes(name)
}

function defaultType(body: string | ArrayBuffer): string {
  return typeof body === 'string' ? 'application/json' : 'application/octet-stream'
}
