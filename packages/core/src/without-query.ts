/** Deep enough for `exception.reasons[0].errMsg`, shallow enough for what holds itself. */
const DEPTH = 4

const plain = /\[object (Object|Array|Error)\]/

/**
 * What a host gave, with the query of every URL that it quotes taken out: query values
 * are nobody's business. It is the same object where there is none; what is too deep to be
 * looked at is left out.
 *
 * @param url as it was sent.
 */
export function withoutQuery(given: unknown, url: string): unknown {
  const queries = waysToQuote(url.slice(url.indexOf('?') + 1))
  const hide = (text: string) =>
    queries
      .reduce((rest, query) => rest.split(`?${query}`).join('?…'), text)
      // Of another URL; what ends a clause is no part of it.
      .replace(/\?[^\s"]*[^\s"'),.:;]/g, '?…')
  try {
    return cleaned(given, hide, DEPTH)
  } catch {
    // What cannot be read is not handed on.
  }
}

/** As it was sent, or decoded: a blank or a quotation mark does not end it then. */
function waysToQuote(query: string): string[] {
  const spaced = query.replace(/\+/g, ' ')
  const ways = [query, spaced]
  try {
    ways.push(decodeURI(query), decodeURIComponent(query))
    ways.push(decodeURI(spaced), decodeURIComponent(spaced))
  } catch {
    // Not by us; hosts cannot decode it, either.
  }
  return ways.filter(way => way !== '')
}

function cleaned(value: unknown, hide: (text: string) => string, depth: number): unknown {
  if (typeof value === 'string') return hide(value)
  if (!isReadable(value)) {
    // Such as a DOMException: what it says cannot be written anew.
    const { name, message } = Object(value)
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
    const part = value[name]
    const clean = cleaned(part, hide, depth - 1)
    if (clean === part) continue
    isChanged = true
    const { enumerable } = own[name] as Required<PropertyDescriptor>
    own[name] = { value: clean, enumerable, writable: true, configurable: true }
  }
  if (!isChanged) return value
  const copy = Array.isArray(value)
    ? value.slice()
    : Object.create(Object.getPrototypeOf(value))
  return Object.defineProperties(copy, own)
}

/** Plain data, or an error that holds its own words, whatever it calls itself. */
function isReadable(value: unknown): value is Record<PropertyKey, unknown> {
  if (plain.test(Object.prototype.toString.call(value))) return true
  return Object.getOwnPropertyDescriptor(Object(value), 'message') !== undefined
}
