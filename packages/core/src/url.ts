const ABSOLUTE = /^(https?):\/\/([^/?#]*)/i

// `https://api.example.com@evil.com` and `https://evil.com\@api.example.com` are read
// differently by different hosts: what cannot be read in one way is refused.
const AMBIGUOUS = /[\s\\@]/

// The web leaves these out before it reads a URL: to it, `/\t/evil.com` names a host.
const LEFT_OUT = /^ |[^ -\uffff]/

const LOOPBACK = /^http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?([/?#]|$)/i

/** What is wrong with a URL, or `undefined` where nothing is. */
export function urlFault(url: unknown): string | undefined {
  if (typeof url !== 'string' || /^(#|$)/.test(url))
    return 'the URL must be a text, and not empty'
  if (LEFT_OUT.test(url)) return 'the URL has white space where none belongs'
  const authority = ABSOLUTE.exec(url)?.[2]
  if (authority !== undefined) {
    if (authority === '') return 'the URL names no host'
    if (AMBIGUOUS.test(authority)) return 'the URL names its host ambiguously'
    return undefined
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) return 'the URL is neither https nor http'
  if (/^\\|^\/[/\\]/.test(url)) return 'a URL without its scheme names no certain host'
  return undefined
}

/**
 * Whether it would go over the network in the clear. This machine itself is no network:
 * browsers, too, count a loopback address as safe.
 */
export function isInsecure(url: string): boolean {
  return /^http:/i.test(url) && !LOOPBACK.test(url)
}

/** Joins with exactly one slash; an absolute URL passes the base by. No `#hash` is kept. */
export function joinURL(baseURL: string, url: string): string {
  const hash = url.indexOf('#')
  const target = hash === -1 ? url : url.slice(0, hash)
  if (ABSOLUTE.test(target) || baseURL === '') return target
  const base = baseURL.endsWith('/') ? baseURL.replace(/\/+$/, '') : baseURL
  // Of the base `/` nothing is left; a query alone would be one of the page.
  if (target === '' || target.startsWith('?')) return (base || '/') + target
  return `${base}/${target.replace(/^\/+/, '')}`
}

/**
 * Scheme, host and port, as one comparable text; `''` for a relative URL, and `//` for one
 * that names a host and no scheme: it is of no certain origin.
 */
export function originOf(url: string): string {
  const match = ABSOLUTE.exec(url)
  if (match === null) return /^[\\/]{2}/.test(url) ? '//' : ''
  const scheme = (match[1] as string).toLowerCase()
  const host = (match[2] as string).toLowerCase()
  return `${scheme}://${host.replace(scheme === 'https' ? /:443$/ : /:80$/, '')}`
}

/** The URL without its query, or a name and password: those do not belong in a message. */
export function hideQuery(url: string): string {
  return (url.split(/[?#]/, 1)[0] as string).replace(/^([^/]*\/\/)[^/]*@/, '$1')
}

/** The path alone, for people to read. */
export function pathOf(url: string): string {
  return hideQuery(url).replace(ABSOLUTE, '') || '/'
}
