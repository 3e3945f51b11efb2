import type { Caller } from './serve'
import { newToken, type TokenKind } from './token'

/** Somebody, or something of somebody's, to whom tokens are issued. */
export interface TokenOwner {
  readonly user: string
}

/** What the server knows of a token that it issued itself. */
export interface IssuedToken<Owner extends TokenOwner> {
  /** Counted from 1 in the order of issue, over all users. */
  serial: number
  owner: Owner
  isAlive: boolean
}

/** All tokens of one kind that a server has issued, the dead ones too. */
export interface TokenBook<Owner extends TokenOwner> {
  issue(owner: Owner): string
  find(token: string | undefined): IssuedToken<Owner> | undefined
  /** Whose token it is, dead or alive, for the wire log. */
  callerOf(token: string | undefined): Caller | undefined
  /** Expires every token issued so far (to `user`, or to all). */
  expire(user?: string): void
}

export interface TokenBookOptions {
  kind: TokenKind
  ttlMs: number
  now: () => number
}

interface Entry<Owner> {
  serial: number
  owner: Owner
  expiresAt: number
}

export function createTokenBook<Owner extends TokenOwner>({
  kind,
  ttlMs,
  now,
}: TokenBookOptions): TokenBook<Owner> {
  const entries = new Map<string, Entry<Owner>>()

  function issue(owner: Owner): string {
    const token = newToken(kind)
    entries.set(token, { serial: entries.size + 1, owner, expiresAt: now() + ttlMs })
    return token
  }

  function find(token: string | undefined): IssuedToken<Owner> | undefined {
    const entry = entries.get(token ?? '')
    if (!entry) return undefined
    const { serial, owner, expiresAt } = entry
    return { serial, owner, isAlive: now() < expiresAt }
  }

  function callerOf(token: string | undefined): Caller | undefined {
    const entry = entries.get(token ?? '')
    return entry && { user: entry.owner.user, tokenSerial: entry.serial }
  }

  function expire(user?: string): void {
    for (const entry of entries.values()) {
      if (isOf(entry.owner, user)) entry.expiresAt = Number.NEGATIVE_INFINITY
    }
  }

  return { issue, find, callerOf, expire }
}

/** Whether something is this user's; without a user, everything is. */
export function isOf(owner: TokenOwner, user: string | undefined): boolean {
  return user === undefined || owner.user === user
}
