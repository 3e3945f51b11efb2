import type { LogoutReason } from '@allium/middleware-auth'
import type { Ledger, Sent } from '../ledger'
import { ownerOf } from '../tokens'
import type { Invariant } from './check'

const rejections: ReadonlyArray<Sent['outcome']> = [
  'unauthorized',
  'forbidden',
  'invalid-grant',
]

/** Whether the server has said to a refresh that its session is over, or none is to be had. */
function isRejected(session: string | undefined, { wire, beganAt }: Ledger): boolean {
  return wire.some(
    ({ order, call, end, outcome, token }) =>
      order >= beganAt &&
      call === undefined &&
      end === 'answered' &&
      rejections.includes(outcome) &&
      (token && ownerOf(token)) === session,
  )
}

/** Whether it has said so to a request. */
function isForbidden(session: string, { wire, setup }: Ledger): boolean {
  return wire.some(
    ({ call, end, status, token }) =>
      setup.isStrict &&
      call !== undefined &&
      end === 'answered' &&
      status === 403 &&
      token !== undefined &&
      ownerOf(token) === session,
  )
}

/** Whether the server has ended it, or there is nothing to renew it with. */
function mayEnd(session: string | undefined, ledger: Ledger): boolean {
  if (isRejected(session, ledger)) return true
  if (session === undefined) return false
  const isBare = ledger.setup.renewal === 'token' && ledger.refreshToken === undefined
  return isBare || isForbidden(session, ledger)
}

/** Exactly one `logout` per end of a session, with its reason. */
function oneLogoutPerEnd(reason: LogoutReason, ledger: Ledger) {
  if (reason === 'absent') return
  const { owed, current } = ledger
  // A session that was known ends at once; of another it is told when it has been read.
  const due = owed.filter(each => each.reason === reason)
  const paid = due.find(({ isUnread }) => !isUnread) ?? due[0]
  if (paid !== undefined) {
    owed.splice(owed.indexOf(paid), 1)
    return
  }
  if (reason !== 'rejected' || !mayEnd(current, ledger)) {
    return `\`logout ${reason}\`, and nothing has ended ${current ?? ''}`
  }
  ledger.end()
  return
}

/** Absent is said once, where nobody has been signed in: an end is told by its own reason. */
function absentOnce(reason: LogoutReason, { current, told, ended }: Ledger) {
  if (reason !== 'absent') return
  if (current !== undefined) return `nobody is said to be signed in, and ${current} is`
  return told.absent === 0 && ended.size === 0 ? undefined : 'absent is told once more'
}

/** What holds when a `logout` is heard. */
export const onLogout: ReadonlyArray<Invariant<LogoutReason>> = [
  oneLogoutPerEnd,
  absentOnce,
]

/** There is a `logout` for each end: for one that was unread, if it could be read. */
function noLogoutOwed(_: unknown, { owed, sight }: Ledger) {
  const due = owed.filter(({ isUnread }) => !isUnread || !sight.storage().hasFailedRead)
  return due.length === 0 ? undefined : `no \`logout ${due[0]?.reason}\` was told`
}

/** What the server has ended is over, unless the app has let go of it before. */
function rejectedIsOver(_: unknown, ledger: Ledger) {
  const { current, setup } = ledger
  const goesOn = setup.ending !== 'dispose' && isRejected(current, ledger)
  return goesOn ? `${current ?? 'nobody'} was rejected, and goes on` : undefined
}

/** What holds of the sessions when the world has come to rest. */
export const ofSessionsAtRest: ReadonlyArray<Invariant<unknown>> = [
  noLogoutOwed,
  rejectedIsOver,
]
