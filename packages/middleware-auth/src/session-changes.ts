import { type Response, serverMessage } from '@allium/core'
import type { AuthErrorCode } from './errors'
import { type Freshness, foresee, freshness } from './expiry'
import type { SharedFacts } from './held-requests'
import { isOfAnother } from './merge-credential'
import type { RefreshFailure } from './refresh-outcome'
import type { SessionEngine } from './session-parts'
import { ended, loaded, renewed, type SessionState, signedIn } from './session-state'
import type { Credential, LogoutReason } from './types'

/** Its place among all that is asked for, or sent. */
export function nextOrder(session: SessionEngine): number {
  session.orders += 1
  return session.orders
}

/** It goes on in this state, and without the refresh that was on the wire before. */
export function turnTo(session: SessionEngine, next: SessionState): void {
  const { flight } = session.state
  session.state = next
  flight?.abort()
}

/** The one way out of a session: state, wire, storage and waiters, in one turn. */
export function end(
  session: SessionEngine,
  by: 'server' | 'app' | 'elsewhere',
  code: AuthErrorCode,
  shared?: SharedFacts,
): Promise<void> {
  // Stryker disable next-line StringLiteral: neither of the two others.
  turnTo(session, ended(session.state, by === 'server' ? 'server' : 'app'))
  // Who has ended it elsewhere has emptied the storage, and may have filled it since.
  const stored = by === 'elsewhere' ? Promise.resolve() : session.store.write(undefined)
  giveUpAll(session, code, { ...shared, sessionEnded: true })
  return stored
}

/** Nobody waits any more. */
export function giveUpAll(
  session: SessionEngine,
  code: AuthErrorCode,
  shared?: SharedFacts,
): void {
  session.launch.open()
  session.held.giveUp(code, shared)
  session.lane?.giveUp(code, shared)
}

/** The end of a session is told once, with what the server said. */
export function tellEnd(
  session: SessionEngine,
  reason: LogoutReason,
  response?: Response | undefined,
): void {
  const message = serverMessage({ response })
  session.announce('logout', { reason, status: Object(response).status, message })
}

/**
 * It goes on with another credential; settles when that is stored.
 *
 * @param order when it was asked for; what was sent before brings nothing newer.
 */
export function renew(
  session: SessionEngine,
  credential: Credential,
  order: number = nextOrder(session),
): Promise<void> {
  session.asOf = order
  session.state = renewed(session.state, credential, foreseen(session, credential))
  return session.store.write(credential)
}

/** What stood in the storage when it was read first. */
export function adopt(session: SessionEngine, kept: Credential | undefined): void {
  session.state = loaded(session.state, kept, known(session, kept))
  session.held.release()
}

/** It goes on with what somebody else has stored, or ends as theirs did. */
export function follow(session: SessionEngine, stored: Credential | undefined): void {
  const fresh = known(session, stored)
  if (!stored) {
    end(session, 'elsewhere', 'session-changed')
  } else if (isOfAnother(session.state.credential, stored)) {
    turnTo(session, signedIn(session.state, stored, fresh))
    giveUpAll(session, 'session-changed')
  } else {
    session.asOf = nextOrder(session)
    // Stryker disable next-line AssignmentOperator: any other number will do.
    session.follows += 1
    // What failed before was shown another credential.
    session.state = renewed({ ...session.state, setback: undefined }, stored, fresh)
    return
  }
  tellEnd(session, 'elsewhere')
}

/** The server has ended it. */
export function reject(
  session: SessionEngine,
  { code, cause, answer }: Omit<RefreshFailure, 'outcome'>,
): void {
  end(session, 'server', code, { cause })
  tellEnd(session, 'rejected', answer)
}

/** What the clock says of a credential that has just been got. */
export function foreseen(
  { clock, expiryMargin, onFault }: SessionEngine,
  credential: Credential,
): Freshness | undefined {
  return foresee(credential, clock.now(), expiryMargin, onFault)
}

/** What it says of one that was got some time ago. */
function known(
  { clock, expiryMargin }: SessionEngine,
  credential: Credential | undefined,
): Freshness | undefined {
  return credential && freshness(credential, clock.now(), expiryMargin)
}
