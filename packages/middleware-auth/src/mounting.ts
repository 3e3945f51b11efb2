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
  private settled = false
  /** Client families that hear the session's events, each with the way out. */
  private readonly families: Map<object, readonly Unsubscribe[]> = new Map()

  constructor(
    private readonly origins: readonly string[] | undefined,
    private readonly events: Emitter<AuthEvents>,
  ) {}

  /**
   * The first client that has the session is its client. While it is still being built,
   * layer by layer, the latest form of it counts; from the first use on it stays.
   */
  mount(host: LayerHost): void {
    const grows = !this.settled && host.family === this.host?.family
    if (this.host === undefined || grows) this.host = host
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

  /** Whether a token may go to this URL. */
  allows(url: string): boolean {
    this.settled = true
    const origins = this.origins ?? [originOf(this.host?.baseURL ?? '')]
    return origins.includes(originOf(url))
  }

  readonly send: Send = async <Data>(options: Parameters<Send>[0]) => {
    this.settled = true
    if (this.host === undefined) {
      throw new TypeError('[session] `send` needs a client that has `auth({ session })`')
    }
    return this.host.send(options) as Promise<Response<Data>>
  }
}
