import { isText } from './is-text'
import { InvalidAnswer } from './refresh-outcome'
import type { Credential, NewCredential } from './types'

/** Whether it can be used as a credential. */
export function isCredential(value: unknown): value is Credential {
  return isText(Object(value).accessToken)
}

/** What makes it no credential, or `undefined` where nothing does. */
export function credentialFault(given: unknown): string | undefined {
  if (!isCredential(given)) return 'no access token'
  const { expiresAt, expiresIn, refreshToken } = given as NewCredential
  for (const [name, ms] of Object.entries({ expiresAt, expiresIn })) {
    const isTime = Number.isFinite(ms) && (ms as number) > 0
    if (ms !== undefined && !isTime) return `\`${name}\` is no time in ms`
  }
  const isText = !refreshToken || typeof refreshToken === 'string'
  return isText ? undefined : 'the refresh token is no text'
}

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
  const fault = credentialFault(answer)
  if (fault) throw new InvalidAnswer(fault)
  const given = answer as NewCredential
  if (isOfAnother(old, given)) throw new InvalidAnswer('it is of another user')
  const before: Partial<Credential> = old || {}
  const refreshToken = given.refreshToken || before.refreshToken
  const { subject = before.subject } = given
  const kept = { ...before, expiresAt: undefined, ...given, refreshToken }
  return newCredential(subject === undefined ? kept : { ...kept, subject }, askedAt)
}

/** A credential as it is kept: an instant instead of a lifetime, cut off from the giver's. */
export function newCredential(given: NewCredential, askedAt: number): Credential {
  const { expiresIn, ...credential } = given
  if (!expiresIn) return Object.freeze(credential)
  return Object.freeze({ ...credential, expiresAt: askedAt + expiresIn })
}

/** Whether it is known that two credentials are of two users. */
export function isOfAnother(one: Credential | undefined, other: Credential): boolean {
  const { subject = other.subject } = one || ({} as Partial<Credential>)
  return other.subject !== undefined && other.subject !== subject
}

/** Whether one may be what was kept of the other: a storage may keep fewer fields. */
export function isSame(
  one: Credential | undefined,
  other: Credential | undefined,
): boolean {
  if (!one || !other) return one === other
  const tokens = [one.refreshToken, other.refreshToken]
  return (
    one.accessToken === other.accessToken &&
    (tokens[0] === tokens[1] || tokens.includes(undefined))
  )
}
