import { type Escort, invalidUse, type Response, type WireRequest } from '@allium/core'
import type { Judge } from './judge'
import type { Mounting } from './mounting'
import type { Rotation } from './rotation'
import type { Stamp } from './session-decisions'
import type { SessionEngine } from './session-engine'
import { goesAnyway, type Ticket } from './ticket'

/** Thrown to a request that was about to leave with a credential that is no longer good. */
export const recalled: unique symbol = Symbol('recalled')

/** What auth does for requests while they are with the wire. */
export class Escorts {
  constructor(
    readonly session: SessionEngine,
    readonly mounting: Mounting,
    readonly rotation: Rotation | undefined,
  ) {}

  /** Goes with the request to the wire. */
  of(ticket: Ticket, stamp: Stamp, judge: Judge): Escort {
    return new AuthEscort(this, ticket, stamp, judge)
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

  isCurrent(ticket: Ticket, { version, credential }: Stamp): boolean {
    const { state, lane } = this.session
    const isHeld = state.flight !== undefined && !goesAnyway(ticket, this.session)
    const hasTurn = !lane || !credential || ticket.turn !== undefined
    return version === state.version && !isHeld && hasTurn
  }
}

/**
 * One request's: a credential that was replaced while the request waited for its slot
 * never leaves, nor does one that a layer inside would carry to a stranger.
 */
class AuthEscort implements Escort {
  readonly staysOnWire: boolean
  private order = 0

  constructor(
    private readonly all: Escorts,
    private readonly ticket: Ticket,
    private readonly stamp: Stamp,
    private readonly judge: Judge,
  ) {
    this.staysOnWire = all.session.lane !== undefined
  }

  onSend(request: WireRequest): void {
    const { all, ticket, stamp } = this
    all.session.check(ticket)
    if (!all.isCurrent(ticket, stamp)) throw recalled
    if (stamp.credential && !all.mounting.allows(request.url)) {
      throw invalidUse(request, 'a layer inside auth sends the credential elsewhere')
    }
    this.order = all.session.nextOrder()
    // Stryker disable next-line StringLiteral: any word but the other one.
    ticket.onWire = 'for its caller'
  }

  onSettled(answer: Response | undefined): void | Promise<void> {
    const { all, ticket } = this
    const { onWire } = ticket
    ticket.onWire = undefined
    all.rotation?.take(answer, this.stamp, this.order)
    if (onWire === 'for nobody') return all.leave(ticket)
    if (answer === undefined || this.judge.isGood(answer)) return undefined
    // Judged before the next has its slot: the credential may be dead.
    ticket.onJudged?.()
    return new Promise(resolve => {
      ticket.onJudged = resolve
    })
  }
}
