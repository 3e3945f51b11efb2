import { type Escort, invalidUse, type Response } from '@allium/core'
import { isAuthError } from './errors'
import { errorFor } from './held-requests'
import type { InLane } from './lane'
import { Line } from './line'
import type { Mounting } from './mounting'
import type { Rotation } from './rotation'
import { type Awaited, afterExpired, isAlive, type Stamp } from './session-decisions'
import type { SessionEngine } from './session-engine'
import { refused } from './session-state'
import type { Verdict } from './types'

/** A caller's request on its way through auth. */
export interface Ticket extends InLane {
  attempt: number
  answer: Response | undefined
  /** The session it belongs to, once it has waited for one or been sent with one. */
  epoch: number | undefined
  /** Set once it has been looked whether the stored session is still the same. */
  recheck?: { readonly reading: Promise<void> | undefined }
  /** Set where a renewal failed for now, and the present credential still lives. */
  goesAnyway?: boolean
  /** Whether the transport has it, and for whom: a caller may have gone. */
  onWire?: 'for its caller' | 'for nobody' | undefined
  /** Told when its answer has been judged. */
  onJudged?: () => void
}

/** Thrown to a request that was about to leave with a credential that is no longer good. */
export const recalled: unique symbol = Symbol('recalled')

/** What a request meets at its session: on the way in, waiting, leaving, on the way back. */
export class RequestGate {
  /** Who waits for a refresh, until it has gone on: nobody that comes later overtakes. */
  private readonly line: Line<Ticket> = new Line()
  private orders = 0

  constructor(
    private readonly session: SessionEngine,
    private readonly mounting: Mounting,
    private readonly rotation: Rotation | undefined,
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
      this.leave(ticket)
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
      if (!this.goesAnyway(ticket)) throw error
    }
  }

  /**
   * Goes with the request to the wire: a credential that was replaced while the request
   * waited for its slot never leaves, nor does one that a layer inside would carry to a
   * stranger.
   */
  escort(ticket: Ticket, stamp: Stamp, judge: (answer: Response) => Verdict): Escort {
    const { session, rotation } = this
    let order = 0
    return {
      staysOnWire: session.lane !== undefined,
      onSend: request => {
        session.check(ticket)
        if (!this.isCurrent(ticket, stamp)) throw recalled
        if (stamp.credential && !this.mounting.allows(request.url)) {
          throw invalidUse(request, 'a layer inside auth sends the credential elsewhere')
        }
        order = session.nextOrder()
        ticket.onWire = 'for its caller'
      },
      onSettled: answer => {
        const { onWire } = ticket
        ticket.onWire = undefined
        rotation?.take(answer, stamp, order)
        if (onWire === 'for nobody') return this.leave(ticket)
        if (answer === undefined || isGood(answer, judge)) return undefined
        // Judged before the next has its slot: the credential may be dead.
        return new Promise(resolve => {
          ticket.onJudged = resolve
        })
      },
    }
  }

  /** The request is done with its turn; what is still on the wire keeps it until it settles. */
  leave(ticket: Ticket): void {
    if (ticket.onWire !== undefined) {
      ticket.onWire = 'for nobody'
      return
    }
    ticket.onJudged?.()
    this.session.lane?.leave(ticket)
  }

  private isCurrent(ticket: Ticket, { version, credential }: Stamp): boolean {
    const { state, lane } = this.session
    const isHeld = state.flight !== undefined && !this.goesAnyway(ticket)
    const hasTurn = !lane || !credential || ticket.turn !== undefined
    return version === state.version && !isHeld && hasTurn
  }
  /** What the request has to wait for. */
  private wantedBy(ticket: Ticket): Awaited {
    const wanted = this.session.awaits()
    const isHeld = wanted === 'refresh' || wanted === 'renewal'
    return isHeld && this.goesAnyway(ticket) ? 'nothing' : wanted
  }

  /** Within the margin, a renewal that fails for now is no reason to fail the request. */
  private goesAnyway({ goesAnyway = false, answer }: Ticket): boolean {
    const { state, now, isCommitting } = this.session
    const isLeft = goesAnyway && answer === undefined && !isCommitting
    return isLeft && isAlive(state, now)
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

/** Whether an answer, as it comes from the wire, says nothing against the credential. */
function isGood(answer: Response, judge: (answer: Response) => Verdict): boolean {
  try {
    return judge(answer) === 'ok'
  } catch {
    // It is judged again, and for its caller to hear.
    return false
  }
}
