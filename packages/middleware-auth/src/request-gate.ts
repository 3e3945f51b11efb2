import { type AuthError, isAuthError } from './errors'
import type { Escorts } from './escorts'
import { errorFor } from './held-requests'
import { Line } from './line'
import { type Awaited, afterExpired, type Stamp } from './session-decisions'
import type { SessionEngine } from './session-engine'
import { refused } from './session-state'
import { goesAnyway, type Ticket } from './ticket'
import type { Verdict } from './types'

/** What a request meets at its session: on the way in, waiting, on the way back. */
export class RequestGate {
  /** Who waits for a refresh, until it has gone on: nobody that comes later overtakes. */
  private readonly line: Line<Ticket> = new Line()
  private orders = 0

  constructor(
    private readonly session: SessionEngine,
    private readonly escorts: Escorts,
  ) {}

  /** The place of a request that is asked for now. */
  nextOrder(): number {
    this.orders += 1
    return this.orders
  }

  /** With which credential the request goes, now; `undefined` where it has to wait. */
  admit(ticket: Ticket): Stamp | undefined {
    try {
      const stamp = this.stampFor(ticket)
      if (stamp !== undefined) this.line.leave(ticket)
      else this.belong(ticket)
      return stamp
    } catch (error) {
      this.line.leave(ticket)
      throw error
    }
  }

  /** Who waits belongs to the session that it waits for, whatever a listener of `hold` does. */
  private belong(ticket: Ticket): void {
    const { epoch } = this.session.state
    const { recheck } = ticket
    // Stryker disable next-line OptionalChaining: for the types; the way in has set it.
    if (recheck?.reading !== undefined) recheck.epoch ??= epoch
    else if (this.session.awaits() === 'launch') ticket.epoch = undefined
    else ticket.epoch ??= epoch
  }

  private stampFor(ticket: Ticket): Stamp | undefined {
    const { session, line } = this
    ticket.recheck ??= { reading: session.stored.recheck() }
    const wanted = this.wantedBy(ticket)
    session.check(ticket)
    if (ticket.recheck.reading !== undefined) return undefined
    if (wanted === 'nothing' && line.blocks(ticket)) return undefined
    if (wanted !== 'nothing') {
      this.escorts.leave(ticket)
      return undefined
    }
    const { epoch, version, credential } = session.state
    if (credential && session.lane && !session.lane.take(ticket)) return undefined
    ticket.epoch = credential === undefined ? undefined : epoch
    return { epoch, version, credential }
  }

  /** Waits for what the request cannot go without. */
  async wait(ticket: Ticket): Promise<void> {
    const { session, line } = this
    // Stryker disable OptionalChaining: for the types, in both.
    if (session.awaits() === 'launch') return session.launch?.wait()
    if (ticket.recheck?.reading !== undefined) {
      // Stryker restore OptionalChaining
      const { reading, epoch } = ticket.recheck
      ticket.recheck = {}
      await this.look(ticket, reading, epoch)
      // Where there proves to be no session, it is in none; nor in one that begins just now.
      ticket.epoch ??= session.stored.isGone(epoch) ? session.state.epoch : epoch
      return
    }
    const wanted = this.wantedBy(ticket)
    if (wanted === 'nothing') {
      if (line.blocks(ticket)) return line.pass()
      const turn = session.lane?.wait(ticket)
      line.leave(ticket)
      return turn
    }
    line.join(ticket)
    try {
      if (wanted === 'sign-in' || wanted === 'renewal') session.demand(ticket)
      // A listener of `refresh:start` may have signed out.
      if (['storage', 'refresh'].includes(session.awaits())) {
        await session.held.park(ticket)
      }
    } catch (error) {
      ticket.goesAnyway = isAuthError(error) && mayGoAnyway(error)
      // Another credential is there already, and stored in a moment.
      const isFull = isAuthError(error) && error.code === 'too-many-held'
      if (ticket.goesAnyway && !isFull && session.isCommitting) return
      line.leave(ticket)
      if (!goesAnyway(ticket, this.session)) throw error
    }
  }

  /** What the request has to wait for. */
  private wantedBy(ticket: Ticket): Awaited {
    const wanted = this.session.awaits()
    // Whose credential lives waits for nothing but its renewal.
    return goesAnyway(ticket, this.session) ? 'nothing' : wanted
  }

  /** Before a session is declared dead: another context may have renewed it. */
  async lookAgain(ticket: Ticket, { epoch, version, credential }: Stamp): Promise<void> {
    const { state, stored } = this.session
    if (!credential || version !== state.version) return
    await this.look(ticket, stored.reload(), epoch)
  }

  /** Waits for a look at the storage; a sign-out meanwhile does not. */
  private async look(
    ticket: Ticket,
    reading: Promise<void>,
    epoch: number | undefined,
  ): Promise<void> {
    const { held, stored } = this.session
    try {
      await held.park(ticket, reading)
    } catch (error) {
      if (!stored.isGone(epoch)) throw error
    }
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
    const { session } = this
    session.check(ticket)
    if (verdict !== 'expired' && verdict !== 'rejected') return false
    const isCurrent = stamp.version === session.state.version
    if (verdict === 'rejected' && isCurrent && stamp.credential !== undefined) {
      session.reject({ code: 'expired', cause: undefined, answer: ticket.answer })
      throw errorFor(ticket, 'expired')
    }
    switch (afterExpired(session.state, stamp, mayReplay)) {
      case 'absent':
        session.tellAbsence()
        return false
      case 'loop':
        throw errorFor(ticket, 'refresh-loop')
      case 'refresh':
        session.state = refused(session.state)
        session.demand(ticket)
        return true
      case 'replay':
        return true
    }
  }
}

/** A renewal that fails for now, or whose answers were lost, says nothing of the credential. */
function mayGoAnyway({ retryable, code }: AuthError): boolean {
  return retryable || code === 'refresh-ambiguous'
}
