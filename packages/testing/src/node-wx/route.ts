import type { PageQuery } from './page-types'

/** Where a url leads. */
export interface Route {
  /** The path, without a leading slash. */
  readonly path: string
  /** The query. */
  readonly query: PageQuery
}

/** Reads a url; without a leading slash it is relative to the folder of the page `from`. */
export function readRoute(url: string, from = ''): Route {
  const [, place = '', search = ''] = /^([^?]*)\??(.*)$/s.exec(url) ?? []
  const base = place.startsWith('/') ? '' : from.slice(0, from.lastIndexOf('/') + 1)
  const parts: string[] = []
  for (const part of `${base}${place}`.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return { path: parts.join('/'), query: readQuery(search) }
}

/** Values are left encoded: WeChat hands them over as they stand in the url. */
function readQuery(search: string): PageQuery {
  const query: PageQuery = {}
  for (const pair of search.split('&')) {
    if (pair === '') continue
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? []
    query[name] = value
  }
  return query
}
