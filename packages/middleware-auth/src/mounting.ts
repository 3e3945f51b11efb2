import {
  type Emitter,
  type LayerHost,
  originOf,
  type Response,
  type Unsubscribe,
} from '@allium/core'
import type { AuthEvents, Send } from './types'

const names = ['refresh:start', 'refresh', 'refresh:error', 'logout'] as const

/** The clients of a session: whom it tells, whom it refreshes through, where tokens may go. */
export class Mounting {
  private host: LayerHost | undefined
  /** How URLs of its `baseURL`'s origin begin; `''` where it has none. */
  private home = ''
  private settled = false
  /** Client families that hear the session's events, each with the way out. */
  private readonly families: Map<object, readonly Unsubscribe[]> = new Map()

  constructor(
    private readonly origins: readonly string[] | undefined,
    private readonly events: Emitter<AuthEvents>,
  ) {}

  /**
   * The first client that has the session is its client; of those that are derived from
   * it, the one that sends first, or until then the latest.
   *
   * @throws TypeError where it is not known where the token may go.
   */
  mount(host: LayerHost): void {
    const knowsWhere = this.origins !== undefined || this.host !== undefined
    if (!knowsWhere && host.baseURL === '') {
      throw new TypeError(
        '[auth] needs to know where the token may go: give the client a `baseURL`, or the session `origins`',
      )
    }
    if (this.host === undefined || this.isOfFamily(host)) this.take(host)
    if (this.families.has(host.family)) return
    const forward = (name: (typeof names)[number]) =>
      this.events.on(name, payload => host.emit(name, payload))
    this.families.set(host.family, names.map(forward))
  }

  /** Tells no client any more. */
  dispose(): void {
    for (const unsubscribes of this.families.values()) {
      for (const unsubscribe of unsubscribes) unsubscribe()
    }
    this.families.clear()
  }

  /** This client sends. */
  settle(host: LayerHost): void {
    if (this.isOfFamily(host)) this.take(host)
    this.settled = true
  }

  /** Whether a token may go to this URL. */
  allows(url: string): boolean {
    const { home, origins } = this
    if (origins !== undefined) return origins.includes(originOf(url))
    // Most go home, and need no closer look.
    return (home !== '' && url.startsWith(home)) || originOf(url) === originOf(home)
  }

  private take(host: LayerHost): void {
    this.host = host
    const origin = originOf(host.baseURL)
    this.home = origin && `${origin}/`
  }

  private isOfFamily(host: LayerHost): boolean {
    return !this.settled && host.family === this.host?.family
  }

  readonly send: Send = async <Data>(options: Parameters<Send>[0]) => {
    this.settled = true
    if (this.host === undefined) {
      throw new TypeError('[session] `send` needs a client that has `auth({ session })`')
    }
    return this.host.send(options) as Promise<Response<Data>>
  }
}
