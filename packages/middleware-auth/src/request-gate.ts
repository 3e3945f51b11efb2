import type { Context, LayerHost } from '@allium/core'
import { type AuthError, isAuthError } from './errors'
import { errorFor } from './held-requests'
import type { Lane } from './lane'
import { demand, isCommitting } from './refresher'
import { reject } from './session-changes'
import { type Awaited, afterExpired, isAlive } from './session-decisions'
import { awaits, check, tellAbsence } from './session-engine'
import type { SessionEngine } from './session-parts'
import { refused } from './session-state'
import { isGone, recheck } from './stored-session'
import type { Ticket } from './ticket'
import type {
  AuthEvents,
  Authenticator,
  AuthRequestOptions,
  Classifier,
  HoldEvents,
  Verdict,
} from './types'

/** What the requests of one layer have in common. */
export interface AuthTools {
  readonly session: SessionEngine
  readonly authenticator: Authenticator
  readonly classify: Classifier
  readonly maxReplays: number
  readonly host: LayerHost<AuthEvents & HoldEvents>
}

/** Kept with the request, which a layer outside may send again; it holds no token. */
export interface Place {
  /** The session it belongs to, once it has waited for one or been sent with one. */
  epoch: number | undefined
  readonly order: number
}

/** What the layer sees of a request. */
export type AuthContext = Context<AuthRequestOptions>

/**
 * Lets the request in with the present credential: now, where nothing is returned, or it
 * goes on its way by itself when what it waits for is there.
 */
export function enter(ticket: Ticket): Promise<void> | undefined {
  const { session } = ticket.tools
  if (!ticket.hasLooked) {
    const reading = recheck(session)
    // Behind the launch gate it is looked at again.
    ticket.hasLooked = awaits(session) !== 'launch'
    if (reading && ticket.hasLooked) return lookFirst(ticket, reading)
  }
  if (!admit(ticket)) return undefined
  tellHold(ticket)
  // A listener may have changed what there is to wait for.
  const wanted = admit(ticket)
  return wanted && wait(ticket, wanted)
}

/** What it has to wait for; where that is nothing, it has its credential. */
function admit(ticket: Ticket): Awaited | 'turn' | undefined {
  const { place } = ticket
  const { session } = ticket.tools
  const wanted = awaits(session)
  check(session, ticket, place.epoch)
  const { epoch, version, credential } = session.state
  if (wanted && !goesAnyway(ticket)) {
    ticket.leave()
    // Who waits belongs to the session that it waits for, whatever a listener does.
    place.epoch = wanted === 'launch' ? undefined : (place.epoch ?? epoch)
    return wanted
  }
  if (credential && session.lane && !session.lane.take(ticket)) {
    place.epoch = epoch
    return 'turn'
  }
  place.epoch = credential && epoch
  ticket.version = version
  ticket.credential = credential
  return undefined
}

function tellHold({ ctx, tools: { host } }: Ticket): void {
  host.emit('hold', { id: ctx.id, at: host.clock.now() })
}

function wait(ticket: Ticket, wanted: Awaited | 'turn'): Promise<void> {
  const { session } = ticket.tools
  if (wanted === 'launch') return session.launch.wait().then(() => ticket.go())
  if (wanted === 'turn')
    return (session.lane as Lane).wait(ticket).then(() => ticket.go())
  try {
    if (wanted !== 'storage') demand(session, ticket)
    // A listener of `refresh:start` may have ended its session, and begun another.
    check(session, ticket, ticket.place.epoch)
  } catch (error) {
    return goOn(ticket, error)
  }
  return new Promise(resolve => {
    session.held.join(ticket, error => resolve(goOn(ticket, error)))
  })
}

/** In the turn in which it is let go, so that nobody that comes later overtakes. */
async function goOn(ticket: Ticket, error: unknown): Promise<void> {
  if (error !== undefined || ticket.signal.aborted) bear(ticket, error)
  return ticket.go()
}

/** What it waited for has failed; it may go with the credential that is there. */
function bear(ticket: Ticket, error: unknown): void {
  const { code, retryable } = Object(isAuthError(error) && error) as Partial<AuthError>
  // What fails for now, or whose answers were lost, says nothing of the credential.
  ticket.isLetGo = code !== 'too-many-held' && (retryable || code === 'refresh-ambiguous')
  // Another credential is there already, and stored in a moment.
  const isStoredSoon = isCommitting(ticket.tools.session)
  if (!(ticket.isLetGo && isStoredSoon) && !goesAnyway(ticket)) throw error
}

/** Within the margin, a renewal that fails for now is no reason to fail the request. */
export function goesAnyway({ isLetGo, answer, tools: { session } }: Ticket): boolean {
  const isLeft = isLetGo && !answer && !isCommitting(session)
  return isLeft && isAlive(session.state, session.clock.now())
}

/** A look at a storage in which others write, before the request goes. */
async function lookFirst(ticket: Ticket, reading: Promise<void>): Promise<void> {
  const { place } = ticket
  const { session } = ticket.tools
  const { epoch } = session.state
  check(session, ticket, place.epoch)
  tellHold(ticket)
  await look(ticket, reading, epoch)
  // Where there proves to be no session, it is in none; nor in one that begins just now.
  place.epoch ??= isGone(session, epoch) ? session.state.epoch : epoch
  return ticket.go()
}

/** Waits for a look at the storage; a sign-out that it finds does not fail the request. */
export async function look(
  ticket: Ticket,
  reading: Promise<void>,
  epoch: number | undefined,
): Promise<void> {
  const { session } = ticket.tools
  try {
    await session.held.park(ticket, reading)
  } catch (error) {
    if (!isGone(session, epoch)) throw error
  }
}

/**
 * Whether the request is to be sent again.
 *
 * @throws AuthError where auth gives it up.
 */
export function mustRepeat(
  ticket: Ticket,
  verdict: Verdict,
  mayReplay: boolean,
): boolean {
  const { session } = ticket.tools
  check(session, ticket, ticket.place.epoch)
  if (verdict !== 'expired' && verdict !== 'rejected') return false
  const isCurrent = ticket.version === session.state.version
  if (verdict === 'rejected' && isCurrent && ticket.credential) {
    reject(session, { code: 'expired', cause: undefined, answer: ticket.answer })
    throw errorFor(ticket, 'expired')
  }
  switch (afterExpired(session.state, ticket, mayReplay)) {
    case 'absent':
      tellAbsence(session)
      return false
    case 'loop':
      throw errorFor(ticket, 'refresh-loop')
    case 'refresh':
      session.state = refused(session.state)
      demand(session, ticket)
      return true
    case 'replay':
      return true
  }
}
