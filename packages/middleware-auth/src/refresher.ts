import type { Clock } from '@allium/core'
import type { Announcer } from './announcer'
import { type Flight, startFlight } from './flight'
import type { HeldRequests } from './held-requests'
import { type IsRejected, type RefreshFailure, readFailure } from './refresh-outcome'
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
}

/** The session that is refreshed. */
export interface Refreshable {
  readonly credential: Credential | undefined
  /**
   * Takes the hook's answer, and settles when it is stored.
   *
   * @throws InvalidAnswer at once, for what is no credential.
   */
  renew(answer: unknown): Promise<void>
  /** The server has ended it. */
  reject(failure: RefreshFailure): void
}

/**
 * One refresh at a time. The flight stays in its slot until it has landed; a landing that
 * finds another flight there, or none, is late news of a session that is over.
 */
export class Refresher {
  private flight: Flight<Credential> | undefined

  constructor(
    private readonly session: Refreshable,
    private readonly parts: RefresherParts,
  ) {}

  get isUnderWay(): boolean {
    return this.flight !== undefined
  }

  /** Starts a refresh. Listeners hear of it before this returns, and may cancel it. */
  start(): void {
    const { refresh, send, clock, wireTimeoutMs: limitMs, announcer } = this.parts
    const credential = this.session.credential ?? { accessToken: '' }
    const flight = startFlight(send => refresh({ credential, send }), send, {
      clock,
      limitMs,
    })
    // Registered before anything can run that would ask for another.
    this.flight = flight
    flight.landed.then(
      answer => this.commit(flight, answer),
      thrown => this.abandon(flight, thrown),
    )
    announcer.refreshStarts()
  }

  /** A refresh of a session that is over has nobody to serve. */
  cancel(): void {
    const { flight } = this
    this.flight = undefined
    flight?.abort()
  }

  /** Memory, storage, then everybody else; at each step only if it still counts. */
  private async commit(flight: Flight<Credential>, answer: unknown): Promise<void> {
    if (flight !== this.flight) return
    let stored: Promise<void>
    try {
      stored = this.session.renew(answer)
    } catch (invalid) {
      this.abandon(flight, invalid)
      return
    }
    await stored
    if (flight !== this.flight) return
    // Still in its slot: what a listener sends now stands behind those that wait.
    this.parts.announcer.refreshed()
    if (flight !== this.flight) return
    this.flight = undefined
    this.parts.held.release()
  }

  private abandon(flight: Flight<Credential>, thrown: unknown): void {
    if (flight !== this.flight) return
    const { held, announcer, isRejected } = this.parts
    const failure = readFailure(thrown, flight.lastSend(), isRejected)
    this.flight = undefined
    if (failure.outcome === 'rejected') {
      this.session.reject(failure)
      return
    }
    held.giveUp(failure.code, { cause: failure.cause })
    announcer.refreshFailed(failure)
  }
}
