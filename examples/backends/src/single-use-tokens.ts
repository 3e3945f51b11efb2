import { createTokenBook, type TokenBook } from './token-book'

/** What became of a token that was shown; only `taken` lets a request in. */
export type TokenUse =
  | {
      outcome: 'taken'
      user: string
      /** The token that takes its place. */
      next: string
      /** Makes the token good again, as if it had not been shown; `next` is then nobody's. */
      giveBack(): void
    }
  | { outcome: 'unknown' | 'expired' | 'spent' }

export interface SingleUseTokens
  extends Pick<TokenBook<SingleUse>, 'callerOf' | 'expire'> {
  issue(user: string): string
  /** Spends a token; done at once, so of two requests with one token the second fails. */
  use(token: string): TokenUse
}

interface SingleUse {
  readonly user: string
  isSpent: boolean
}

export function createSingleUseTokens(ttlMs: number, now: () => number): SingleUseTokens {
  const book = createTokenBook<SingleUse>({ kind: 'b', ttlMs, now })

  const issue = (user: string): string => book.issue({ user, isSpent: false })

  function use(token: string): TokenUse {
    const found = book.find(token)
    if (!found) return { outcome: 'unknown' }
    const { owner, isAlive } = found
    if (owner.isSpent) return { outcome: 'spent' }
    if (!isAlive) return { outcome: 'expired' }
    owner.isSpent = true
    return {
      outcome: 'taken',
      user: owner.user,
      // Issued now, so that what expires the session meanwhile expires this one too.
      next: issue(owner.user),
      giveBack() {
        owner.isSpent = false
      },
    }
  }

  return { issue, use, callerOf: book.callerOf, expire: book.expire }
}
