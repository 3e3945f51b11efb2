import type { Clock } from '@allium/core'
import type { Freshness } from './expiry'
import type { SessionState } from './session-state'
import type { Credential } from './types'

/** What a request has to wait for before it goes. */
export type Awaited =
  /** The first sign-in after a start. */
  | 'launch'
  /** It is not known yet who is signed in. */
  | 'storage'
  /** The refresh under way. */
  | 'refresh'
  /** A sign-in that the session does by itself. */
  | 'sign-in'
  /** Another credential, for this one ends. */
  | 'renewal'

/** What a request has to wait for now; `undefined` where it may go. */
export function awaited(
  state: SessionState,
  fromNothing: boolean,
  clock: Clock,
): Awaited | undefined {
  const { credential, fresh } = state
  if (!state.isKnown) return 'storage'
  if (state.flight) return 'refresh'
  if (!credential) {
    return fromNothing && state.began !== 'end' ? 'sign-in' : undefined
  }
  if (!fresh) return undefined
  const now = clock.now()
  if (isFresh(fresh, now)) return undefined
  // One that nothing can renew is used as long as it lives.
  const canRenew = fromNothing || Boolean(credential.refreshToken)
  return canRenew || isOver(credential, now) ? 'renewal' : undefined
}

/** Whether the credential may be sent as it is, as far as the clock can tell. */
export function isFresh({ since, until }: Freshness, now: number): boolean {
  return now >= since && now < until
}

/** Whether the credential has ended, by this clock. */
export function isOver({ expiresAt }: Credential, now: number): boolean {
  // One that is not known is never reached.
  return now >= (expiresAt as number)
}

/** Whether the credential is known to live still: nothing but the margin speaks against it. */
export function isAlive({ credential, isRefused }: SessionState, now: number): boolean {
  return (
    Boolean(credential?.expiresAt) && !isRefused && !isOver(credential as Credential, now)
  )
}

/** What a request was sent with. */
export interface Stamp {
  readonly version: number
  readonly credential: Credential | undefined
}

/** What to do about an answer that calls the credential expired. */
export type Decision =
  /** The credential has been renewed meanwhile: send again. */
  | 'replay'
  /** Get another credential, then send again. */
  | 'refresh'
  /** There is no session, and one was needed. */
  | 'absent'
  /** A fresh credential was refused, too. */
  | 'loop'

/** What an expired credential means, for a request of the session that is still there. */
export function afterExpired(
  state: SessionState,
  stamp: Stamp,
  mayReplay: boolean,
): Decision {
  if (!stamp.credential && !state.credential) return 'absent'
  if (!mayReplay) return 'loop'
  return stamp.version === state.version ? 'refresh' : 'replay'
}
