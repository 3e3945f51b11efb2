import { isCredential } from './credential-store'
import { InvalidAnswer } from './refresh-outcome'
import type { Credential, NewCredential } from './types'

/**
 * The credential after a refresh. A refresh token in the answer replaces the old one;
 * one that is left out stays (RFC 6749 §6). An expiry belongs to its access token alone.
 *
 * @throws InvalidAnswer for what is no credential, or that of another user.
 */
export function mergeCredential(
  old: Credential | undefined,
  answer: unknown,
  askedAt: number,
): Credential {
  if (!isCredential(answer)) throw new InvalidAnswer('no access token')
  const { expiresAt, expiresIn, refreshToken, subject } = answer as NewCredential
  for (const [name, ms] of Object.entries({ expiresAt, expiresIn })) {
    const isInstant = Number.isFinite(ms) && (ms as number) > 0
    if (ms !== undefined && !isInstant) throw new InvalidAnswer(`\`${name}\` is no time`)
  }
  if (refreshToken && typeof refreshToken !== 'string') {
    throw new InvalidAnswer('the refresh token is no text')
  }
  if (old?.subject !== undefined && subject !== undefined && subject !== old.subject) {
    throw new InvalidAnswer('it is of another user')
  }
  const kept = refreshToken || old?.refreshToken
  return newCredential(
    { ...old, expiresAt: undefined, ...answer, refreshToken: kept },
    askedAt,
  )
}

/** A credential as it is kept: an instant instead of a lifetime, cut off from the giver's. */
export function newCredential(given: NewCredential, askedAt: number): Credential {
  const { expiresIn, ...credential } = given
  if (expiresIn === undefined) return Object.freeze(credential)
  return Object.freeze({ ...credential, expiresAt: askedAt + expiresIn })
}
