import type { HeaderNote } from './entry'

/** What stands in the place of a secret, whatever its length. */
export const MASK = '••••••'

/** Fields whose values tell nothing of anybody. */
const harmless: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'cache-control',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'retry-after',
  'vary',
  'x-requested-with',
])

/** The fields in the order of their names, each value masked unless its field is harmless. */
export function maskedHeaders(
  headers: Readonly<Record<string, unknown>> | undefined,
): HeaderNote[] {
  return Object.entries(headers ?? {})
    .map(([name, value]) => ({
      name: name.toLowerCase(),
      value: harmless.has(name.toLowerCase()) ? String(value) : MASK,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The URL with the names of its parameters, and none of their values. */
export function maskedURL(url: string): string {
  const [whole = ''] = url.split('#', 1)
  const at = whole.indexOf('?')
  const path = (at < 0 ? whole : whole.slice(0, at)).replace(/^([^/]*\/\/)[^/]*@/, '$1')
  if (at < 0) return path
  const names = whole
    .slice(at + 1)
    .split('&')
    // A piece without a name may be anything.
    .map(piece => (/^[^=]+=/.exec(piece)?.[0] ?? '') + MASK)
  return `${path}?${names.join('&')}`
}
