import type { IncomingHttpHeaders } from 'node:http'
import { createRefreshFaults, type RefreshFaultControls } from './refresh-faults'
import { resources } from './resources'
import { findRoute, type OpenRoute, parseJson, type Route, stringField } from './route'
import { type Answer, type Call, type Caller, type Serving, serve } from './serve'
import {
  createTokenFamilies,
  maskTokens,
  type TokenFamilies,
  type TokenPair,
} from './token-family'

/** The password of every user; any user name is known. */
export const DEMO_PASSWORD = 'secret'

export interface P0Options {
  /**
   * How long an access token lives, in milliseconds.
   * @default 900_000
   */
  accessTtlMs?: number
  /**
   * Whether a refresh gives a new refresh token and spends the old one.
   * @default true
   */
  rotate?: boolean
  /**
   * By how many real milliseconds each answer is late.
   * @default 0
   */
  latencyMs?: number
  /**
   * The port to listen on.
   * @default one that is free
   */
  port?: number
  /**
   * The clock of token lifetimes and of the wire log.
   * @default Date.now
   */
  now?: () => number
}

export interface P0Stats {
  /** Refreshes that gave a new access token, whether or not the answer was let out. */
  readonly refreshes: number
  /** How often a spent refresh token was shown. */
  readonly reuses: number
}

export interface P0Server extends Serving, RefreshFaultControls {
  /**
   * Opens a session without the login request.
   * @default 'u1'
   */
  signIn(user?: string): TokenPair
  /** Expires every access token handed out so far: of `user`, or of everybody. */
  expireAccess(user?: string): void
  /** Kills the refresh tokens handed out so far; access tokens live on until they expire. */
  revoke(user?: string): void
  /** By how many real milliseconds each answer is late; read per request. */
  latencyMs: number
  readonly stats: P0Stats
}

/**
 * Starts backend P0: a dual token, expiry as HTTP 401, and a refresh that also wants the old
 * access token.
 * @example
 * import { startP0 } from '@allium/example-backends'
 * const server = await startP0({ rotate: false })
 * const { accessToken } = server.signIn()
 * await server.close()
 */
export async function startP0(options: P0Options = {}): Promise<P0Server> {
  const {
    accessTtlMs = 15 * 60_000,
    rotate = true,
    latencyMs = 0,
    now = Date.now,
  } = options
  const tokens = createTokenFamilies({ accessTtlMs, rotate, now })
  const faults = createRefreshFaults()
  const stats = { refreshes: 0, reuses: 0 }
  const latency = { ms: latencyMs }
  const sessionRoutes: readonly Route[] = [
    post('/Login', call => login(call, tokens)),
    post('/Login/RefreshToken', call => faults.apply(() => refresh(call, tokens, stats))),
  ]
  const routes = [...sessionRoutes, ...resources]
  const serving = await serve({
    port: options.port,
    handle: call => handle(call, routes, tokens),
    identify: headers => identify(headers, tokens),
    mask: maskTokens,
    latencyMs: () => latency.ms,
    now,
  })
  return {
    ...serving,
    ...faults.controls,
    signIn: (user = 'u1') => tokens.issue(user),
    expireAccess: tokens.expireAccess,
    revoke: tokens.revokeRefresh,
    stats,
    get latencyMs() {
      return latency.ms
    },
    set latencyMs(ms) {
      latency.ms = ms
    },
  }
}

function post(path: string, handle: OpenRoute['handle']): OpenRoute {
  return { method: 'POST', path, access: 'open', handle }
}

function handle(
  call: Call,
  routes: readonly Route[],
  tokens: TokenFamilies,
): Answer | Promise<Answer> {
  const route = findRoute(routes, call)
  if (!route) return refusal(404, 'not found')
  if (route.access === 'open') return route.handle(call)
  const access = tokens.inspect(bearer(call.headers) ?? '')
  if (access?.state !== 'valid') return refusal(401, 'token expired')
  return route.handle(call, access.user)
}

function login({ body }: Call, tokens: TokenFamilies): Answer {
  const json = parseJson(body)
  const user = stringField(json, 'user')
  const password = stringField(json, 'password')
  if (!user || !password) return refusal(400, 'user and password are required')
  if (password !== DEMO_PASSWORD) return refusal(401, '用户名或密码错误')
  return { status: 200, body: { data: tokens.issue(user) } }
}

function refresh(
  { body, headers }: Call,
  tokens: TokenFamilies,
  stats: { refreshes: number; reuses: number },
): Answer {
  const refreshToken = stringField(parseJson(body), 'refreshToken')
  if (!refreshToken) return refusal(400, 'refreshToken is required')
  const result = tokens.exchange(refreshToken, bearer(headers))
  if (result.outcome === 'reused') stats.reuses += 1
  // One message for all refusals: which check failed is nothing a client may learn.
  if (result.outcome !== 'renewed') return refusal(401, '登录已过期，请重新登录')
  stats.refreshes += 1
  const { accessToken: data, refreshToken: next } = result
  return { status: 200, body: { data, ...(next && { refreshToken: next }) } }
}

function identify(
  headers: IncomingHttpHeaders,
  tokens: TokenFamilies,
): Caller | undefined {
  const access = tokens.inspect(bearer(headers) ?? '')
  return access && { user: access.user, tokenSerial: access.serial }
}

function bearer({ authorization = '' }: IncomingHttpHeaders): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1]
}

function refusal(status: number, msg: string): Answer {
  return { status, body: { msg } }
}
