import { isAuthError } from './errors'
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
      return stamp
    } catch (error) {
      this.line.leave(ticket)
      throw error
    }
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
    if (session.awaits() === 'launch') return session.launch?.wait()
    // Who waits belongs to the session that it waits for.
    ticket.epoch ??= session.state.epoch
    if (ticket.recheck?.reading !== undefined) {
      await ticket.recheck.reading
      ticket.recheck = { reading: undefined }
      // Where there proves to be no session, it was in none.
      if (session.stored.isGone(ticket.epoch)) ticket.epoch = undefined
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
      ticket.goesAnyway = isAuthError(error) && error.retryable
      // Another credential is there already, and stored in a moment.
      if (ticket.goesAnyway && session.isCommitting) return
      line.leave(ticket)
      if (!goesAnyway(ticket, this.session)) throw error
    }
  }

  /** What the request has to wait for. */
  private wantedBy(ticket: Ticket): Awaited {
    const wanted = this.session.awaits()
    const isHeld = wanted === 'refresh' || wanted === 'renewal'
    return isHeld && goesAnyway(ticket, this.session) ? 'nothing' : wanted
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
