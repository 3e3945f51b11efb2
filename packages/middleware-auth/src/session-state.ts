import type { Freshness } from './expiry'
import type { Flight } from './flight'
import { recent } from './restraint'
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
  /** When the credential may be sent without being renewed first; `undefined`: always. */
  readonly fresh: Freshness | undefined
  /** Whether the server has called the credential expired, whatever the clock says. */
  readonly isRefused: boolean
  /** What began this epoch; after an end, nothing signs in by itself. */
  readonly began: 'start' | 'sign-in' | 'end'
  /** Whether it is known who is signed in: the storage has been read, or the app has said. */
  readonly isKnown: boolean
  /**
   * The refresh on the wire. It leaves when it has landed, or with its epoch; whether
   * anybody still waits for it is another matter.
   */
  readonly flight: Flight<unknown> | undefined
  /** When the last refreshes left, in ms since 1970; a sign-in empties it. */
  readonly departures: readonly number[]
  /** What the last refresh failed with, until one succeeds. */
  readonly setback: Setback | undefined
  /** The last epoch that the server ended. */
  readonly rejectedEpoch: number | undefined
  /** Whether it has been said in this epoch that a session is missing. */
  readonly absenceTold: boolean
}

/** Refreshes that failed in a row. */
export interface Setback {
  readonly count: number
  /** How many of them may have been carried out, and their answers were lost. */
  readonly unanswered: number
  /** What the last one failed with. */
  readonly cause: unknown
  /** When, in ms since 1970, and for how long the next is not tried. */
  readonly at: number
  readonly pauseMs: number
}

/** Before anything is known. */
export const unknownSession: SessionState = {
  epoch: 0,
  version: 0,
  credential: undefined,
  fresh: undefined,
  isRefused: false,
  began: 'start',
  isKnown: false,
  flight: undefined,
  departures: [],
  setback: undefined,
  rejectedEpoch: undefined,
  absenceTold: false,
}

/** The storage has been read, and this, if anything, stood there. */
export function loaded(
  state: SessionState,
  credential: Credential | undefined,
  fresh: Freshness | undefined,
): SessionState {
  const known = { ...state, isKnown: true }
  return credential ? renewed(known, credential, fresh) : known
}

/** Another session begins, whatever was before. */
export function signedIn(
  state: SessionState,
  credential: Credential,
  fresh: Freshness | undefined,
): SessionState {
  return { ...another(state), credential, fresh, began: 'sign-in' }
}

/** The server has called the credential expired. */
export function refused(state: SessionState): SessionState {
  return { ...state, isRefused: true }
}

/** A refresh leaves; of those before it, only what lies within the window is kept. */
export function departed(
  state: SessionState,
  flight: Flight<unknown>,
  at: number,
  windowMs: number,
): SessionState {
  return { ...state, flight, departures: [...recent(state.departures, at, windowMs), at] }
}

/** The same session with another credential. */
export function renewed(
  state: SessionState,
  credential: Credential,
  fresh: Freshness | undefined,
): SessionState {
  const version = state.version + 1
  const isRefused = false
  return { ...state, version, credential, fresh, isRefused }
}

/** The refresh is over, and well; what failed before is forgotten. */
export function landed(state: SessionState): SessionState {
  return { ...state, flight: undefined, setback: undefined }
}

/**
 * The refresh has failed; the session goes on. The first demand after a failure may always
 * try again, from the second failure in a row on there is a pause; one that the server
 * asks for counts at once.
 */
export function failed(
  state: SessionState,
  failure: Pick<Setback, 'cause' | 'at'> & {
    /** How often it was shown, and no answer seen. */
    readonly lost: number
    /** How long the server asks to be left alone. */
    readonly askedMs: number
  },
  cooldownMs: number,
): SessionState {
  const { cause, at, askedMs, lost } = failure
  const { setback: before = { count: 0, unanswered: 0, at: 0, pauseMs: 0 } } = state
  const count = before.count + 1
  const unanswered = before.unanswered + lost
  // What the server has asked for holds, also where one by hand fails meanwhile.
  const leftMs = Math.min(before.pauseMs, before.at + before.pauseMs - at)
  const pauseMs = Math.max(askedMs, leftMs, count > 1 ? cooldownMs : 0)
  const setback = { count, unanswered, cause, at, pauseMs }
  return { ...state, flight: undefined, setback }
}

/**
 * The app is in front again, or only the network back: the next refresh may be tried at
 * once. A credential whose answers were lost is shown again after the first alone.
 */
export function resumed(state: SessionState, what: 'shown' | 'online'): SessionState {
  const { setback } = state
  if (!setback) return state
  const unanswered = what === 'shown' ? 0 : setback.unanswered
  return { ...state, setback: { ...setback, pauseMs: 0, unanswered } }
}

/** The session is over. */
export function ended(state: SessionState, by: 'server' | 'app'): SessionState {
  return {
    ...another(state),
    began: 'end',
    rejectedEpoch: by === 'server' ? state.epoch : state.rejectedEpoch,
    // The logout event has said it.
    absenceTold: true,
  }
}

/** It is known whose, and nothing else is left of the one before. */
function another({ epoch, version, rejectedEpoch }: SessionState): SessionState {
  const next = { epoch: epoch + 1, version: version + 1, isKnown: true }
  return { ...unknownSession, ...next, rejectedEpoch }
}
