interface Cookie {
  readonly value: string
  readonly path: string
  readonly isHttpOnly: boolean
}

/** The cookies of one server, kept as a browser keeps them. */
export interface CookieJar {
  /** Takes one `Set-Cookie`. */
  set(field: string): void
  /** The `Cookie` field of a request to this path; `''` where none fits. */
  sentTo(path: string): string
  /** What a script of the page may see: `document.cookie`. */
  readonly seen: string
}

export function createCookieJar(): CookieJar {
  const cookies = new Map<string, Cookie>()
  const fitting = (path: string) =>
    [...cookies].filter(([, cookie]) => isBelow(path, cookie.path))
  const written = (list: ReturnType<typeof fitting>) =>
    list.map(([name, { value }]) => `${name}=${value}`).join('; ')
  return {
    set(field) {
      const [pair = '', ...attributes] = field.split(/;\s*/)
      const [name = '', value = ''] = pair.split('=')
      const told = (attribute: string) =>
        attributes.find(each => each.toLowerCase().startsWith(attribute))
      const path = told('path=')?.slice('path='.length) ?? '/'
      if (told('max-age=0')) cookies.delete(name)
      else cookies.set(name, { value, path, isHttpOnly: told('httponly') !== undefined })
    },
    sentTo: path => written(fitting(path)),
    get seen() {
      return written(fitting('/').filter(([, { isHttpOnly }]) => !isHttpOnly))
    },
  }
}

function isBelow(path: string, base: string): boolean {
  return path === base || path.startsWith(base.endsWith('/') ? base : `${base}/`)
}
