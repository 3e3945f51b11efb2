import type { Credential } from './types'

/**
 * From when on a credential is renewed before it is sent, in ms since 1970; `undefined`
 * where it is not known when it ends. The margin is never more than a third of the
 * lifetime, reckoned from now, or a short-lived token would be renewed at each request.
 */
export function freshUntil(
  { expiresAt }: Credential,
  now: number,
  marginMs: number,
): number | undefined {
  if (expiresAt === undefined) return undefined
  const lifetime = expiresAt - now
  return expiresAt - Math.max(0, Math.min(marginMs, lifetime / 3))
}

/** Whether a credential that has just come seems to be over: then this clock is wrong. */
export function isOverAtBirth({ expiresAt }: Credential, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now
}
