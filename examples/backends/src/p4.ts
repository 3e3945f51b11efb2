import { type Backend, type BackendOptions, startBackend } from './backend'
import { bearer } from './bearer'
import { coded } from './coded'
import { type AllowedOrigin, withCors } from './cors'
import { dispatch, type Rules } from './dispatch'
import { createFamilyGuard } from './family-guard'
import { bodyForm, cookieForm, type P4Form } from './p4-forms'
import { passwordLogin } from './password-login'
import { createRefreshFaults } from './refresh-faults'
import { codedResources } from './resources'
import { post } from './route'
import type { Call, Reply } from './serve'
import { createTokenFamilies, type TokenFamilies, type TokenPair } from './token-family'

export interface P4Options extends BackendOptions {
  /**
   * How the refresh token travels: in bodies (a), or in an HttpOnly cookie (b).
   * @default 'a'
   */
  form?: 'a' | 'b'
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
   * What all paths begin with; `''` for nothing.
   * @default '/api'
   */
  basePath?: string
  /**
   * The other origin whose pages may ask, with credentials; `true` for every origin.
   * @default none
   */
  allowOrigin?: AllowedOrigin
}

export interface P4Stats {
  /** Refreshes that gave a new access token, whether or not the answer was let out. */
  readonly refreshes: number
  /** How often a spent refresh token was shown. */
  readonly reuses: number
  /** How often the logout was called, with or without a session to end. */
  readonly logouts: number
}

export interface P4Server extends Backend<TokenPair, P4Stats> {
  /** Kills the refresh tokens handed out so far; access tokens live on until they expire. */
  revoke(user?: string): void
}

type Counts = { -readonly [Key in keyof P4Stats]: number }

const REJECTED = refusal(401, '登录已过期，请重新登录')

/**
 * Starts backend P4, that of a web app: a bearer token, expiry as HTTP 401, and a refresh with
 * a token in the body (form a) or in an HttpOnly cookie (form b).
 * @example
 * import { startP4 } from '@allium/example-backends'
 * const server = await startP4({ form: 'b', allowOrigin: 'http://127.0.0.1:5173' })
 * const { accessToken } = server.signIn()
 * await server.close()
 */
export async function startP4(options: P4Options = {}): Promise<P4Server> {
  const { accessTtlMs = 15 * 60_000, rotate = true, now = Date.now } = options
  const { form: name = 'a', basePath = '/api', allowOrigin } = options
  const tokens = createTokenFamilies({ accessTtlMs, rotate, paired: false, now })
  const form = name === 'a' ? bodyForm : cookieForm(basePath)
  const guard = createFamilyGuard(tokens, refusal(401, 'token expired'))
  const faults = createRefreshFaults(REJECTED)
  const counts: Counts = { refreshes: 0, reuses: 0, logouts: 0 }
  const rules: Rules = {
    sessionRoutes: [
      post('/login', call => login(call, form, tokens)),
      post(form.refreshPath, call =>
        faults.apply(() => refresh(call, form, tokens, counts)),
      ),
      post('/logout', call => logout(call, form, tokens, counts)),
    ],
    resources: codedResources,
    envelope: coded,
    authorize: guard.authorize,
  }
  const backend = await startBackend(options, {
    handle: withCors(call => dispatch(below(basePath, call), rules), allowOrigin),
    identify: guard.identify,
    faults,
    signIn: tokens.issue,
    expireAccess: tokens.expireAccess,
    stats: () => ({ ...counts }),
  })
  return Object.assign(backend, { revoke: tokens.revokeRefresh })
}

/** The call with its path below the base; a path outside of it finds no route. */
function below(basePath: string, call: Call): Call {
  const isInside = call.path.startsWith(`${basePath}/`)
  return { ...call, path: isInside ? call.path.slice(basePath.length) : '' }
}

function login(call: Call, form: P4Form, tokens: TokenFamilies): Reply {
  const user = passwordLogin(call.body, refusal)
  return typeof user === 'string' ? form.give(tokens.issue(user)) : user
}

function refresh(call: Call, form: P4Form, tokens: TokenFamilies, counts: Counts): Reply {
  const fault = form.fault(call)
  if (fault) return refusal(400, fault)
  const result = tokens.exchange(form.shown(call) ?? '')
  if (result.outcome === 'reused') counts.reuses += 1
  // The cookies stay: a second tab that lost the race would take away the winner's.
  if (result.outcome !== 'renewed') return REJECTED
  counts.refreshes += 1
  return form.give(result)
}

/** Ends the family of whichever token the client still has. */
function logout(call: Call, form: P4Form, tokens: TokenFamilies, counts: Counts): Reply {
  counts.logouts += 1
  const shown = [form.shown(call), bearer(call.headers)]
  const ended = shown.filter(token => token !== undefined && tokens.end(token))
  return ended.length > 0 ? form.takeAway() : refusal(401, 'not signed in')
}

function refusal(status: number, msg: string): Reply {
  return coded(status, { msg })
}
