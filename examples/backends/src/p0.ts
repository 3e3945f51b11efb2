import { type Backend, type BackendOptions, startBackend } from './backend'
import { bearer } from './bearer'
import { dispatch, type Rules } from './dispatch'
import { createFamilyGuard } from './family-guard'
import { passwordLogin } from './password-login'
import { createRefreshFaults } from './refresh-faults'
import { resources } from './resources'
import { parseJson, post, stringField } from './route'
import type { Answer, Call, Reply } from './serve'
import { createTokenFamilies, type TokenFamilies, type TokenPair } from './token-family'

export interface P0Options extends BackendOptions {
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
}

export interface P0Stats {
  /** Refreshes that gave a new access token, whether or not the answer was let out. */
  readonly refreshes: number
  /** How often a spent refresh token was shown. */
  readonly reuses: number
}

export interface P0Server extends Backend<TokenPair, P0Stats> {
  /** Kills the refresh tokens handed out so far; access tokens live on until they expire. */
  revoke(user?: string): void
}

/** One message for all refusals: which check failed is nothing a client may learn. */
const REJECTED = refusal(401, '登录已过期，请重新登录')

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
  const { accessTtlMs = 15 * 60_000, rotate = true, now = Date.now } = options
  const tokens = createTokenFamilies({ accessTtlMs, rotate, now })
  const guard = createFamilyGuard(tokens, refusal(401, 'token expired'))
  const faults = createRefreshFaults(REJECTED)
  const stats = { refreshes: 0, reuses: 0 }
  const rules: Rules = {
    sessionRoutes: [
      post('/Login', call => login(call, tokens)),
      post('/Login/RefreshToken', call =>
        faults.apply(() => refresh(call, tokens, stats)),
      ),
    ],
    resources,
    envelope: (status, body) => ({ status, body }),
    authorize: guard.authorize,
  }
  const backend = await startBackend(options, {
    handle: call => dispatch(call, rules),
    identify: guard.identify,
    faults,
    signIn: tokens.issue,
    expireAccess: tokens.expireAccess,
    stats: () => ({ ...stats }),
  })
  return Object.assign(backend, { revoke: tokens.revokeRefresh })
}

function login({ body }: Call, tokens: TokenFamilies): Reply {
  const user = passwordLogin(body, refusal)
  if (typeof user !== 'string') return user
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
  if (result.outcome !== 'renewed') return REJECTED
  stats.refreshes += 1
  const { accessToken: data, refreshToken: next } = result
  return { status: 200, body: { data, ...(next && { refreshToken: next }) } }
}

function refusal(status: number, msg: string): Reply {
  return { status, body: { msg } }
}
