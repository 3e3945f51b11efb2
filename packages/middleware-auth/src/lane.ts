import type { AuthErrorCode } from './errors'
import type { Held, HeldRequests, SharedFacts } from './held-requests'

/** Requests under way in one session; who comes late from an older one counts there. */
export interface Turns {
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
export interface Lane {
  /** How many wait. */
  size(): number
  /** Whether the request has a turn, now. */
  take(request: InLane): boolean
  /** Waits for a turn; it has one when this resolves. */
  wait(request: InLane): Promise<void>
  /** Gives the turn back, if there is one, to who has waited longest. */
  leave(request: InLane): void
  /** The session is over: who waits is given up, and what is under way counts no more. */
  giveUp(code: AuthErrorCode, shared?: SharedFacts): void
}

export function lane(width: number, waiting: HeldRequests<InLane>): Lane {
  let turns: Turns = { taken: 0 }
  return {
    size: waiting.size,
    take(request) {
      if (request.turn === turns) return true
      if (turns.taken >= width) return false
      turns.taken += 1
      request.turn = turns
      return true
    },
    wait: waiting.park,
    leave(request) {
      const { turn } = request
      if (!turn) return
      request.turn = undefined
      const next = turn === turns ? waiting.releaseFirst() : undefined
      if (next) next.turn = turn
      else turn.taken -= 1
    },
    giveUp(code, shared) {
      turns = { taken: 0 }
      waiting.giveUp(code, shared)
    },
  }
}
