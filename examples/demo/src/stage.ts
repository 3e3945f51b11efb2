import type { Call, Client, RequestOptions } from '@allium/core'
import type { Backend, WireEntry } from '@allium/example-backends'
import {
  createInspector,
  type EntryType,
  type Inspector,
  type Row,
} from '@allium/inspector'
import type { AuthRequestOptions, Session } from '@allium/middleware-auth'

/** A client file of the examples, set up. */
export interface Shop {
  /** Whatever its layers make of an answer's data: nobody reads it here. */
  readonly api: Pick<Client<AuthRequestOptions>, 'on' | 'request' | 'use'>
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
    /** How many may hear it at once: as many as are let on their way together. */
    readonly atMost: number
  }
}

/** What the acts play on: the server, the host, the app. */
export interface Stage extends Pick<StageParts, 'server' | 'host' | 'expired'> {
  /** What was seen of the requests, since the curtain rose. */
  readonly inspector: Inspector
  readonly session: Session
  /** Asks for one page of items, with the client's usual method. */
  ask(page: number, options?: RequestOptions): Call
  /** The page that a row of the inspector asked for; none where it is a refresh. */
  pageOf(row: Row): number | undefined
  /** How often such an event was announced. */
  announced(type: EntryType): number
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
  const inspector = createInspector({ keep: 5_000 })
  const pages = createPages(inspector)
  const enter = ({ api, session }: Shop) => {
    inspector.watch(api)
    return { api: api.use(inspector.layer), session }
  }
  let { api, session } = enter(shop)
  return {
    server,
    host,
    expired,
    inspector,
    get session() {
      return session
    },
    ask(page, options) {
      pages.next = page
      return api.request({ ...options, url: '/items', query: { page } })
    },
    pageOf: pages.of,
    announced: type => inspector.log().filter(entry => entry.type === type).length,
    refreshes: () => server.wire.entries.filter(({ path }) => path === refreshPath),
    heard: page => server.wire.entries.filter(({ query }) => query === `page=${page}`),
    isRefresh: url => new URL(url).pathname === refreshPath,
    restart(next) {
      session.dispose()
      ;({ api, session } = enter(next))
    },
    async begin() {
      await signIn()
      server.wire.clear()
      inspector.clear()
    },
    async close() {
      session.dispose()
      host.close()
      await server.close()
    },
  }
}

/** The inspector keeps no value of a query; which page was asked for is noted here. */
function createPages(inspector: Inspector) {
  const nameOf = ({ client, id }: Pick<Row, 'client' | 'id'>) => `${client} ${id}`
  const known = new Map<string, number>()
  const pages = {
    /** What is asked for next. */
    next: 0,
    of: (row: Row) => known.get(nameOf(row)),
  }
  inspector.subscribe(entry => {
    if (entry?.type === 'request') known.set(nameOf(entry), pages.next)
  })
  return pages
}
