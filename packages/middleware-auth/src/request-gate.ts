import type { Response } from '@allium/core'
import { isAuthError } from './errors'
import { errorFor, type Held } from './held-requests'
import { afterExpired, type Stamp } from './session-decisions'
import type { SessionEngine } from './session-engine'
import type { Verdict } from './types'

/** A caller's request on its way through auth. */
export interface Ticket extends Held {
  attempt: number
  answer: Response | undefined
  /** The session it belongs to, once it has waited for one or been sent with one. */
  epoch: number | undefined
  /** Set where a renewal failed for now, and the present credential still lives. */
  goesAnyway?: boolean
}

/** What a request meets at its session: on the way in, while it waits, on the way back. */
export class RequestGate {
  constructor(private readonly session: SessionEngine) {}

  /** With which credential the request goes, now; `undefined` where it has to wait. */
  admit(ticket: Ticket): Stamp | undefined {
    const { session } = this
    const wanted = session.awaits()
    session.check(ticket)
    const isHeld = wanted === 'refresh' || wanted === 'renewal'
    if (wanted !== 'nothing' && !(isHeld && this.goesAnyway(ticket))) return undefined
    const { epoch, version, credential } = session.state
    ticket.epoch = credential === undefined ? undefined : epoch
    return { version, credential }
  }

  /** Waits for what the request cannot go without. */
  async wait(ticket: Ticket): Promise<void> {
    const { session } = this
    // Who waits belongs to the session that it waits for.
    ticket.epoch ??= session.state.epoch
    const wanted = session.awaits()
    try {
      if (wanted === 'sign-in' || wanted === 'renewal') session.demand(ticket)
      // A listener of `refresh:start` may have signed out.
      if (['storage', 'refresh'].includes(session.awaits())) {
        await session.held.park(ticket)
      }
    } catch (error) {
      ticket.goesAnyway = isAuthError(error) && error.retryable
      if (!this.goesAnyway(ticket)) throw error
    }
  }

  /** Within the margin, a renewal that fails for now is no reason to fail the request. */
  private goesAnyway({ goesAnyway = false, answer }: Ticket): boolean {
    return goesAnyway && answer === undefined && this.session.isAlive
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
        session.refuse()
        session.demand(ticket)
        return true
      case 'replay':
        return true
    }
  }
}
