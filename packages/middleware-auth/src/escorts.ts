import { type Escort, invalidUse, type Response } from '@allium/core'
import type { Mounting } from './mounting'
import type { Rotation } from './rotation'
import type { Stamp } from './session-decisions'
import type { SessionEngine } from './session-engine'
import { goesAnyway, type Ticket } from './ticket'
import type { Verdict } from './types'

/** Thrown to a request that was about to leave with a credential that is no longer good. */
export const recalled: unique symbol = Symbol('recalled')

/** What auth does for a request while it is with the wire. */
export class Escorts {
  constructor(
    private readonly session: SessionEngine,
    private readonly mounting: Mounting,
    private readonly rotation: Rotation | undefined,
  ) {}

  /**
   * Goes with the request to the wire: a credential that was replaced while the request
   * waited for its slot never leaves, nor does one that a layer inside would carry to a
   * stranger.
   */
  of(ticket: Ticket, stamp: Stamp, judge: (answer: Response) => Verdict): Escort {
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
        ticket.onJudged?.()
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
    const isHeld = state.flight !== undefined && !goesAnyway(ticket, this.session)
    const hasTurn = !lane || !credential || ticket.turn !== undefined
    return version === state.version && !isHeld && hasTurn
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
