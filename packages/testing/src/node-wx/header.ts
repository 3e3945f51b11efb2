const REFERER = 'https://servicewechat.com/wx0000000000000000/devtools/page-frame.html'

/** Told by the network itself, whatever the caller wrote. */
const UNSETTABLE: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'host',
  'referer',
  'transfer-encoding',
])

/** Makes the headers that the host sends out of those the caller gave. */
export function requestHeader(given: object | undefined): Record<string, string> {
  return { 'content-type': 'application/json', ...givenHeader(given) }
}

/** The same, without a content type for a caller that gave none. */
export function givenHeader(given: object | undefined): Record<string, string> {
  const header: Record<string, string> = {}
  for (const [name, value] of Object.entries(given ?? {})) {
    const lower = name.toLowerCase()
    if (UNSETTABLE.has(lower)) continue
    // The base library folds this one name; all others go out as they were written.
    header[lower === 'content-type' ? lower : name] = headerValue(value)
  }
  return { ...header, Referer: REFERER }
}

/** The base library's way with a value that is no text: `null` goes as `[object Null]`. */
function headerValue(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return Object.prototype.toString.call(value)
}

/** Headers of an answer, as WeChat hands them over. */
export interface AnswerHeader {
  /** The headers by the names the server wrote; repeated ones joined with a comma. */
  readonly header: Record<string, string>
  /** The value of each `Set-Cookie`. */
  readonly cookies: string[]
}

/** Reads Node's flat list of names and values. */
export function answerHeader(rawHeaders: readonly string[]): AnswerHeader {
  const header: Record<string, string> = {}
  const cookies: string[] = []
  const firstSpelling = new Map<string, string>()
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string
    const value = rawHeaders[at + 1] as string
    const lower = name.toLowerCase()
    if (lower === 'set-cookie') cookies.push(value)
    const known = firstSpelling.get(lower)
    if (known === undefined) {
      firstSpelling.set(lower, name)
      header[name] = value
    } else {
      header[known] = `${header[known]},${value}`
    }
  }
  return { header, cookies }
}
