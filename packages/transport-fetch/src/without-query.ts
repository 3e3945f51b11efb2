/** Deep enough for an error behind an error, shallow enough for one behind itself. */
const DEPTH = 4

/**
 * What a host threw; where it quotes the URL, its words without query values, which are
 * nobody's business.
 */
export function withoutQuery(thrown: unknown, url: string): unknown {
  const [path = '', ...query] = url.split('?')
  const quoted = [`${path}?`, `?${query.join('?')}`]
  if (query.length === 0 || !quotes(thrown, quoted, DEPTH)) return thrown
  const { name = 'Error', message = thrown } = Object(thrown)
  return Object.assign(new Error(String(message).replace(/\?[^\s"')]+/g, '?…')), { name })
}

function quotes(thrown: unknown, quoted: readonly string[], depth: number): boolean {
  if (depth === 0 || thrown === undefined || thrown === null) return false
  const { message, stack, input, cause } = Object(thrown)
  const texts = [thrown, message, stack, input].filter(each => typeof each === 'string')
  if (texts.some(text => quoted.some(part => text.includes(part)))) return true
  return quotes(cause, quoted, depth - 1)
}
