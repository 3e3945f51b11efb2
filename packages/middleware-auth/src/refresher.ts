import type { Clock } from '@allium/core'
import type { Announcer } from './announcer'
import { type Flight, startFlight } from './flight'
import type { HeldRequests } from './held-requests'
import { type IsRejected, type RefreshFailure, readFailure } from './refresh-outcome'
import type { RestraintLimits } from './restraint'
import { retryAfterMs } from './retry-after'
import { departed, failed, landed, type SessionState } from './session-state'
import type { Credential, RefreshHook, Send } from './types'

/** What a refresher is made of. */
export interface RefresherParts {
  readonly refresh: RefreshHook
  readonly send: Send
  readonly isRejected: IsRejected
  readonly held: HeldRequests
  readonly announcer: Announcer
  readonly clock: Clock
  /** How long a refresh may be on the wire, in ms. */
  readonly wireTimeoutMs: number
  /** How long the next is not tried, from the second failure in a row on, in ms. */
  readonly cooldownMs: number
  readonly limits: RestraintLimits
}

/** The session that is refreshed. */
export interface Refreshable {
  state: SessionState
  /**
   * Takes the hook's answer, and settles when it is stored.
   *
   * @throws InvalidAnswer at once, for what is no credential.
   */
  renew(answer: unknown, askedAt: number): Promise<void>
  /** The server has ended it. */
  reject(failure: RefreshFailure): void
}

/**
 * One refresh at a time. A landing that finds another flight in the state, or none, is
 * late news of a session that is over.
 */
export class Refresher {
  constructor(
    private readonly session: Refreshable,
    private readonly parts: RefresherParts,
  ) {}

  /** Starts a refresh. Listeners hear of it before this returns, and may end the session. */
  start(): void {
    const { session } = this
    const { refresh, send, clock, wireTimeoutMs: limitMs, limits, announcer } = this.parts
    const credential = session.state.credential ?? { accessToken: '' }
    const flight = startFlight(send => refresh({ credential, send }), send, {
      clock,
      limitMs,
    })
    // Registered before anything can run that would ask for another.
    const askedAt = clock.now()
    session.state = departed(session.state, flight, askedAt, limits.window.ms)
    flight.landed.then(
      answer => this.commit(flight, answer, askedAt),
      thrown => this.abandon(flight, thrown),
    )
    announcer.refreshStarts()
  }

  /** Memory, storage, then everybody else; at each step only if it still counts. */
  private async commit(
    flight: Flight<Credential>,
    answer: unknown,
    askedAt: number,
  ): Promise<void> {
    const { session } = this
    if (flight !== session.state.flight) return
    let stored: Promise<void>
    try {
      stored = session.renew(answer, askedAt)
    } catch (invalid) {
      this.abandon(flight, invalid)
      return
    }
    await stored
    if (flight !== session.state.flight) return
    // Still on its way: what a listener sends now stands behind those that wait.
    this.parts.announcer.refreshed()
    if (flight !== session.state.flight) return
    session.state = landed(session.state)
    this.parts.held.release()
  }

  private abandon(flight: Flight<Credential>, thrown: unknown): void {
    const { session } = this
    if (flight !== session.state.flight) return
    const { held, announcer, isRejected, clock, cooldownMs } = this.parts
    const failure = readFailure(thrown, flight.lastSend(), isRejected)
    if (failure.outcome === 'rejected') {
      session.reject(failure)
      return
    }
    const { cause, answer, outcome } = failure
    const at = clock.now()
    const askedMs = retryAfterMs(answer, at)
    // What was shown counts: a sign-in by a fresh code shows nothing twice.
    const isAmbiguous =
      outcome === 'ambiguous' && session.state.credential?.refreshToken !== undefined
    const facts = { cause, at, askedMs, isAmbiguous }
    session.state = failed(session.state, facts, cooldownMs)
    held.giveUp(failure.code, { cause })
    announcer.refreshFailed(failure)
  }
}
