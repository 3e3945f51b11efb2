import { randomBytes } from 'node:crypto'

/** Finds a token of these servers in any text: the letter, a dot, 43 characters of base64url. */
export const TOKEN_PATTERN: RegExp = /[ar]\.[\w-]{43}/

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
  exchange(refreshToken: string, accessToken: string | undefined): Exchange
  /** Expires every access token issued so far (to `user`, or to all). */
  expireAccess(user?: string): void
  /** Kills the refresh tokens issued so far; access tokens live on until they expire. */
  revokeRefresh(user?: string): void
}

export interface TokenFamiliesOptions {
  accessTtlMs: number
  /** Whether each exchange gives a new refresh token and spends the old one. */
  rotate: boolean
  now: () => number
}

interface Family {
  user: string
  state: 'active' | 'refreshDead' | 'revoked'
}

interface Access {
  serial: number
  family: Family
  expiresAt: number
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
  const { accessTtlMs, rotate, now } = options
  const accesses = new Map<string, Access>()
  const refreshes = new Map<string, Refresh>()

  function issueAccess(family: Family): string {
    const token = newToken('a')
    accesses.set(token, {
      serial: accesses.size + 1,
      family,
      expiresAt: now() + accessTtlMs,
    })
    return token
  }

  function issueRefresh(family: Family): string {
    const token = newToken('r')
    refreshes.set(token, { family, state: 'live' })
    return token
  }

  function issue(user: string): TokenPair {
    const family: Family = { user, state: 'active' }
    return { accessToken: issueAccess(family), refreshToken: issueRefresh(family) }
  }

  function inspect(accessToken: string): AccessInfo | undefined {
    const access = accesses.get(accessToken)
    return (
      access && {
        serial: access.serial,
        user: access.family.user,
        state: stateOf(access, now()),
      }
    )
  }

  function exchange(refreshToken: string, accessToken: string | undefined): Exchange {
    const refresh = refreshes.get(refreshToken)
    if (!refresh) return { outcome: 'unknown' }
    const { family } = refresh
    if (refresh.state === 'spent') {
      family.state = 'revoked'
      return { outcome: 'reused' }
    }
    if (family.state !== 'active') return { outcome: 'revoked' }
    if (accesses.get(accessToken ?? '')?.family !== family)
      return { outcome: 'mismatched' }
    const renewed = { outcome: 'renewed' as const, accessToken: issueAccess(family) }
    if (!rotate) return renewed
    refresh.state = 'spent'
    return { ...renewed, refreshToken: issueRefresh(family) }
  }

  function expireAccess(user?: string): void {
    for (const access of accesses.values()) {
      if (isOf(access.family, user)) access.expiresAt = Number.NEGATIVE_INFINITY
    }
  }

  function revokeRefresh(user?: string): void {
    for (const { family } of refreshes.values()) {
      if (isOf(family, user) && family.state === 'active') family.state = 'refreshDead'
    }
  }

  return { issue, inspect, exchange, expireAccess, revokeRefresh }
}

/** Puts a placeholder where a token stands, so that a leak shows but the token does not. */
export function maskTokens(text: string): string {
  return text.replace(new RegExp(TOKEN_PATTERN.source, 'g'), '<token>')
}

function newToken(kind: 'a' | 'r'): string {
  return `${kind}.${randomBytes(32).toString('base64url')}`
}

function stateOf({ family, expiresAt }: Access, at: number): AccessInfo['state'] {
  if (family.state === 'revoked') return 'revoked'
  return at < expiresAt ? 'valid' : 'expired'
}

function isOf(family: Family, user: string | undefined): boolean {
  return user === undefined || family.user === user
}
