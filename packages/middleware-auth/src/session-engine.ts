import { errorFor, type Held, type Tell } from './held-requests'
import { newCredential } from './merge-credential'
import { demand } from './refresher'
import { end, foreseen, giveUpAll, tellEnd, turnTo } from './session-changes'
import { type Awaited, awaited } from './session-decisions'
import type { SessionEngine } from './session-parts'
import { landed, resumed, signedIn } from './session-state'
import { endUnread, peek } from './stored-session'
import { tellServer } from './tell-server'
import type { Credential, NewCredential } from './types'

/** Stands for the caller in the errors of `session.refresh()`. */
const byHand: Held = { request: { method: 'REFRESH', url: 'session' }, attempt: 1 }

/** What is known now. */
export function credentialOf(session: SessionEngine): Credential | undefined {
  peek(session)
  return session.state.credential
}

export function signIn(session: SessionEngine, credential: NewCredential): Promise<void> {
  const isReplacing = credentialOf(session)
  endUnread(session, 'replaced')
  const given = newCredential(credential, session.clock.now())
  turnTo(session, signedIn(session.state, given, foreseen(session, given)))
  const stored = session.store.write(given)
  giveUpAll(session, 'session-changed')
  if (isReplacing) tellEnd(session, 'replaced')
  return stored
}

export function signOut(session: SessionEngine): Promise<void> {
  const credential = credentialOf(session)
  endUnread(session, 'user')
  // Stryker disable next-line StringLiteral: neither of the two others.
  const stored = end(session, 'app', 'session-changed')
  if (!credential) return stored
  tellEnd(session, 'user')
  return tellServer(session, credential).then(() => stored)
}

/** A refresh that is asked for by hand: it waits for the storage, too, and tries at once. */
export function refresh(session: SessionEngine): Promise<void> {
  peek(session)
  const {
    held,
    state: { epoch },
  } = session
  return new Promise((resolve, reject) => {
    const ask: Tell = error => {
      try {
        if (error !== undefined) throw error
        check(session, byHand, epoch)
        demand(session, byHand, true)
        // A listener of `refresh:start` may have signed out.
        check(session, byHand, epoch)
        resolve(held.park(byHand))
      } catch (fault) {
        reject(fault)
      }
    }
    if (session.state.isKnown) ask()
    else held.join(byHand, ask)
  })
}

/** The app is in front again, or the network back: what waits for that may go on. */
export function resume(session: SessionEngine, what: 'shown' | 'online'): void {
  session.state = resumed(session.state, what)
  // What others wrote meanwhile, a page that was frozen has not heard.
  session.loader.readAnew()
  if (awaits(session) !== 'renewal') return
  try {
    demand(session, byHand)
  } catch {
    // Nobody waits for it: who needs a credential next asks again.
  }
}

/** Ends all that waits, without ending the session: the stored one stays. */
export function dispose(session: SessionEngine): void {
  session.isDisposed = true
  turnTo(session, landed(session.state))
  giveUpAll(session, 'disposed')
}

/** What a request has to wait for before it goes; `undefined` where it may. */
export function awaits(session: SessionEngine): Awaited | undefined {
  peek(session)
  session.store.retry()
  const { state, fromNothing = false, launch, clock } = session
  const wanted = awaited(state, fromNothing, clock)
  const isSignedOut = !wanted && !state.credential
  return isSignedOut && launch.isHolding() ? 'launch' : wanted
}

/** A request never goes on, nor hears an answer, in another session than its own. */
export function check(
  { isDisposed, state }: SessionEngine,
  held: Held,
  epoch: number | undefined,
): void {
  if (isDisposed) throw errorFor(held, 'disposed')
  if (epoch === undefined || epoch === state.epoch) return
  throw errorFor(held, epoch === state.rejectedEpoch ? 'expired' : 'session-changed')
}

/** A session was needed, and there is none. */
export function tellAbsence(session: SessionEngine): void {
  if (session.state.absenceTold) return
  session.state = { ...session.state, absenceTold: true }
  tellEnd(session, 'absent')
}
