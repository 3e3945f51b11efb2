import { createCookieJar } from './cookie-jar'
import { setGlobals } from './globals'
import type { Host } from './stage'

/** What of a browser the clients of P4 use: `fetch`, `document.cookie`, `localStorage`. */
export interface Browser extends Host {
  /** What a script of the page may see. */
  readonly cookies: string
}

/** A page's globals, on Node's `fetch`. */
export function openBrowser(): Browser {
  const jar = createCookieJar()
  const nodeFetch = globalThis.fetch
  let isCut: (url: string) => boolean = () => false

  async function fetch(url: string, init: RequestInit = {}): Promise<Response> {
    // A page is told no more than this, and not whether anything has left.
    if (isCut(url)) throw new TypeError('Failed to fetch')
    const headers = new Headers(init.headers)
    const cookies = init.credentials === 'omit' ? '' : jar.sentTo(new URL(url).pathname)
    if (cookies) headers.set('cookie', cookies)
    const answer = await nodeFetch(url, { ...init, headers })
    for (const field of answer.headers.getSetCookie()) jar.set(field)
    return withoutCookies(answer)
  }

  const restore = setGlobals({
    fetch,
    localStorage: storageArea(),
    // The only tab: there is nobody to tell.
    BroadcastChannel: undefined,
    document: {
      visibilityState: 'visible',
      addEventListener() {},
      removeEventListener() {},
      get cookie() {
        return jar.seen
      },
    },
  })
  return {
    get cookies() {
      return jar.seen
    },
    cut(given = () => false) {
      isCut = given
    },
    close: restore,
  }
}

/** No page sees a `Set-Cookie`. */
function withoutCookies(answer: Response): Response {
  const headers = new Headers(answer.headers)
  headers.delete('set-cookie')
  return new Response(answer.body, { status: answer.status, headers })
}

function storageArea() {
  const texts = new Map<string, string>()
  return {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, value: string) => texts.set(key, value),
    removeItem: (key: string) => texts.delete(key),
  }
}
