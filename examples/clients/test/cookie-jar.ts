/** The cookies of a browser, as far as one server goes. */
export interface CookieJar {
  /** Takes what a `Set-Cookie` says. */
  keep(setCookie: string): void
  /** The `Cookie` of a request for this path; `''` where there is none. */
  headerFor(path: string): string
  /** What a script of a page at `/` may see: `document.cookie`. */
  readable(): string
}

interface Cookie {
  readonly name: string
  readonly value: string
  readonly path: string
  readonly isHttpOnly: boolean
  readonly until: number
}

/** Makes an empty jar that knows `Path`, `Max-Age` and `HttpOnly`. */
export function createCookieJar(): CookieJar {
  const cookies = new Map<string, Cookie>()

  const textOf = (wanted: (cookie: Cookie) => boolean): string =>
    [...cookies.values()]
      .filter(cookie => cookie.until > Date.now() && wanted(cookie))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')

  return {
    keep(setCookie) {
      const cookie = read(setCookie)
      cookies.set(`${cookie.name} ${cookie.path}`, cookie)
    },
    headerFor: path => textOf(cookie => covers(cookie.path, path)),
    readable: () => textOf(({ path, isHttpOnly }) => !isHttpOnly && covers(path, '/')),
  }
}

function read(setCookie: string): Cookie {
  const [pair = '', ...rest] = setCookie.split(/;\s*/)
  const at = pair.indexOf('=')
  const attributes = new Map(
    rest.map(attribute => {
      const [name = '', value = ''] = attribute.split('=')
      return [name.toLowerCase(), value] as const
    }),
  )
  const maxAge = attributes.get('max-age')
  return {
    name: pair.slice(0, at),
    value: pair.slice(at + 1),
    path: attributes.get('path') ?? '/',
    isHttpOnly: attributes.has('httponly'),
    until: maxAge === undefined ? Infinity : Date.now() + Number(maxAge) * 1_000,
  }
}

/** By RFC 6265 §5.1.4: `/api` covers `/api` and `/api/me`, and not `/apis`. */
function covers(path: string, requested: string): boolean {
  const folder = path.endsWith('/') ? path : `${path}/`
  return requested === path || requested.startsWith(folder)
}
