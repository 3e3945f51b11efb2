import type { AuthErrorCode } from './errors'
import type { Freshness } from './expiry'
import { errorFor, type Held, type HeldRequests, type SharedFacts } from './held-requests'
import type { Lane } from './lane'
import type { LaunchGate } from './launch-gate'
import { isOfAnother, newCredential } from './merge-credential'
import type { RefreshFailure } from './refresh-outcome'
import { type Refreshable, Refresher } from './refresher'
import { type Awaited, awaited } from './session-decisions'
import type { EngineParts } from './session-parts'
import {
  ended,
  landed,
  loaded,
  renewed,
  resumed,
  type SessionState,
  signedIn,
  unknownSession,
} from './session-state'
import { StoredSession } from './stored-session'
import type { Credential, NewCredential } from './types'

/** Stands for the caller in the errors of `session.refresh()`. */
const byHand: Held = { request: { method: 'REFRESH', url: 'session' }, attempt: 1 }

/**
 * Turns the transitions of the session's state into effects. Every decision is made in one
 * turn, on the state as it is; whatever was awaited, the state is asked again.
 */
export class SessionEngine implements Refreshable {
  state: SessionState = unknownSession
  readonly held: HeldRequests
  readonly lane: Lane | undefined
  readonly launch: LaunchGate | undefined
  readonly stored: StoredSession
  /** The order of the sending that brought the credential. */
  asOf = 0
  follows = 0
  private orders = 0
  private isDisposed = false
  private readonly refresher: Refresher

  constructor(private readonly parts: EngineParts) {
    this.held = parts.held
    this.lane = parts.lane
    this.launch = parts.launch
    this.stored = new StoredSession(this, parts)
    this.refresher = new Refresher(this, parts)
  }

  get credential(): Credential | undefined {
    this.stored.peek()
    return this.state.credential
  }

  signIn(credential: NewCredential): Promise<void> {
    const isReplacing = this.credential !== undefined
    this.stored.endUnread('replaced')
    const given = newCredential(credential, this.now)
    this.begin(given, this.parts.foresee(given))
    const stored = this.parts.store.write(given)
    this.giveUpAll('session-changed')
    if (isReplacing) this.parts.announcer.ended('replaced')
    return stored
  }

  signOut(): Promise<void> {
    const { credential } = this
    this.stored.endUnread('user')
    // Stryker disable next-line StringLiteral: neither of the two others.
    const stored = this.end('app', 'session-changed')
    if (credential !== undefined) this.parts.announcer.ended('user')
    const told = credential && this.parts.revoke(credential)
    return told === undefined ? stored : told.then(() => stored)
  }

  async refresh(): Promise<void> {
    this.stored.peek()
    const owned = { ...byHand, epoch: this.state.epoch }
    if (!this.state.isKnown) await this.held.park(owned)
    this.check(owned)
    this.demand(owned, true)
    // A listener of `refresh:start` may have signed out.
    this.check(owned)
    await this.held.park(owned)
  }

  /** The app is in front again, or the network back: what waits for that may go on. */
  resume(what: 'shown' | 'online'): void {
    this.state = resumed(this.state, what)
    // What others wrote meanwhile, a page that was frozen has not heard.
    this.stored.reload()
    if (this.awaits() !== 'renewal') return
    try {
      this.demand(byHand)
    } catch {
      // Nobody waits for it: who needs a credential next asks again.
    }
  }

  /** Ends all that waits, without ending the session: the stored one stays. */
  dispose(): void {
    const { flight } = this.state
    this.isDisposed = true
    this.state = landed(this.state)
    flight?.abort()
    this.giveUpAll('disposed')
  }

  /** Counts what is sent: of two answers, that of the later sending has the newer token. */
  nextOrder(): number {
    this.orders += 1
    return this.orders
  }

  /** @param order when it was asked for; what was sent before brings nothing newer. */
  renew(credential: Credential, order: number = this.nextOrder()): Promise<void> {
    this.asOf = order
    this.state = renewed(this.state, credential, this.parts.foresee(credential))
    return this.parts.store.write(credential)
  }

  /** What stood in the storage when it was read first. */
  adopt(kept: Credential | undefined): void {
    const credential = kept && Object.freeze({ ...kept })
    this.state = loaded(
      this.state,
      credential,
      credential && this.parts.known(credential),
    )
    this.held.release()
  }

  follow(stored: Credential | undefined): void {
    const credential = stored && Object.freeze({ ...stored })
    if (credential === undefined) {
      this.end('elsewhere', 'session-changed')
    } else if (isOfAnother(this.state.credential, credential)) {
      this.begin(credential, this.parts.known(credential))
      this.giveUpAll('session-changed')
    } else {
      this.asOf = this.nextOrder()
      // Stryker disable next-line AssignmentOperator: any other number will do.
      this.follows += 1
      // What failed before was shown another credential.
      const next = { ...this.state, setback: undefined }
      this.state = renewed(next, credential, this.parts.known(credential))
      return
    }
    this.parts.announcer.ended('elsewhere')
  }

  reject({ code, cause, answer }: Omit<RefreshFailure, 'outcome'>): void {
    this.end('server', code, { cause })
    this.parts.announcer.ended('rejected', answer)
  }

  /** What a request has to wait for before it goes. */
  awaits(): Awaited {
    this.stored.peek()
    this.parts.store.retry()
    const wanted = awaited(this.state, this.parts.fromNothing, this.now)
    const isSignedOut = wanted === 'nothing' && this.state.credential === undefined
    return isSignedOut && this.launch?.isHolding ? 'launch' : wanted
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

  /** Whether a new credential is on its way to the storage: nobody goes with it yet. */
  get isCommitting(): boolean {
    return this.refresher.isCommitting
  }

  /** Joins the refresh under way, or starts one, unless one has just failed. */
  demand(held: Held, isByHand = false): void {
    if (this.state.flight === undefined) this.refresher.start(held, isByHand)
  }

  lapse(): void {
    if (this.state.credential === undefined) return
    this.end('server', 'no-credential')
    this.parts.announcer.ended('rejected')
  }

  get now(): number {
    return this.parts.clock.now()
  }

  /** Another session begins, whatever was before. */
  private begin(credential: Credential, fresh: Freshness | undefined): void {
    const { flight } = this.state
    this.state = signedIn(this.state, credential, fresh)
    flight?.abort()
  }

  /** The one way out of a session: state, wire, storage and waiters, in one turn. */
  private end(
    by: 'server' | 'app' | 'elsewhere',
    code: AuthErrorCode,
    shared: SharedFacts = {},
  ): Promise<void> {
    const { flight } = this.state
    // Stryker disable next-line StringLiteral: as above.
    this.state = ended(this.state, by === 'server' ? 'server' : 'app')
    flight?.abort()
    const { store } = this.parts
    // Who has ended it elsewhere has emptied the storage, and may have filled it since.
    const stored = by === 'elsewhere' ? Promise.resolve() : store.write(undefined)
    this.giveUpAll(code, { ...shared, sessionEnded: true })
    return stored
  }

  private giveUpAll(code: AuthErrorCode, shared?: SharedFacts): void {
    this.launch?.open()
    this.held.giveUp(code, shared)
    this.lane?.giveUp(code, shared)
  }
}
