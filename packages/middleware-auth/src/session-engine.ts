import type { Clock, Response } from '@allium/core'
import type { Announcer } from './announcer'
import { CredentialLoader } from './credential-loader'
import type { CredentialStore } from './credential-store'
import type { AuthErrorCode } from './errors'
import { errorFor, type Held, type HeldRequests, type SharedFacts } from './held-requests'
import { mergeCredential } from './merge-credential'
import type { RefreshFailure } from './refresh-outcome'
import { type Refreshable, Refresher, type RefresherParts } from './refresher'
import {
  afterExpired,
  awaited,
  ended,
  isCoolingDown,
  loaded,
  renewed,
  type SessionState,
  type Stamp,
  signedIn,
  unknownSession,
} from './session-state'
import type { Credential, Verdict } from './types'

/** What an engine is made of. */
export interface EngineParts extends RefresherParts {
  readonly fromNothing: boolean
  readonly store: CredentialStore
  readonly onFault: (fault: unknown) => void
}

/** A caller's request on its way through auth. */
export interface Ticket extends Held {
  attempt: number
  answer: Response | undefined
  /** The session it belongs to, once it has waited for one or been sent with one. */
  epoch: number | undefined
}

/** Stands for the caller in the errors of `session.refresh()`. */
const byHand: Held = { request: { method: 'REFRESH', url: 'session' }, attempt: 1 }

/**
 * Turns the transitions of the session's state into effects. Every decision is made in one
 * turn, on the state as it is; whatever was awaited, the state is asked again.
 */
export class SessionEngine implements Refreshable {
  state: SessionState = unknownSession
  readonly held: HeldRequests
  private isDisposed = false
  private readonly loader: CredentialLoader
  private readonly refresher: Refresher
  private readonly store: CredentialStore
  private readonly announcer: Announcer
  private readonly fromNothing: boolean
  private readonly clock: Clock

  constructor(parts: EngineParts) {
    const { store, held, announcer, fromNothing, clock, onFault } = parts
    this.store = store
    this.held = held
    this.announcer = announcer
    this.fromNothing = fromNothing
    this.clock = clock
    this.loader = new CredentialLoader(store, kept => this.adopt(kept), onFault)
    this.refresher = new Refresher(this, parts)
  }

  get credential(): Credential | undefined {
    this.peek()
    return this.state.credential
  }

  signIn(credential: Credential): Promise<void> {
    const isReplacing = this.credential !== undefined
    const { flight } = this.state
    this.state = signedIn(this.state, Object.freeze({ ...credential }))
    flight?.abort()
    const stored = this.store.write(this.state.credential)
    this.held.giveUp('session-changed')
    if (isReplacing) this.announcer.ended('replaced')
    return stored
  }

  signOut(): Promise<void> {
    const hadSession = this.credential !== undefined || !this.state.isKnown
    const stored = this.end('app', 'session-changed')
    if (hadSession) this.announcer.ended('user')
    return stored
  }

  async refresh(): Promise<void> {
    this.peek()
    const ticket = { ...byHand, answer: undefined, epoch: this.state.epoch }
    if (!this.state.isKnown) await this.loader.ready(ticket)
    this.check(ticket)
    this.demand(ticket, 'now')
    // A listener of `refresh:start` may have signed out.
    this.check(ticket)
    await this.held.park(ticket)
  }

  /** Ends all that waits, without ending the session: the stored one stays. */
  dispose(): void {
    this.isDisposed = true
    this.state.flight?.abort()
    this.held.giveUp('disposed')
  }

  /** With which credential the request goes, now; `undefined` where it has to wait. */
  admit(ticket: Ticket): Stamp | undefined {
    this.peek()
    this.check(ticket)
    const { epoch, version, credential } = this.state
    if (awaited(this.state, this.fromNothing) !== 'nothing') return undefined
    ticket.epoch = credential === undefined ? undefined : epoch
    return { version, credential }
  }

  /** Waits for what the request cannot go without. */
  async wait(ticket: Ticket): Promise<void> {
    // Who waits belongs to the session that it waits for.
    ticket.epoch ??= this.state.epoch
    if (!this.state.isKnown) return this.loader.ready(ticket)
    if (awaited(this.state, this.fromNothing) === 'sign-in') this.demand(ticket)
    // A listener of `refresh:start` may have signed out.
    if (this.state.flight !== undefined) await this.held.park(ticket)
  }

  /**
   * Whether the request is to be sent again.
   *
   * @throws AuthError where auth gives it up.
   */
  mustRepeat(
    ticket: Ticket,
    stamp: Stamp,
    verdict: Verdict,
    mayReplay: boolean,
  ): boolean {
    this.check(ticket)
    if (verdict === 'rejected' && this.isCurrent(stamp)) {
      this.end('server', 'expired')
      this.announcer.ended('rejected', ticket.answer)
      throw errorFor(ticket, 'expired')
    }
    if (verdict !== 'expired' && verdict !== 'rejected') return false
    switch (afterExpired(this.state, stamp, mayReplay)) {
      case 'absent':
        this.tellAbsence()
        return false
      case 'loop':
        throw errorFor(ticket, 'refresh-loop')
      case 'refresh':
        this.demand(ticket)
        return true
      case 'replay':
        return true
    }
  }

  renew(answer: unknown): Promise<void> {
    this.state = renewed(this.state, mergeCredential(this.state.credential, answer))
    return this.store.write(this.state.credential)
  }

  reject({ code, cause, answer }: RefreshFailure): void {
    this.end('server', code, { cause })
    this.announcer.ended('rejected', answer)
  }

  /** Joins the refresh under way, or starts one, unless one has just failed. */
  private demand(held: Held, when: 'now' | 'soon' = 'soon'): void {
    const { credential, flight, setback } = this.state
    if (flight !== undefined) return
    if (when === 'soon' && isCoolingDown(this.state, this.clock.now())) {
      throw errorFor(held, 'cooling-down', { cause: setback?.cause })
    }
    if (!this.fromNothing && !credential?.refreshToken) {
      // The access token is dead, and there is nothing to buy another with.
      if (credential !== undefined) {
        this.end('server', 'no-credential')
        this.announcer.ended('rejected')
      }
      throw errorFor(held, 'no-credential', { sessionEnded: true })
    }
    this.refresher.start()
  }

  /** The one way out of a session: state, wire, storage and waiters, in one turn. */
  private end(
    by: 'server' | 'app',
    code: AuthErrorCode,
    shared: SharedFacts = {},
  ): Promise<void> {
    const { flight } = this.state
    this.state = ended(this.state, by)
    flight?.abort()
    const stored = this.store.write(undefined)
    this.held.giveUp(code, { ...shared, sessionEnded: true })
    return stored
  }

  private tellAbsence(): void {
    if (this.state.absenceTold) return
    this.state = { ...this.state, absenceTold: true }
    this.announcer.ended('absent')
  }

  private peek(): void {
    if (!this.state.isKnown) this.loader.peek()
  }

  /** What stood in the storage; a sign-in or sign-out meanwhile knows better. */
  private adopt(kept: Credential | undefined): void {
    if (this.state.isKnown) return
    this.state = loaded(this.state, kept && Object.freeze({ ...kept }))
  }

  private isCurrent(stamp: Stamp): boolean {
    return stamp.credential !== undefined && stamp.version === this.state.version
  }

  /** A request never goes on, nor hears an answer, in another session than its own. */
  private check(ticket: Ticket): void {
    if (this.isDisposed) throw errorFor(ticket, 'disposed')
    const { epoch } = ticket
    if (epoch === undefined || epoch === this.state.epoch) return
    const isRejected = epoch === this.state.rejectedEpoch
    throw errorFor(ticket, isRejected ? 'expired' : 'session-changed')
  }
}
