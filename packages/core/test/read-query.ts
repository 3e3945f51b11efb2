import type { QueryOptions } from '../src/index'

/** What a server may read: text, lists and trees of text. */
export type Read = string | Read[] | { [name: string]: Read }

/**
 * Reads a query string back, with nothing of the code under test: bytes, not
 * `decodeURIComponent`; a name's path, not the serialiser's rules.
 */
export function readQuery(text: string, { arrays, objects }: QueryOptions): Read {
  const root: { [name: string]: Read } = Object.create(null)
  if (text === '') return root
  for (const pair of text.split('&')) {
    const at = pair.indexOf('=')
    const [name, raw] = [unescaped(pair.slice(0, at)), pair.slice(at + 1)]
    // A bare comma separates; one that belongs to a value is escaped.
    const parts = raw.split(',').map(unescaped)
    const json = arrays === 'json' || objects === 'json' || arrays === 'comma'
    const values = parts.map(part => (json ? fromJson(part) : part))
    const value = values.length > 1 ? values : (values[0] as Read)
    put(root, pathOf(name, objects === 'dots'), value)
  }
  return root
}

/** Percent-escapes as the bytes of UTF-8. */
function unescaped(text: string): string {
  if (!/^(?:[A-Za-z0-9\-._~]|%[0-9A-F]{2})*$/.test(text)) {
    throw new Error(`not RFC 3986: ${text}`)
  }
  const bytes: number[] = []
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] !== '%') bytes.push(text.charCodeAt(i))
    else {
      bytes.push(Number.parseInt(text.slice(i + 1, i + 3), 16))
      i += 2
    }
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes))
}

/** `a[b][]` and `a.b` as their steps; an empty step appends. */
function pathOf(name: string, dots: boolean): string[] {
  const head = /^[^[]*/.exec(name)?.[0] as string
  const steps = dots ? head.split('.') : [head]
  for (const [, inner, dotted] of name
    .slice(head.length)
    .matchAll(/\[([^\]]*)\]|\.([^.[]+)/g)) {
    steps.push((inner ?? dotted) as string)
  }
  return steps
}

function put(
  node: { [name: string]: Read },
  [step, ...rest]: string[],
  value: Read,
): void {
  const name = step as string
  if (rest.length === 0) {
    const before = node[name]
    if (before === undefined) node[name] = value
    else node[name] = ([] as Read[]).concat(before, value)
    return
  }
  if (rest.length === 1 && rest[0] === '') {
    node[name] = ([] as Read[]).concat(node[name] ?? [], value)
    return
  }
  const child = node[name] ?? (/^\d+$/.test(rest[0] as string) ? [] : Object.create(null))
  node[name] = child
  put(child, rest, value)
}

function fromJson(text: string): Read {
  return /^[[{]/.test(text) ? asText(JSON.parse(text)) : text
}

/** The same tree with every value as text. */
export function asText(value: unknown): Read {
  if (Array.isArray(value)) return value.map(asText)
  if (typeof value !== 'object' || value === null) return String(value)
  const tree: { [name: string]: Read } = Object.create(null)
  for (const [name, each] of Object.entries(value)) tree[name] = asText(each)
  return tree
}
