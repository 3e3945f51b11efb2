import type { Place } from './bench'
import { type CookieJar, createCookieJar } from './cookie-jar'
import { replace } from './tidy-up'
import { stopTime } from './time'
import { createWayBack, type WayBack } from './way-back'

/** A page of a browser whose time stands still. */
export interface WebPage extends Place {
  readonly jar: CookieJar
  /** What stands in `localStorage`. */
  readonly kept: Map<string, string>
  /** The page is seen again. */
  show(): void
}

/** Opens a page of this origin: `fetch` with a jar, `document.cookie`, `localStorage`. */
export function openPage(origin: string): WebPage {
  const clock = stopTime()
  const jar = createCookieJar()
  const kept = new Map<string, string>()
  const wayBack = createWayBack()
  const watching = new Set<() => void>()
  replace(globalThis, {
    fetch: withJar(origin, jar, byWay(wayBack, fetch)),
    Request: class extends Request {
      constructor(url: string, init?: RequestInit) {
        super(new URL(url, origin), init)
      }
    },
    document: {
      visibilityState: 'visible',
      addEventListener: (_: string, listener: () => void) => watching.add(listener),
      removeEventListener: (_: string, listener: () => void) => watching.delete(listener),
      get cookie() {
        return jar.readable()
      },
    },
    // The only tab: there is nobody to ask.
    BroadcastChannel: undefined,
    // Nobody else is there to wait for.
    navigator: {
      locks: { request: async (_: string, __: object, run: () => unknown) => run() },
    },
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    },
  })
  return {
    clock,
    jar,
    kept,
    wayBack,
    show() {
      for (const listener of watching) listener()
    },
    stored: () => Object.fromEntries(kept),
    shown: () => [],
  }
}

/** Node's `fetch` as a page has it: with cookies, which no answer shows. */
function withJar(origin: string, jar: CookieJar, node: typeof fetch): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(String(input), origin)
    const { credentials = 'same-origin' } = init
    const isTrusted =
      credentials === 'include' || (credentials !== 'omit' && url.origin === origin)
    const headers = new Headers(init.headers)
    const cookie = isTrusted ? jar.headerFor(url.pathname) : ''
    if (cookie !== '') headers.set('Cookie', cookie)
    const answer = await node(url, { ...init, headers })
    if (isTrusted) for (const line of answer.headers.getSetCookie()) jar.keep(line)
    const shown = new Headers(answer.headers)
    shown.delete('Set-Cookie')
    return new Response(answer.body, { status: answer.status, headers: shown })
  }
}

function byWay(wayBack: WayBack, node: typeof fetch): typeof fetch {
  return async (input, init) => {
    const arrived = () =>
      new Promise<void>(resolve => wayBack.pass(String(input), resolve))
    return node(input, init).finally(arrived)
  }
}
