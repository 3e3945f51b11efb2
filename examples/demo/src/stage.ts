import { type P0Server, startP0 } from '@allium/example-backends'
import { createNodeWx, type NodeWxHost } from '@allium/testing'
import { createShop, type Shop } from './shop'

/** What the acts play on: the server, the phone, the app. */
export interface Stage {
  readonly server: P0Server
  readonly phone: NodeWxHost
  readonly shop: Shop
  /** How often each event was announced since the act began. */
  readonly counts: { logout: number; refresh: number; 'refresh:error': number }
  /** When each request settled, by its id, in ms since 1970. */
  readonly settledAt: Map<number, number>
  /** Raises the curtain: the user is signed in, the logs and counts are empty. */
  begin(): Promise<void>
  /** Waits for the loading to go: it stays a moment, lest it flicker between requests. */
  calm(): Promise<void>
  close(): Promise<void>
}

/** Starts all of it: real sockets on this machine, and a `wx` for Node. */
export async function openStage(latencyMs: number): Promise<Stage> {
  const server = await startP0({ latencyMs })
  const phone = createNodeWx()
  ;(globalThis as { wx?: unknown }).wx = phone.wx
  const shop = createShop(server.url)
  const counts = { logout: 0, refresh: 0, 'refresh:error': 0 }
  shop.api.on('logout', () => ++counts.logout)
  shop.api.on('refresh', () => ++counts.refresh)
  shop.api.on('refresh:error', () => ++counts['refresh:error'])
  const settledAt = new Map<number, number>()
  shop.api.on('response', ({ id, at }) => settledAt.set(id, at))
  shop.api.on('error', ({ id, at }) => settledAt.set(id, at))
  return {
    server,
    phone,
    shop,
    counts,
    settledAt,
    async begin() {
      if (!shop.session.credential()) await shop.session.signIn(server.signIn('li'))
      server.wire.clear()
      shop.spans.length = 0
      settledAt.clear()
      Object.assign(counts, { logout: 0, refresh: 0, 'refresh:error': 0 })
    },
    async calm() {
      for (let tries = 0; phone.screen.visible && tries < 100; tries += 1) {
        await new Promise(resolve => setTimeout(resolve, 10))
      }
    },
    async close() {
      shop.session.dispose()
      phone.dispose()
      await server.close()
    },
  }
}
