import type { Credential } from './types'

/**
 * A session as it is known now. The transitions below are synchronous and touch nothing
 * else: no storage, no event, no request. What has an effect happens after them.
 */
export interface SessionState {
  /** Whose session: a sign-in, a sign-out and an end each begin another. */
  readonly epoch: number
  /** Which credential: each sign-in, refresh and end counts. */
  readonly version: number
  readonly credential: Credential | undefined
  /** What began this epoch; after an end, nothing signs in by itself. */
  readonly began: 'start' | 'sign-in' | 'end'
  /** The last epoch that the server ended. */
  readonly rejectedEpoch: number | undefined
  /** Whether it has been said in this epoch that a session is missing. */
  readonly absenceTold: boolean
}

/** Before anything is known. */
export const unknownSession: SessionState = {
  epoch: 0,
  version: 0,
  credential: undefined,
  began: 'start',
  rejectedEpoch: undefined,
  absenceTold: false,
}

/** The same session with another credential: loaded, or refreshed. */
export function renewed(state: SessionState, credential: Credential): SessionState {
  return { ...state, version: state.version + 1, credential }
}

/** Another session begins, whatever was before. */
export function signedIn(state: SessionState, credential: Credential): SessionState {
  return {
    ...renewed(state, credential),
    epoch: state.epoch + 1,
    began: 'sign-in',
    absenceTold: false,
  }
}

/** The session is over. */
export function ended(state: SessionState, by: 'server' | 'app'): SessionState {
  return {
    epoch: state.epoch + 1,
    version: state.version + 1,
    credential: undefined,
    began: 'end',
    rejectedEpoch: by === 'server' ? state.epoch : state.rejectedEpoch,
    // The logout event has said it.
    absenceTold: true,
  }
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
  if (stamp.credential === undefined && state.credential === undefined) return 'absent'
  if (!mayReplay) return 'loop'
  return stamp.version === state.version ? 'refresh' : 'replay'
}
