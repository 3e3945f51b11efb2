import { randomBytes } from 'node:crypto'

/** What a token is for: access, `B-T`, refresh, session. */
export type TokenKind = 'a' | 'b' | 'r' | 's'

/** Finds a token of these servers in any text: the letter, a dot, 43 characters of base64url. */
export const TOKEN_PATTERN: RegExp = /[abrs]\.[\w-]{43}/

export function newToken(kind: TokenKind): string {
  return `${kind}.${randomBytes(32).toString('base64url')}`
}

/** Puts a placeholder where a token stands, so that a leak shows but the token does not. */
export function maskTokens(text: string): string {
  return text.replace(new RegExp(TOKEN_PATTERN.source, 'g'), '<token>')
}
