import type { AuthErrorCode } from './errors'
import type { Held, HeldRequests, SharedFacts } from './held-requests'

/** Requests under way in one session; who comes late from an older one counts there. */
interface Turns {
  taken: number
}

/** Who waits for its turn, or has it. */
export interface InLane extends Held {
  /** Where it counts, while it has a turn. */
  turn?: Turns | undefined
}

/**
 * For tokens that can be used only once: so many requests at a time, in the order of
 * coming. A turn that comes free is handed over, so that nobody overtakes.
 */
export class Lane {
  private turns: Turns = { taken: 0 }

  constructor(
    private readonly width: number,
    private readonly waiting: HeldRequests<InLane>,
  ) {}

  /** How many wait. */
  get size(): number {
    return this.waiting.size
  }

  /** Whether the request has a turn, now. */
  take(request: InLane): boolean {
    const { turns } = this
    if (request.turn === turns) return true
    if (turns.taken >= this.width) return false
    turns.taken += 1
    request.turn = turns
    return true
  }

  /** Waits for a turn; it has one when this resolves. */
  wait(request: InLane): Promise<void> {
    return this.waiting.park(request)
  }

  /** Gives the turn back, if there is one, to who has waited longest. */
  leave(request: InLane): void {
    const { turn } = request
    if (turn === undefined) return
    request.turn = undefined
    const next = turn === this.turns ? this.waiting.releaseFirst() : undefined
    if (next === undefined) turn.taken -= 1
    else next.turn = turn
  }

  /** The session is over: who waits is given up, and what is under way counts no more. */
  giveUp(code: AuthErrorCode, shared?: SharedFacts): void {
    this.turns = { taken: 0 }
    this.waiting.giveUp(code, shared)
  }
}
