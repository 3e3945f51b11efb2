import type { Call, RequestOptions, Response, SendOptions } from '@allium/core'
import type { Backend, WireEntry } from '@allium/example-backends'
import type { Session } from '@allium/middleware-auth'
import { type Announcing, createRecorder, type Recorder } from './recorder'

/** A client file of the examples, set up. */
export interface Shop {
  readonly api: Announcing & { request(options: SendOptions): Call }
  readonly session: Session
}

/** What plays the phone, or the browser. */
export interface Host {
  /** Cuts the way to these URLs; `undefined` mends it. */
  cut(isCut: ((url: string) => boolean) | undefined): void
  close(): void
}

/** What tells one backend's stage from another's. */
export interface StageParts {
  readonly server: Backend<unknown, unknown>
  readonly host: Host
  readonly shop: Shop
  /** Signs the user in, anew where somebody is. */
  signIn(): Promise<unknown>
  readonly refreshPath: string
  /** How this backend says that a token has expired. */
  readonly expired: {
    /** For people to read. */
    readonly words: string
    isExpired(answer: Response): boolean
    /** How many may hear it at once: as many as are let on their way together. */
    readonly atMost: number
  }
}

/** What the acts play on: the server, the host, the app. */
export interface Stage extends Pick<StageParts, 'server' | 'host' | 'expired'> {
  readonly recorder: Recorder
  readonly session: Session
  /** Asks for one page of items, with the client's usual method. */
  ask(page: number, options?: RequestOptions): Call
  /** The refreshes that the server has heard of. */
  refreshes(): readonly WireEntry[]
  /** What the server has heard of a page of items. */
  heard(page: number): readonly WireEntry[]
  isRefresh(url: string): boolean
  /** Puts another client in the place of the one there is, as a new start of the app does. */
  restart(shop: Shop): void
  /** Raises the curtain: the user is signed in, the logs and counts are empty. */
  begin(): Promise<void>
  close(): Promise<void>
}

export function openStage({ shop, ...parts }: StageParts): Stage {
  const { server, host, expired, refreshPath, signIn } = parts
  const recorder = createRecorder(expired.isExpired)
  let { api, session } = shop
  recorder.watch(api)
  return {
    server,
    host,
    expired,
    recorder,
    get session() {
      return session
    },
    ask(page, options) {
      const url = '/items'
      recorder.name(`${url}?page=${page}`)
      return api.request({ ...options, url, query: { page }, layers: [recorder.layer] })
    },
    refreshes: () => server.wire.entries.filter(({ path }) => path === refreshPath),
    heard: page => server.wire.entries.filter(({ query }) => query === `page=${page}`),
    isRefresh: url => new URL(url).pathname === refreshPath,
    restart(next) {
      session.dispose()
      api = next.api
      session = next.session
      recorder.watch(api)
    },
    async begin() {
      await signIn()
      server.wire.clear()
      recorder.clear()
    },
    async close() {
      session.dispose()
      host.close()
      await server.close()
    },
  }
}
