import type { Read } from './credential-store'
import { adopt, follow, tellEnd } from './session-changes'
import type { SessionEngine } from './session-parts'
import { tellServer } from './tell-server'
import type { LogoutReason } from './types'

/** Begins to read it, unless it is known already; known at once where it answers so. */
export function peek({ state, loader }: SessionEngine): void {
  if (!state.isKnown) loader.read()
}

/** The same before a request goes, where others write there; what there is to wait for. */
export function recheck({
  isStorageShared,
  state,
  loader,
}: SessionEngine): Promise<void> | undefined {
  return isStorageShared && state.isKnown ? loader.read() : undefined
}

/** Whether the session of that epoch was found to be gone, and none has begun since. */
export function isGone(
  { emptied, state }: SessionEngine,
  epoch: number = Number.NaN,
): boolean {
  return epoch === emptied && state.epoch === epoch + 1
}

/** The session ends that stands there, if one does. */
export function endUnread(session: SessionEngine, reason: LogoutReason): void {
  if (!session.state.isKnown) session.endedUnread = reason
}

/** What stands there; a sign-in or sign-out meanwhile knows better. */
export function hear(session: SessionEngine, { kept, isNews }: Read): void {
  const { endedUnread } = session
  const { isKnown, credential, epoch } = session.state
  session.endedUnread = undefined
  if (!isKnown) {
    adopt(session, kept)
  } else if (endedUnread) {
    const isOld = kept && kept.accessToken !== credential?.accessToken
    if (!isOld) return
    tellEnd(session, endedUnread)
    if (endedUnread === 'user') tellServer(session, kept)
  } else if (isNews) {
    if (!kept) session.emptied = epoch
    follow(session, kept)
    if (epoch === session.state.epoch) session.announce('refresh', {})
  }
}

/** A failed read is not an empty store. */
export function cannotRead(session: SessionEngine, cause: unknown): void {
  session.onFault(cause)
  session.endedUnread = undefined
  if (session.state.isKnown) return
  const message = 'the stored credential could not be read'
  session.held.giveUp('no-credential', { cause, message, retryable: true })
}
