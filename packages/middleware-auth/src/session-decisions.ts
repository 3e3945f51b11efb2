import type { SessionState } from './session-state'
import type { Credential } from './types'

/** What a request has to wait for before it goes. */
export type Awaited =
  | 'nothing'
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

/** What a request has to wait for now. */
export function awaited(state: SessionState, fromNothing: boolean, now: number): Awaited {
  const { credential } = state
  if (!state.isKnown) return 'storage'
  if (state.flight !== undefined) return 'refresh'
  if (credential === undefined) {
    return fromNothing && state.began !== 'end' ? 'sign-in' : 'nothing'
  }
  if (isFresh(state, now)) return 'nothing'
  // One that nothing can renew is used as long as it lives.
  const canRenew = fromNothing || Boolean(credential.refreshToken)
  return canRenew || isOver(credential, now) ? 'renewal' : 'nothing'
}

/** Whether the credential may be sent as it is, as far as the clock can tell. */
export function isFresh({ fresh }: SessionState, now: number): boolean {
  return fresh === undefined || (now >= fresh.since && now < fresh.until)
}

/** Whether the credential has ended, by this clock. */
export function isOver({ expiresAt }: Credential, now: number): boolean {
  // Stryker disable next-line ConditionalExpression: for the types; no time is reached never.
  return expiresAt !== undefined && now >= expiresAt
}

/** Whether the credential is known to live still: nothing but the margin speaks against it. */
export function isAlive({ credential, isRefused }: SessionState, now: number): boolean {
  return credential?.expiresAt !== undefined && !isOver(credential, now) && !isRefused
}

/** What a request was sent with. */
export interface Stamp {
  readonly epoch: number
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
  if (stamp.credential === undefined && state.credential === undefined) return 'absent'
  if (!mayReplay) return 'loop'
  return stamp.version === state.version ? 'refresh' : 'replay'
}
