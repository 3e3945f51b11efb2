import { checkOptions } from './check-options'
import type { RequestContext } from './context'
import { invalidUse } from './errors'
import type { Layer } from './layer'
import { passing } from './onion'
import { type QueryStyle, serializeQuery } from './serialize-query'
import { isArrayBuffer } from './snapshot'
import type { QueryInput, Request } from './types'

/** How parameters are written; see the table in QUERY.md. */
export type QueryOptions = Partial<QueryStyle>

/**
 * Writes `query` into the URL, the `data` of a `GET` or `HEAD` too, and form bodies.
 *
 * @example
 * import { query } from '@allium/core'
 *
 * client.use(query({ arrays: 'comma' }))
 *
 * @throws TypeError for wrong options.
 */
export function query(options: QueryOptions = {}): Layer {
  checkOptions('query', options, {
    arrays: oneOf('repeat', 'brackets', 'indices', 'comma', 'json'),
    objects: oneOf('brackets', 'dots', 'json'),
    nulls: oneOf('drop', 'empty'),
  })
  const { arrays = 'repeat', objects = 'brackets', nulls = 'drop' } = options
  const style: QueryStyle = { arrays, objects, nulls }
  return passing(function query(ctx, next) {
    const context = ctx as RequestContext
    context.keep(writeForm(writeQuery(ctx.request, style), style))
    return next()
  })
}

function writeQuery(request: Request, style: QueryStyle): Request {
  const { method, query, data } = request
  const joins = data !== undefined && (method === 'GET' || method === 'HEAD')
  if (query === undefined && !joins) return request
  const written = append(request.url, query ? serializeQuery(query, style) : '')
  if (!joins) return Object.assign({}, request, { query: undefined, url: written })
  const url = append(written, dataAsQuery(request, style))
  return { ...request, query: undefined, data: undefined, url }
}

function dataAsQuery(request: Request, style: QueryStyle): string {
  const { data } = request
  if (typeof data === 'string') return data
  if (typeof data === 'object' && data !== null && !isArrayBuffer(data)) {
    return serializeQuery(data as QueryInput, style)
  }
  throw invalidUse(request, 'the `data` of a GET or HEAD must be an object or a string')
}

function writeForm(request: Request, style: QueryStyle): Request {
  const { data, headers } = request
  const isForm = /x-www-form-urlencoded/i.test(headers['content-type'] ?? '')
  if (!isForm || typeof data !== 'object' || data === null || isArrayBuffer(data)) {
    return request
  }
  return { ...request, data: serializeQuery(data as QueryInput, style) }
}

function append(url: string, added: string): string {
  if (added === '') return url
  if (!url.includes('?')) return `${url}?${added}`
  return /[?&]$/.test(url) ? url + added : `${url}&${added}`
}

function oneOf(...values: string[]): [(value: unknown) => boolean, string] {
  return [value => values.includes(value as string), `one of ${values.join(', ')}`]
}
