import { newToken } from './token'
import { createTokenBook, type IssuedToken, isOf } from './token-book'

export interface TokenPair {
  accessToken: string
  refreshToken: string
}

/** What the server knows of an access token that it issued itself. */
export interface AccessInfo {
  /** Counted from 1 in the order of issue, over all users. */
  serial: number
  user: string
  state: 'valid' | 'expired' | 'revoked'
}

/** The outcome of a refresh; everything but `renewed` is a refusal. */
export type Exchange =
  | { outcome: 'renewed'; accessToken: string; refreshToken?: string }
  | { outcome: 'unknown' | 'reused' | 'revoked' | 'mismatched' }

export interface TokenFamilies {
  /** Signs a user in: a new family with its first pair. */
  issue(user: string): TokenPair
  inspect(accessToken: string): AccessInfo | undefined
  /** Trades a refresh token for a new access token; done at once, so of two calls one is second. */
  exchange(refreshToken: string, accessToken?: string): Exchange
  /** Expires every access token issued so far (to `user`, or to all). */
  expireAccess(user?: string): void
  /** Kills the refresh tokens issued so far; access tokens live on until they expire. */
  revokeRefresh(user?: string): void
  /** Revokes the family of a token of either kind; `false` where there is none, or no more. */
  end(token: string): boolean
}

export interface TokenFamiliesOptions {
  accessTtlMs: number
  /** Whether each exchange gives a new refresh token and spends the old one. */
  rotate: boolean
  /**
   * Whether an exchange also wants an access token of the family, expired or not.
   * @default true
   */
  paired?: boolean
  now: () => number
}

interface Family {
  user: string
  state: 'active' | 'refreshDead' | 'revoked'
}

interface Refresh {
  family: Family
  state: 'live' | 'spent'
}

/**
 * Rotation with reuse detection after RFC 9700 §4.14.2, without a grace window: a spent
 * refresh token revokes its whole family, also where the client never saw the answer.
 */
export function createTokenFamilies(options: TokenFamiliesOptions): TokenFamilies {
  const { accessTtlMs, rotate, paired = true, now } = options
  const accesses = createTokenBook<Family>({ kind: 'a', ttlMs: accessTtlMs, now })
  const refreshes = new Map<string, Refresh>()

  function issueRefresh(family: Family): string {
    const token = newToken('r')
    refreshes.set(token, { family, state: 'live' })
    return token
  }

  function issue(user: string): TokenPair {
    const family: Family = { user, state: 'active' }
    return { accessToken: accesses.issue(family), refreshToken: issueRefresh(family) }
  }

  function inspect(accessToken: string): AccessInfo | undefined {
    const access = accesses.find(accessToken)
    return (
      access && {
        serial: access.serial,
        user: access.owner.user,
        state: stateOf(access),
      }
    )
  }

  function exchange(refreshToken: string, accessToken?: string): Exchange {
    const refresh = refreshes.get(refreshToken)
    if (!refresh) return { outcome: 'unknown' }
    const { family } = refresh
    if (refresh.state === 'spent') {
      family.state = 'revoked'
      return { outcome: 'reused' }
    }
    if (family.state !== 'active') return { outcome: 'revoked' }
    if (paired && accesses.find(accessToken)?.owner !== family)
      return { outcome: 'mismatched' }
    const renewed = { outcome: 'renewed' as const, accessToken: accesses.issue(family) }
    if (!rotate) return renewed
    refresh.state = 'spent'
    return { ...renewed, refreshToken: issueRefresh(family) }
  }

  function revokeRefresh(user?: string): void {
    for (const { family } of refreshes.values()) {
      if (isOf(family, user) && family.state === 'active') family.state = 'refreshDead'
    }
  }

  function end(token: string): boolean {
    const family = accesses.find(token)?.owner ?? refreshes.get(token)?.family
    if (!family || family.state === 'revoked') return false
    family.state = 'revoked'
    return true
  }

  return {
    issue,
    inspect,
    exchange,
    expireAccess: accesses.expire,
    revokeRefresh,
    end,
  }
}

function stateOf({ owner, isAlive }: IssuedToken<Family>): AccessInfo['state'] {
  if (owner.state === 'revoked') return 'revoked'
  return isAlive ? 'valid' : 'expired'
}
