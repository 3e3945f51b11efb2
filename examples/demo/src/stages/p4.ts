import { DEMO_PASSWORD, type P4Server, startP4 } from '@allium/example-backends'
import { p4a, p4b } from '@allium/example-clients'
import type { Session } from '@allium/middleware-auth'
import { type Browser, openBrowser } from '../browser'
import { openStage, type Stage } from '../stage'

/** A page opens six connections; the gate before `fetch` knows that. */
const expired = {
  words: 'answers 401',
  atMost: 6,
}

export type P4aStage = Stage & { readonly server: P4Server }

export async function openP4a(latencyMs: number, rotate = true): Promise<P4aStage> {
  const server = await startP4({ latencyMs, rotate })
  const host = openBrowser()
  const shop = p4a(`${server.url}/api`)
  const stage = openStage({
    server,
    host,
    shop,
    refreshPath: '/api/refresh-token',
    signIn: () => shop.session.signIn(server.signIn('li')),
    expired,
  })
  return Object.assign(stage, { server })
}

export type P4bStage = Stage & {
  readonly browser: Browser
  /** Loads the page anew: what it had in memory is gone. */
  reload(): Session
}

export async function openP4b(latencyMs: number): Promise<P4bStage> {
  const server = await startP4({ latencyMs, form: 'b' })
  const browser = openBrowser()
  const baseURL = `${server.url}/api`
  const shop = p4b(baseURL)
  const { api } = shop
  const stage = openStage({
    server,
    host: browser,
    shop,
    refreshPath: '/api/v1/user/token/refresh',
    async signIn() {
      await api.post('/login', { user: 'li', password: DEMO_PASSWORD }, { auth: false })
      await stage.session.signIn({ accessToken: accessTokenIn(browser.cookies) })
    },
    expired,
  })
  return Object.assign(stage, {
    browser,
    reload() {
      stage.restart(p4b(baseURL))
      return stage.session
    },
  })
}

function accessTokenIn(cookies: string): string {
  return /(?:^|; )access_token=([^;]*)/.exec(cookies)?.[1] ?? ''
}
