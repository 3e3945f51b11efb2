import type { Clock, Emitter, Response } from '@allium/core'
import { type CredentialStore, isThenable } from './credential-store'
import type { AuthErrorCode } from './errors'
import { type Flight, startFlight } from './flight'
import { errorFor, type Held, type HeldRequests } from './held-requests'
import { mergeCredential } from './merge-credential'
import type { Mounting } from './mounting'
import { type IsRejected, messageOf, readFailure } from './refresh-outcome'
import {
  afterExpired,
  ended,
  renewed,
  type SessionState,
  type Stamp,
  signedIn,
  unknownSession,
} from './session-state'
import type { AuthEvents, Credential, LogoutReason, RefreshHook, Verdict } from './types'

/** What an engine is made of. */
export interface EngineParts {
  readonly refresh: RefreshHook
  readonly fromNothing: boolean
  readonly isRejected: IsRejected
  readonly wireTimeoutMs: number
  readonly store: CredentialStore
  readonly held: HeldRequests
  readonly mounting: Mounting
  readonly events: Emitter<AuthEvents>
  readonly clock: Clock
  readonly onFault: (fault: unknown) => void
}

/** A caller's request on its way through auth. */
export interface Ticket extends Held {
  attempt: number
  answer: Response | undefined
  /** The session it belongs to, from its first sending with a credential on. */
  epoch: number | undefined
}

/** Stands for the caller in the errors of `session.refresh()`. */
const byHand: Held = { request: { method: 'REFRESH', url: 'session' }, attempt: 1 }

/**
 * Turns the transitions of the session's state into effects: it holds requests, refreshes
 * once for all, keeps and announces. Every decision is made in one turn, on the state as
 * it is; whatever was awaited, the state is asked again.
 */
export class SessionEngine {
  private state: SessionState = unknownSession
  /** The refresh of the present epoch; the end of an epoch takes it away. */
  private flight: Flight<Credential> | undefined
  private isLoaded = false
  private loading: Promise<void> | undefined
  private isDisposed = false

  constructor(private readonly parts: EngineParts) {}

  get credential(): Credential | undefined {
    this.peek()
    return this.state.credential
  }

  signIn(credential: Credential): Promise<void> {
    this.peek()
    const isReplacing = this.state.credential !== undefined
    this.isLoaded = true
    this.leave()
    this.state = signedIn(this.state, Object.freeze({ ...credential }))
    const written = this.parts.store.write(this.state.credential)
    this.parts.held.giveUp('session-changed')
    if (isReplacing) this.announceEnd('replaced')
    return written
  }

  signOut(): Promise<void> {
    this.peek()
    const hadSession = this.state.credential !== undefined || !this.isLoaded
    this.isLoaded = true
    return this.end('user', 'session-changed', hadSession)
  }

  async refresh(): Promise<void> {
    this.peek()
    const ticket = { ...byHand, answer: undefined, epoch: this.state.epoch }
    if (!this.isLoaded) await this.ready(ticket)
    this.check(ticket)
    this.demand(ticket)
    // A listener of `refresh:start` may have signed out.
    this.check(ticket)
    await this.parts.held.park(ticket)
  }

  /** Ends all that waits, without ending the session: the stored one stays. */
  dispose(): void {
    this.isDisposed = true
    this.leave()
    this.parts.held.giveUp('disposed')
  }

  /** With which credential the request goes, now; `undefined` where it has to wait. */
  admit(ticket: Ticket): Stamp | undefined {
    this.peek()
    this.check(ticket)
    const { epoch, version, credential, began } = this.state
    const isMissing = credential === undefined && this.parts.fromNothing
    if (!this.isLoaded || this.flight !== undefined) return undefined
    if (isMissing && began !== 'end') return undefined
    ticket.epoch = credential === undefined ? undefined : epoch
    return { version, credential }
  }

  /** Waits for what the request cannot go without: the storage, or a refresh. */
  async wait(ticket: Ticket): Promise<void> {
    // Who waits belongs to the session that it waits for.
    ticket.epoch ??= this.state.epoch
    if (!this.isLoaded) return this.ready(ticket)
    if (this.flight === undefined) this.start()
    // A listener of `refresh:start` may have signed out.
    if (this.flight !== undefined) await this.parts.held.park(ticket)
  }

  /** Whether the request is to be sent again. Throws where auth gives it up. */
  mustRepeat(
    ticket: Ticket,
    stamp: Stamp,
    verdict: Verdict,
    mayReplay: boolean,
  ): boolean {
    this.check(ticket)
    if (verdict === 'rejected' && this.isCurrent(stamp)) {
      this.end('rejected', 'expired', true, { answer: ticket.answer })
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

  /** Joins the refresh under way, or starts one. */
  private demand(held: Held): void {
    if (this.flight !== undefined) return
    const { credential } = this.state
    if (!this.parts.fromNothing && !credential?.refreshToken) {
      // The access token is dead, and there is nothing to buy another with.
      if (credential !== undefined) this.end('rejected', 'no-credential', true)
      throw errorFor(held, 'no-credential', { sessionEnded: true })
    }
    this.start()
  }

  private start(): void {
    const { parts, state } = this
    const credential = state.credential ?? { accessToken: '' }
    const flight = startFlight(
      send => parts.refresh({ credential, send }),
      parts.mounting.send,
      { clock: parts.clock, limitMs: parts.wireTimeoutMs },
    )
    // Registered before anything can run that would ask for another.
    this.flight = flight
    flight.landed.then(
      answer => this.commit(flight, answer),
      thrown => this.abandon(flight, thrown),
    )
    parts.events.emit('refresh:start', () => ({ at: parts.clock.now() }))
  }

  /** Memory, storage, then everybody else; at each step only if the session is still there. */
  private async commit(flight: Flight<Credential>, answer: unknown): Promise<void> {
    if (flight !== this.flight) return
    const { store, held, events, clock } = this.parts
    try {
      this.state = renewed(this.state, mergeCredential(this.state.credential, answer))
    } catch (invalid) {
      this.abandon(flight, invalid)
      return
    }
    await store.write(this.state.credential)
    if (flight !== this.flight) return
    // The flight is still there: what a listener sends stands behind those that wait.
    events.emit('refresh', () => ({ at: clock.now() }))
    if (flight !== this.flight) return
    this.flight = undefined
    held.release()
  }

  private abandon(flight: Flight<Credential>, thrown: unknown): void {
    if (flight !== this.flight) return
    const { held, events, clock, isRejected } = this.parts
    const failure = readFailure(thrown, flight.lastSend(), isRejected)
    const { outcome, code, cause, answer } = failure
    if (outcome === 'rejected') {
      this.end('rejected', code, true, { cause, answer })
      return
    }
    this.flight = undefined
    held.giveUp(code, { cause })
    const retryable = outcome !== 'refused'
    const status = answer?.status
    events.emit('refresh:error', () => ({
      at: clock.now(),
      outcome,
      code,
      status,
      retryable,
    }))
  }

  /** The one way out of a session: state, storage, waiters, announcement, in one turn. */
  private end(
    reason: 'rejected' | 'user',
    code: AuthErrorCode,
    hadSession: boolean,
    why: { readonly cause?: unknown; readonly answer?: Response | undefined } = {},
  ): Promise<void> {
    this.leave()
    this.state = ended(this.state, reason === 'rejected' ? 'server' : 'app')
    const written = this.parts.store.write(undefined)
    this.parts.held.giveUp(code, { cause: why.cause, sessionEnded: true })
    if (hadSession) this.announceEnd(reason, why.answer)
    return written
  }

  /** A refresh of a session that is over has nobody to serve. */
  private leave(): void {
    const { flight } = this
    this.flight = undefined
    flight?.abort()
  }

  private tellAbsence(): void {
    if (this.state.absenceTold) return
    this.state = { ...this.state, absenceTold: true }
    this.announceEnd('absent')
  }

  private announceEnd(reason: LogoutReason, answer?: Response | undefined): void {
    const { events, clock } = this.parts
    const status = answer?.status
    const message = messageOf(answer)
    events.emit('logout', () => ({ at: clock.now(), reason, status, message }))
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

  /** For those who cannot wait: a storage that answers at once has been read after it. */
  private peek(): void {
    if (!this.isLoaded) this.ready(byHand).catch(() => {})
  }

  /** A failed read is not an empty store: who needs it hears so, and the next reads again. */
  private async ready(held: Held): Promise<void> {
    this.loading ??= this.load()
    const { loading } = this
    try {
      await loading
    } catch (cause) {
      throw errorFor(held, 'no-credential', { cause, retryable: true })
    } finally {
      if (this.loading === loading) this.loading = undefined
    }
  }

  private async load(): Promise<void> {
    try {
      const reading = this.parts.store.read()
      const kept = isThenable(reading) ? await reading : reading
      // A sign-in or sign-out meanwhile knows better.
      if (this.isLoaded) return
      this.isLoaded = true
      if (kept !== undefined) this.state = renewed(this.state, Object.freeze({ ...kept }))
    } catch (fault) {
      this.parts.onFault(fault)
      throw fault
    }
  }
}
