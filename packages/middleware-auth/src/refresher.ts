import { retryAfterMs } from '@allium/core'
import { type Flight, startFlight } from './flight'
import { errorFor, type Held } from './held-requests'
import { outOfTime, type RefreshFailure } from './refresh-outcome'
import { isOvertaken, type Landing, type Run, runRefresh } from './refresh-run'
import { restrained, restraintOn } from './restraint'
import { end, follow, reject, renew, tellEnd } from './session-changes'
import { isOver } from './session-decisions'
import type { SessionEngine } from './session-parts'
import { departed, failed, landed } from './session-state'

/**
 * Joins the refresh under way, or starts one. Listeners hear of it before this returns,
 * and may end the session.
 *
 * @throws AuthError where none is to be tried now, or there is nothing to try it with.
 */
export function demand(session: SessionEngine, held: Held, isByHand = false): void {
  if (session.state.flight) return
  permit(session, held, isByHand)
  const { send, clock, refreshDeadline: limitMs, refreshWindow, follows } = session
  const { credential, setback } = session.state
  const lostBefore = setback ? setback.unanswered : 0
  const run: Run = {
    credential,
    follows,
    lostBefore,
    lost: 0,
    isAsking: false,
    free() {},
  }
  const flight = startFlight(wire => runRefresh(session, run, wire), send, {
    clock,
    limitMs,
  })
  // Registered before anything can run that would ask for another.
  session.state = departed(session.state, flight, clock.now(), refreshWindow.ms)
  const isCurrent = () => flight === session.state.flight
  flight.landed
    .then(
      landing => land(session, flight, landing, run, isCurrent),
      () => isCurrent() && abandon(session, overdueFailure(run), run),
    )
    .then(() => run.free())
  session.announce('refresh:start', {})
}

function permit(session: SessionEngine, held: Held, isByHand: boolean): void {
  const { state, fromNothing, clock } = session
  const { credential, setback } = state
  const restraint = restraintOn(state, clock.now(), session, isByHand)
  if (restraint) throw restrained(held, restraint, setback?.cause)
  if (fromNothing || credential?.refreshToken) return
  // Its access token is dead, and there is nothing to buy another with.
  const sessionEnded = !(isByHand && credential && !isOver(credential, clock.now()))
  if (sessionEnded && credential) {
    end(session, 'server', 'no-credential')
    tellEnd(session, 'rejected')
  }
  throw errorFor(held, 'no-credential', { sessionEnded })
}

/** Whether a new credential is on its way to the storage: nobody goes with it yet. */
export function isCommitting({ state }: SessionEngine): boolean {
  return Boolean(state.flight?.isCommitting)
}

/**
 * Memory, storage, then everybody else; at each step only if it still counts. One that
 * finds another flight in the state, or none, is late news of a session that is over.
 */
async function land(
  session: SessionEngine,
  flight: Flight<Landing>,
  { renewed, news, failure }: Landing,
  run: Run,
  isCurrent: () => boolean,
): Promise<void> {
  if (!isCurrent()) return
  if (failure && !isOvertaken(session, run)) {
    abandon(session, failure, run)
    return
  }
  if (news) follow(session, news.kept)
  if (renewed) {
    flight.isCommitting = true
    await renew(session, renewed)
  }
  if (!isCurrent()) return
  // Still on its way: what a listener sends now stands behind those that wait.
  session.announce('refresh', {})
  if (!isCurrent()) return
  session.state = landed(session.state)
  session.held.release()
}

function abandon(session: SessionEngine, failure: RefreshFailure, { lost }: Run): void {
  const { outcome, code, cause, answer, message } = failure
  if (outcome === 'rejected') {
    reject(session, failure)
    return
  }
  const { held, clock, refreshCooldown, state, onFault } = session
  const at = clock.now()
  const askedMs = retryAfterMs(answer, at)
  // What was shown counts: a sign-in by a fresh code shows nothing twice.
  const isShown = Object(state.credential).refreshToken
  const facts = { cause, at, askedMs, lost: isShown ? lost : 0 }
  session.state = failed(state, facts, refreshCooldown)
  const { status } = Object(answer)
  const retryable = outcome !== 'refused'
  const event = { outcome, code, status, retryable }
  // Before any of them is told: one may go on with the credential that is there.
  const shared = { cause, message }
  held.giveUp(code, shared, () => session.announce('refresh:error', event))
  if (message) onFault(cause)
}

/** Its time was up: of a flight that still counts, nothing else keeps it from landing. */
function overdueFailure(run: Run): RefreshFailure {
  // Where the hook was not asked yet, nothing has left.
  if (!run.isAsking) return { ...outOfTime, outcome: 'transient' }
  run.lost += 1
  return outOfTime
}
