/** Deep enough for `exception.reasons[0].errMsg`, shallow enough for what holds itself. */
const DEPTH = 4

const readable = /^\[object (Object|Array|Error)\]$/

/**
 * What a host gave, with the query of every URL that it quotes taken out: query values
 * are nobody's business. It is the same object where there is none.
 */
export function withoutQuery(given: unknown, url: string): unknown {
  const sent = url.replace(/^[^?]*\??/, '')
  // Hosts quote the URL as it was sent, or decoded, or that of a redirect.
  const queries = [sent, decoded(sent)].filter(query => query !== '')
  const hide = (text: string) =>
    queries
      .reduce((rest, query) => rest.split(`?${query}`).join('?…'), text)
      .replace(/\?[^\s"]+/g, '?…')
  return cleaned(given, hide, DEPTH)
}

function decoded(query: string): string {
  try {
    return decodeURIComponent(query)
  } catch {
    // Not by us; hosts cannot decode it, either.
    return ''
  }
}

function cleaned(value: unknown, hide: (text: string) => string, depth: number): unknown {
  if (typeof value === 'string') return hide(value)
  if (depth === 0 || !readable.test(Object.prototype.toString.call(value))) return value
  const own = Object.getOwnPropertyDescriptors(value as Record<string, unknown>)
  let isChanged = false
  // By descriptor: message and stack of an Error are not enumerable.
  for (const [name, { enumerable = false }] of Object.entries(own)) {
    const part = (value as Record<string, unknown>)[name]
    const clean = cleaned(part, hide, depth - 1)
    if (clean === part) continue
    isChanged = true
    own[name] = { value: clean, enumerable, writable: true, configurable: true }
  }
  if (!isChanged) return value
  const empty = Array.isArray(value) ? [] : Object.create(Object.getPrototypeOf(value))
  return Object.defineProperties(empty, own)
}
