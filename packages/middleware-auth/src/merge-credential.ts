import { isCredential } from './credential-store'
import { InvalidAnswer } from './refresh-outcome'
import type { Credential } from './types'

/**
 * The credential after a refresh. A refresh token in the answer replaces the old one;
 * one that is left out stays (RFC 6749 §6). An expiry belongs to its access token alone.
 *
 * @throws InvalidAnswer for what is no credential.
 */
export function mergeCredential(
  old: Credential | undefined,
  answer: unknown,
): Credential {
  if (!isCredential(answer)) throw new InvalidAnswer('no access token')
  const { expiresAt, refreshToken, subject } = answer
  if (expiresAt !== undefined && !(Number.isFinite(expiresAt) && expiresAt > 0)) {
    throw new InvalidAnswer('`expiresAt` is no instant')
  }
  if (refreshToken && typeof refreshToken !== 'string') {
    throw new InvalidAnswer('the refresh token is no text')
  }
  if (old?.subject !== undefined && subject !== undefined && subject !== old.subject) {
    throw new InvalidAnswer('it is of another user')
  }
  return Object.freeze({
    ...old,
    expiresAt: undefined,
    ...answer,
    refreshToken: refreshToken || old?.refreshToken,
  })
}
