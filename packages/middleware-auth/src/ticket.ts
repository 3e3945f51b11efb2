import type { Response } from '@allium/core'
import type { InLane } from './lane'
import { isAlive } from './session-decisions'
import type { SessionEngine } from './session-engine'

/** A caller's request on its way through auth. */
export interface Ticket extends InLane {
  attempt: number
  answer: Response | undefined
  /** The session it belongs to, once it has waited for one or been sent with one. */
  epoch: number | undefined
  /** Set once it has been looked whether the stored session is still the same. */
  recheck?: { readonly reading?: Promise<void> | undefined; epoch?: number }
  /** Set where a renewal failed for now, and the present credential still lives. */
  goesAnyway?: boolean
  /** Whether the transport has it, and for whom: a caller may have gone. */
  onWire?: 'for its caller' | 'for nobody' | undefined
  /** Told when its answer has been judged. */
  onJudged?: () => void
}

/** Within the margin, a renewal that fails for now is no reason to fail the request. */
export function goesAnyway(
  { goesAnyway = false, answer }: Ticket,
  { state, now, isCommitting }: SessionEngine,
): boolean {
  const isLeft = goesAnyway && answer === undefined && !isCommitting
  return isLeft && isAlive(state, now)
}
