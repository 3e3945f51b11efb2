import { CredentialLoader } from './credential-loader'
import type { CredentialStore } from './credential-store'
import type { AuthErrorCode } from './errors'
import { foresee, freshUntil } from './expiry'
import { errorFor, type Held, type HeldRequests, type SharedFacts } from './held-requests'
import { mergeCredential, newCredential } from './merge-credential'
import type { RefreshFailure } from './refresh-outcome'
import { type Refreshable, Refresher, type RefresherParts } from './refresher'
import { restrained, restraintOn } from './restraint'
import { type Awaited, awaited, isAlive } from './session-decisions'
import {
  ended,
  landed,
  loaded,
  refused,
  renewed,
  type SessionState,
  signedIn,
  unknownSession,
} from './session-state'
import type { Credential, NewCredential } from './types'

/** What an engine is made of. */
export interface EngineParts extends RefresherParts {
  readonly fromNothing: boolean
  /** How long before its end a credential is renewed, in ms. */
  readonly marginMs: number
  readonly store: CredentialStore
  readonly onFault: (fault: unknown) => void
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
  /** How a session ended of which it was not known yet whether there was one. */
  private endedUnread: 'user' | 'replaced' | undefined
  private readonly loader: CredentialLoader
  private readonly refresher: Refresher

  constructor(private readonly parts: EngineParts) {
    this.held = parts.held
    this.loader = new CredentialLoader(parts.store, {
      onRead: kept => this.adopt(kept),
      onFailed: cause => this.cannotRead(cause),
    })
    this.refresher = new Refresher(this, parts)
  }

  get credential(): Credential | undefined {
    this.peek()
    return this.state.credential
  }

  signIn(credential: NewCredential): Promise<void> {
    const isReplacing = this.credential !== undefined
    if (!this.state.isKnown) this.endedUnread = 'replaced'
    const { flight } = this.state
    const now = this.parts.clock.now()
    const given = newCredential(credential, now)
    this.state = signedIn(this.state, given, this.foresee(given))
    flight?.abort()
    const stored = this.parts.store.write(this.state.credential)
    this.held.giveUp('session-changed')
    if (isReplacing) this.parts.announcer.ended('replaced')
    return stored
  }

  signOut(): Promise<void> {
    const hadSession = this.credential !== undefined
    if (!this.state.isKnown) this.endedUnread = 'user'
    const stored = this.end('app', 'session-changed')
    if (hadSession) this.parts.announcer.ended('user')
    return stored
  }

  async refresh(): Promise<void> {
    this.peek()
    const owned = { ...byHand, epoch: this.state.epoch }
    if (!this.state.isKnown) await this.held.park(owned)
    this.check(owned)
    this.demand(owned, true)
    // A listener of `refresh:start` may have signed out.
    this.check(owned)
    await this.held.park(owned)
  }

  /** Ends all that waits, without ending the session: the stored one stays. */
  dispose(): void {
    const { flight } = this.state
    this.isDisposed = true
    this.state = landed(this.state)
    flight?.abort()
    this.held.giveUp('disposed')
  }

  renew(answer: unknown, askedAt: number): Promise<void> {
    const credential = mergeCredential(this.state.credential, answer, askedAt)
    this.state = renewed(this.state, credential, this.foresee(credential))
    return this.parts.store.write(this.state.credential)
  }

  reject({ code, cause, answer }: Omit<RefreshFailure, 'outcome'>): void {
    this.end('server', code, { cause })
    this.parts.announcer.ended('rejected', answer)
  }

  /** What a request has to wait for before it goes. */
  awaits(): Awaited {
    this.peek()
    return awaited(this.state, this.parts.fromNothing, this.parts.clock.now())
  }

  /** The server has called the credential expired. */
  refuse(): void {
    this.state = refused(this.state)
  }

  /** Whether the credential is known to live still. */
  get isAlive(): boolean {
    return isAlive(this.state, this.parts.clock.now())
  }

  /** A request never goes on, nor hears an answer, in another session than its own. */
  check(held: Held & { readonly epoch: number | undefined }): void {
    if (this.isDisposed) throw errorFor(held, 'disposed')
    const { epoch } = held
    if (epoch === undefined || epoch === this.state.epoch) return
    const isRejected = epoch === this.state.rejectedEpoch
    throw errorFor(held, isRejected ? 'expired' : 'session-changed')
  }

  /** A session was needed, and there is none. */
  tellAbsence(): void {
    if (this.state.absenceTold) return
    this.state = { ...this.state, absenceTold: true }
    this.parts.announcer.ended('absent')
  }

  /** Joins the refresh under way, or starts one, unless one has just failed. */
  demand(held: Held, isByHand = false): void {
    const { credential, flight, setback } = this.state
    if (flight !== undefined) return
    const restraint = restraintOn(
      this.state,
      this.parts.clock.now(),
      this.parts.limits,
      isByHand,
    )
    if (restraint !== undefined) throw restrained(held, restraint, setback?.cause)
    if (!this.parts.fromNothing && !credential?.refreshToken) {
      // The access token is dead, and there is nothing to buy another with.
      if (credential !== undefined) {
        this.end('server', 'no-credential')
        this.parts.announcer.ended('rejected')
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
    const stored = this.parts.store.write(undefined)
    this.held.giveUp(code, { ...shared, sessionEnded: true })
    return stored
  }

  private peek(): void {
    if (!this.state.isKnown) this.loader.read()
  }

  /** What stood in the storage; a sign-in or sign-out meanwhile knows better. */
  private adopt(kept: Credential | undefined): void {
    if (this.state.isKnown) {
      const isOld = kept && kept.accessToken !== this.state.credential?.accessToken
      if (isOld && this.endedUnread) this.parts.announcer.ended(this.endedUnread)
      return
    }
    const until = kept && freshUntil(kept, this.parts.clock.now(), this.parts.marginMs)
    this.state = loaded(this.state, kept && Object.freeze({ ...kept }), until)
    this.held.release()
  }

  private cannotRead(cause: unknown): void {
    this.parts.onFault(cause)
    if (this.state.isKnown) return
    const message = 'the stored credential could not be read'
    this.held.giveUp('no-credential', { cause, message, retryable: true })
  }

  private foresee(credential: Credential): number | undefined {
    return foresee(
      credential,
      this.parts.clock.now(),
      this.parts.marginMs,
      this.parts.onFault,
    )
  }
}
