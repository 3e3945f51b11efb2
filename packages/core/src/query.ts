import { checkOptions } from './check-options'
import { keep } from './context'
import { draftOf } from './draft'
import { invalidUse } from './errors'
import type { Layer } from './layer'
import { passing } from './onion'
import { type QueryStyle, serializeQuery } from './serialize-query'
import { isArrayBuffer } from './snapshot'
import type { QueryInput, Request } from './types'

/** How parameters are written; see the table in QUERY.md. */
export type QueryOptions = {
  readonly [Name in keyof QueryStyle]?: QueryStyle[Name] | undefined
}

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
  // A method keeps its name, whatever a bundler makes of it.
  const named: { query: Layer } = {
    query(ctx, next) {
      const { request } = ctx
      const { method } = request
      const joins = request.data !== undefined && (method === 'GET' || method === 'HEAD')
      const data = joins ? undefined : bodyOf(request, style)
      if (request.query !== undefined || data !== request.data) {
        const draft = draftOf(request)
        draft.url = joins ? joined(request, style) : written(request, style)
        draft.query = undefined
        draft.data = data
        keep(ctx, draft)
      }
      return next()
    },
  }
  return passing(named.query)
}

/** The URL with the query. */
function written({ url, query }: Request, style: QueryStyle): string {
  return append(url, query ? serializeQuery(query, style) : '')
}

/** The URL with the query, and the `data` behind it. */
function joined(request: Request, style: QueryStyle): string {
  const { data } = request
  const url = written(request, style)
  if (typeof data === 'string') return append(url, data)
  if (isTree(data)) return append(url, serializeQuery(data, style))
  throw invalidUse(request, 'the `data` of a GET or HEAD must be an object or a string')
}

/** The body: a form as text, anything else as it is. */
function bodyOf({ data, headers }: Request, style: QueryStyle): unknown {
  if (!isTree(data)) return data
  const isForm = /x-www-form-urlencoded/i.test(headers['content-type'] ?? '')
  return isForm ? serializeQuery(data, style) : data
}

function isTree(data: unknown): data is QueryInput {
  return typeof data === 'object' && data !== null && !isArrayBuffer(data)
}

function append(url: string, added: string): string {
  if (added === '') return url
  if (!url.includes('?')) return `${url}?${added}`
  return /[?&]$/.test(url) ? url + added : `${url}&${added}`
}

function oneOf(...values: string[]): [(value: unknown) => boolean, string] {
  return [value => values.includes(value as string), `one of ${values.join(', ')}`]
}
