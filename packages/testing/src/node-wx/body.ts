/** What the host makes of `data`: a longer url, a body, or neither. */
export interface Payload {
  /** The url, with the query of a GET. */
  readonly url: string
  /** The body as sent. */
  readonly body: string | Uint8Array | undefined
}

/**
 * Serialises `data` as Tencent's base library does, the odd parts included; throws on data
 * that has no JSON or no percent-encoding.
 */
export function payload(
  method: string,
  url: string,
  data: unknown,
  contentType: string,
): Payload {
  if (data === undefined || data === null) return { url, body: undefined }
  if (typeof data === 'string') return { url, body: data }
  if (data instanceof ArrayBuffer) return { url, body: new Uint8Array(data.slice(0)) }
  if (typeof data !== 'object') return { url, body: String(data) }
  if (method === 'GET') return { url: withQuery(url, data), body: undefined }
  const isForm = contentType.includes('application/x-www-form-urlencoded')
  return { url, body: isForm ? pairs(data, String) : JSON.stringify(data) }
}

/**
 * A query is put behind all of the url, so behind a hash too, where no server sees it.
 * Nested values, and `null`, go in as JSON.
 */
function withQuery(url: string, data: object): string {
  const query = pairs(data, value =>
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  )
  if (query === '') return url
  return `${url}${url.includes('?') ? '&' : '?'}${query}`
}

function pairs(data: object, text: (value: unknown) => string): string {
  return Object.entries(data)
    .map(
      ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(text(value))}`,
    )
    .join('&')
}
