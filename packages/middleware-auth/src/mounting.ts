import {
  type Emitter,
  invalidUse,
  type LayerHost,
  originOf,
  type Response,
  type Unsubscribe,
} from '@allium/core'
import type { AuthEvents, HoldEvents, Send } from './types'

type Host = LayerHost<AuthEvents & HoldEvents>

const names = ['refresh:start', 'refresh', 'refresh:error', 'logout'] as const

/** The clients of a session: whom it tells, whom it refreshes through, where tokens may go. */
export interface Mounting {
  /**
   * The first client that has the session is its client; of those that are derived from
   * it, the one that sends first, or until then the latest.
   *
   * @throws TypeError where it is not known where the token may go.
   */
  mount(host: Host): void
  /** This client sends. */
  settle(host: Host): void
  /** Whether a token may go to this URL. */
  allows(url: string): boolean
  readonly send: Send
  /** Tells no client any more. */
  dispose(): void
}

export function mountingOf(
  origins: readonly string[] | undefined,
  events: Emitter<AuthEvents>,
): Mounting {
  let client: Host | undefined
  /** How URLs of its `baseURL`'s origin begin; `''` where it has none. */
  // Stryker disable next-line StringLiteral: any text will do that begins no URL.
  let home = ''
  let isSettled = false
  /** Client families that hear the session's events, each with the way out. */
  const families = new Map<object, readonly Unsubscribe[]>()

  // Stryker disable next-line OptionalChaining: for the types; who sends has been mounted.
  const isOfFamily = ({ family }: Host) => !isSettled && family === client?.family

  function take(host: Host): void {
    client = host
    const origin = originOf(host.baseURL)
    home = origin && `${origin}/`
  }

  return {
    mount(host) {
      if (!origins && !client && host.baseURL === '') {
        throw new TypeError(
          '[auth] needs to know where the token may go: give the client a `baseURL`, or the session `origins`',
        )
      }
      if (!client || isOfFamily(host)) take(host)
      if (families.has(host.family)) return
      const forward = (name: (typeof names)[number]) =>
        events.on(name, payload => host.emit(name, payload))
      families.set(host.family, names.map(forward))
    },
    settle(host) {
      if (isOfFamily(host)) take(host)
      isSettled = true
    },
    allows(url) {
      if (origins) return origins.includes(originOf(url))
      // Most go home, and need no closer look.
      return (home !== '' && url.startsWith(home)) || originOf(url) === originOf(home)
    },
    async send<Data>(options: Parameters<Send>[0]) {
      isSettled = true
      if (!client) {
        const { method, url } = options
        throw invalidUse({ method: method ?? 'GET', url }, 'no client has this session')
      }
      return client.send(options) as Promise<Response<Data>>
    },
    dispose() {
      for (const unsubscribes of families.values()) {
        for (const unsubscribe of unsubscribes) unsubscribe()
      }
      families.clear()
    },
  }
}
