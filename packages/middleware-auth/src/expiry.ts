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

/** The same for a new credential. One that seems to be over tells of a wrong clock, and is used. */
export function foresee(
  credential: Credential,
  now: number,
  marginMs: number,
  onFault: (fault: unknown) => void,
): number | undefined {
  const { expiresAt = now + 1 } = credential
  if (expiresAt > now) return freshUntil(credential, now, marginMs)
  onFault(new RangeError('[session] a new credential seems to have ended already'))
  return undefined
}
