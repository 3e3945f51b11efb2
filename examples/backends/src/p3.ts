import { createHash } from 'node:crypto'
import { type Backend, type BackendOptions, startBackend } from './backend'
import { bearer } from './bearer'
import { coded } from './coded'
import { dispatch, type Rules } from './dispatch'
import { DEMO_PASSWORD } from './password-login'
import { createRefreshFaults } from './refresh-faults'
import { codedResources } from './resources'
import { get } from './route'
import type { Answer, Call, Reply } from './serve'
import { maskTokens } from './token'
import { createTokenBook, type TokenBook, type TokenOwner } from './token-book'

/** The MD5 of `DEMO_PASSWORD` in upper case, as P3 wants it in the query. */
export const DEMO_PASSWORD_MD5: string = createHash('md5')
  .update(DEMO_PASSWORD)
  .digest('hex')
  .toUpperCase()

export interface P3Options extends BackendOptions {
  /**
   * How long an access token lives, in milliseconds.
   * @default 900_000
   */
  accessTtlMs?: number
  /**
   * What `expires_in` of a token answer is: a lifetime in ms or in seconds, or the instant of
   * the end in ms, by the clock of the server.
   * @default 'ms'
   */
  expiresIn?: 'ms' | 's' | 'instant'
  /**
   * By how many milliseconds the server's clock is ahead of `now`, as its `Date` header and
   * its instants tell.
   * @default 0
   */
  dateOffsetMs?: number
  /**
   * The status that refuses wrong credentials.
   * @default 401
   */
  refusalStatus?: 401 | 403
}

/** What the client keeps under `token`. */
export interface P3Credential {
  access_token: string
  /** The instant of its end, in ms since 1970. */
  expires_in: number
}

export interface P3Stats {
  /** Tokens that were given for credentials, whether or not the answer was let out. */
  readonly refreshes: number
  /** How often wrong credentials were shown. */
  readonly refusals: number
  /** Requests with a good token, but without its mirror or `X-Requested-With`. */
  readonly headerFaults: number
}

export interface P3Server extends Backend<P3Credential, P3Stats> {}

type Counts = { -readonly [Key in keyof P3Stats]: number }

/**
 * Starts backend P3: anonymous credentials in a query, a bearer token mirrored in `X-Token`,
 * and a lifetime that the client is told.
 * @example
 * import { startP3 } from '@allium/example-backends'
 * const server = await startP3({ accessTtlMs: 60_000, expiresIn: 's' })
 * const { access_token } = server.signIn()
 * await server.close()
 */
export async function startP3(options: P3Options = {}): Promise<P3Server> {
  const { accessTtlMs = 15 * 60_000, refusalStatus = 401 } = options
  const { dateOffsetMs = 0, now = Date.now } = options
  const tokens = createTokenBook<TokenOwner>({ kind: 'a', ttlMs: accessTtlMs, now })
  const rejected = coded(refusalStatus, { msg: '用户名或密码错误' })
  const faults = createRefreshFaults(rejected)
  const counts: Counts = { refreshes: 0, refusals: 0, headerFaults: 0 }
  const serverNow = (): number => now() + dateOffsetMs

  function token({ query }: Call): Reply {
    const user = userOf(query)
    if (user === undefined) {
      counts.refusals += 1
      return rejected
    }
    counts.refreshes += 1
    const expires_in = lifetime(options.expiresIn, accessTtlMs, serverNow())
    return { status: 200, body: { access_token: tokens.issue({ user }), expires_in } }
  }

  const rules: Rules = {
    sessionRoutes: [get('/token', call => faults.apply(() => token(call)))],
    resources: codedResources,
    envelope: (status, sample) => coded(status, { data: null, msg: 'ok', ...sample }),
    authorize: call => authorize(call, tokens, counts),
  }
  return startBackend(options, {
    handle: async call => dated(await dispatch(call, rules), serverNow()),
    identify: headers => tokens.callerOf(bearer(headers)),
    mask: text => maskTokens(text).replace(/\b(password=)[^&]*/g, '$1<password>'),
    faults,
    signIn: user => ({
      access_token: tokens.issue({ user }),
      expires_in: now() + accessTtlMs,
    }),
    expireAccess: tokens.expire,
    stats: () => ({ ...counts }),
  })
}

/** The user of right credentials; any name is known. */
function userOf(query: string): string | undefined {
  const params = new URLSearchParams(query)
  const isRight = params.get('password') === DEMO_PASSWORD_MD5
  return (isRight && params.get('username')) || undefined
}

function lifetime(unit: P3Options['expiresIn'], ttlMs: number, now: number): number {
  if (unit === 'instant') return now + ttlMs
  return unit === 's' ? ttlMs / 1_000 : ttlMs
}

function authorize(
  { headers }: Call,
  tokens: TokenBook<TokenOwner>,
  counts: Counts,
): string | Reply {
  const shown = bearer(headers)
  const found = tokens.find(shown)
  if (!found?.isAlive) return coded(401, { msg: 'token expired' })
  const fault =
    headers['x-token'] !== shown
      ? 'X-Token is not the token of Authorization'
      : headers['x-requested-with'] !== 'XMLHttpRequest'
        ? 'X-Requested-With is not XMLHttpRequest'
        : undefined
  if (fault === undefined) return found.owner.user
  counts.headerFaults += 1
  return coded(400, { msg: fault })
}

function dated(answer: Answer, at: number): Answer {
  if (typeof answer === 'string') return answer
  return { ...answer, headers: { ...answer.headers, Date: new Date(at).toUTCString() } }
}
