import type { Response } from '@allium/core'
import { isCredential, mergeCredential } from './merge-credential'
import { renew } from './session-changes'
import type { SessionEngine } from './session-parts'
import type { Ticket } from './ticket'

/**
 * Takes the next token from an answer, where the server gives it there: an answer of this
 * session, and from where its credential may go. Where the field is empty or missing, the
 * answer brings nothing.
 */
export function takeNext(
  session: SessionEngine,
  answer: Response | undefined,
  ticket: Ticket,
): void {
  const { takeFrom, mounting, clock, onFault } = session
  const { credential, epoch } = session.state
  if (!takeFrom || !answer || !ticket.credential || !credential) return
  // Stryker disable next-line EqualityOperator: no two are sent as one.
  if (ticket.place.epoch !== epoch || ticket.sentAs < session.asOf) return
  if (!mounting.allows(answer.url)) return
  try {
    const found = takeFrom(answer)
    if (!isCredential(found) || found.accessToken === credential.accessToken) return
    renew(session, mergeCredential(credential, found, clock.now()), ticket.sentAs)
  } catch (fault) {
    onFault(fault)
  }
}
