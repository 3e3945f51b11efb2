/** Deep enough for `exception.reasons[0].errMsg`, shallow enough for what holds itself. */
const DEPTH = 4

const readable = /^\[object (Object|Array|Error)\]$/

/**
 * What a host gave, with the query of every URL that it quotes taken out: query values
 * are nobody's business. It is the same object where there is none; what is too deep to be
 * looked at is left out.
 *
 * @param url as it was sent.
 */
export function withoutQuery(given: unknown, url: string): unknown {
  const queries = waysToQuote(url.replace(/^[^?]*\??/, ''))
  const hide = (text: string) =>
    queries
      .reduce((rest, query) => rest.split(`?${query}`).join('?…'), text)
      // Of another URL; what ends a clause is no part of it.
      .replace(/\?[^\s"]*[^\s"'),.:;]/g, '?…')
  try {
    return cleaned(given, hide, DEPTH)
  } catch {
    // What cannot be read is not handed on.
    return undefined
  }
}

/** As it was sent, or decoded: a blank or a quotation mark does not end it then. */
function waysToQuote(query: string): string[] {
  if (query === '') return []
  const spaced = query.replace(/\+/g, ' ')
  try {
    const decoded = [decodeURI(query), decodeURIComponent(query)]
    return [query, ...decoded, spaced, decodeURI(spaced), decodeURIComponent(spaced)]
  } catch {
    // Not by us; hosts cannot decode it, either.
    return [query]
  }
}

function cleaned(value: unknown, hide: (text: string) => string, depth: number): unknown {
  if (typeof value === 'string') return hide(value)
  if (typeof value !== 'object' || value === null) return value
  if (!readable.test(Object.prototype.toString.call(value))) {
    // Such as a DOMException: what it says cannot be written anew.
    const { name, message } = value as Error
    const text = `${name}: ${message}`
    const clean = hide(text)
    return clean === text ? value : clean
  }
  if (depth === 0) return undefined
  const own: Record<PropertyKey, PropertyDescriptor> =
    Object.getOwnPropertyDescriptors(value)
  let isChanged = false
  // By descriptor: message and stack of an Error are not enumerable.
  for (const name of Reflect.ownKeys(own)) {
    const part = (value as Record<PropertyKey, unknown>)[name]
    const clean = cleaned(part, hide, depth - 1)
    if (clean === part) continue
    isChanged = true
    const { enumerable = false } = own[name] as PropertyDescriptor
    own[name] = { value: clean, enumerable, writable: true, configurable: true }
  }
  if (!isChanged) return value
  const empty = Array.isArray(value) ? [] : Object.create(Object.getPrototypeOf(value))
  return Object.defineProperties(empty, own)
}
