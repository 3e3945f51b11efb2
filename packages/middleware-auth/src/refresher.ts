import { retryAfterMs } from '@allium/core'
import type { Announcer } from './announcer'
import { type Flight, startFlight } from './flight'
import { errorFor, type Held, type HeldRequests } from './held-requests'
import { outOfTime, type RefreshFailure } from './refresh-outcome'
import { type Landing, type Run, type RunParts, runRefresh } from './refresh-run'
import { type RestraintLimits, restrained, restraintOn } from './restraint'
import { isOver } from './session-decisions'
import { departed, failed, landed, type SessionState } from './session-state'
import type { Credential, Send } from './types'

/** What a refresher is made of. */
export interface RefresherParts extends RunParts {
  /** Whether `refresh` needs no refresh token. */
  readonly fromNothing: boolean
  readonly send: Send
  readonly held: HeldRequests
  readonly announcer: Announcer
  /** How long a refresh may be on the wire, in ms. */
  readonly wireTimeoutMs: number
  /** How long the next is not tried, from the second failure in a row on, in ms. */
  readonly cooldownMs: number
  readonly limits: RestraintLimits
}

/** The session that is refreshed. */
export interface Refreshable {
  state: SessionState
  /** How often it went on with what another had stored. */
  readonly follows: number
  /** The session goes on with another credential; settles when that is stored. */
  renew(credential: Credential): Promise<void>
  /** Its access token is dead, and there is nothing to buy another with. */
  lapse(): void
  /** The session goes on with what somebody else has stored, or ends as theirs did. */
  follow(stored: Credential | undefined): void
  /** The server has ended it. */
  reject(failure: RefreshFailure): void
}

/**
 * One refresh at a time. A landing that finds another flight in the state, or none, is
 * late news of a session that is over.
 */
export class Refresher {
  private committing: Flight<unknown> | undefined

  constructor(
    private readonly session: Refreshable,
    private readonly parts: RefresherParts,
  ) {}

  /**
   * Starts a refresh. Listeners hear of it before this returns, and may end the session.
   *
   * @throws AuthError where none is to be tried now, or there is nothing to try it with.
   */
  start(held: Held, isByHand: boolean): void {
    const { session, parts } = this
    this.check(held, isByHand)
    const { send, clock, wireTimeoutMs: limitMs, limits, announcer } = parts
    const { credential, setback } = session.state
    const lostBefore = setback?.unanswered ?? 0
    const present = () => session.state.credential
    const { follows } = session
    const isOvertaken = () =>
      session.follows !== follows || present()?.refreshToken !== credential?.refreshToken
    const facts = { credential, present, isOvertaken, lostBefore }
    const run: Run = { ...facts, lost: 0, isAsking: false, free() {} }
    const flight = startFlight(wire => runRefresh(run, wire, parts), send, {
      clock,
      limitMs,
    })
    // Registered before anything can run that would ask for another.
    session.state = departed(session.state, flight, clock.now(), limits.window.ms)
    const isCurrent = () => flight === session.state.flight
    flight.landed
      .then(
        landing => this.land(landing, run, isCurrent),
        () => isCurrent() && this.abandon(overdueFailure(run), run),
      )
      .then(() => run.free())
    announcer.refreshStarts()
  }

  private check(held: Held, isByHand: boolean): void {
    const { state } = this.session
    const { limits, fromNothing, clock } = this.parts
    const restraint = restraintOn(state, clock.now(), limits, isByHand)
    if (restraint !== undefined) throw restrained(held, restraint, state.setback?.cause)
    if (fromNothing || state.credential?.refreshToken) return
    const { credential } = state
    const isLive = isByHand && credential && !isOver(credential, clock.now())
    if (isLive) throw errorFor(held, 'no-credential')
    this.session.lapse()
    throw errorFor(held, 'no-credential', { sessionEnded: true })
  }

  /** Whether a new credential is on its way to the storage. */
  get isCommitting(): boolean {
    const { flight } = this.session.state
    return flight !== undefined && flight === this.committing
  }

  /** Memory, storage, then everybody else; at each step only if it still counts. */
  private async land(
    landing: Landing,
    run: Run,
    isCurrent: () => boolean,
  ): Promise<void> {
    const { session, parts } = this
    if (!isCurrent()) return
    switch (landing.kind) {
      case 'failed':
        if (!run.isOvertaken()) {
          return this.abandon(landing.failure, run)
        }
        break
      // Stryker disable next-line ConditionalExpression: it brings no credential, either.
      case 'gone':
        return session.follow(undefined)
      case 'found':
        session.follow(landing.credential)
        break
      case 'renewed':
        this.committing = session.state.flight
        await session.renew(landing.credential)
    }
    if (!isCurrent()) return
    // Still on its way: what a listener sends now stands behind those that wait.
    parts.announcer.refreshed()
    if (!isCurrent()) return
    session.state = landed(session.state)
    parts.held.release()
  }

  private abandon(failure: RefreshFailure, { lost }: Run): void {
    const { session } = this
    const { held, announcer, clock, cooldownMs } = this.parts
    if (failure.outcome === 'rejected') {
      session.reject(failure)
      return
    }
    const { cause, answer } = failure
    const at = clock.now()
    const askedMs = retryAfterMs(answer, at)
    // What was shown counts: a sign-in by a fresh code shows nothing twice.
    const isShown = session.state.credential?.refreshToken !== undefined
    const facts = { cause, at, askedMs, lost: isShown ? lost : 0 }
    session.state = failed(session.state, facts, cooldownMs)
    held.giveUp(failure.code, { cause })
    announcer.refreshFailed(failure)
  }
}

/** Its time was up: of a flight that still counts, nothing else keeps it from landing. */
function overdueFailure(run: Run): RefreshFailure {
  // Where the hook was not asked yet, nothing has left.
  if (!run.isAsking) return { ...outOfTime, outcome: 'transient' }
  run.lost += 1
  return outOfTime
}
