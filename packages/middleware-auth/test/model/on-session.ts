import type { LogoutReason } from '@allium/middleware-auth'
import type { Ledger, Sent } from './ledger'
import type { Invariant } from './on-send'
import { ownerOf } from './tokens'

const rejections: ReadonlyArray<Sent['outcome']> = [
  'unauthorized',
  'forbidden',
  'invalid-grant',
]

/** Whether the server has said that this session is over, or that nobody can sign in. */
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

/** Exactly one `logout` per end of a session, with its reason. */
function oneLogoutPerEnd(reason: LogoutReason, ledger: Ledger) {
  if (reason === 'absent') return
  const { owed, current, setup, hasRefreshToken } = ledger
  // A session that it knew of ends at once; of another it is told when it has been read.
  const due = owed.filter(each => each.reason === reason)
  const paid = due.find(({ isUnread }) => !isUnread) ?? due[0]
  if (paid !== undefined) {
    owed.splice(owed.indexOf(paid), 1)
    return
  }
  const isPair = setup.renewal === 'token'
  const hasLapsed = isPair && current !== undefined && !hasRefreshToken
  if (reason !== 'rejected' || !(hasLapsed || isRejected(current, ledger))) {
    return `\`logout ${reason}\`, and nothing has ended ${current ?? ''}`
  }
  ledger.end()
  return
}

/** And there is one for each: that of a session nobody had read yet, if it could be read. */
function noLogoutOwed(_: unknown, { owed, tools }: Ledger) {
  const due = owed.filter(({ isUnread }) => !isUnread || !tools.storage().hasFailedRead)
  return due.length === 0 ? undefined : `no \`logout ${due[0]?.reason}\` was told`
}

/** What the server has ended is over, unless the app has let go of it before. */
function rejectedIsOver(_: unknown, ledger: Ledger) {
  const { current, setup } = ledger
  const goesOn = setup.ending !== 'dispose' && isRejected(current, ledger)
  return goesOn ? `${current ?? 'nobody'} was rejected, and goes on` : undefined
}

/** A cleared session never comes back, and nobody comes in its place unasked. */
function clearedStaysCleared(token: string | undefined, { current, ended }: Ledger) {
  if (token === undefined || ownerOf(token) === current) return
  const what = ended.has(ownerOf(token)) ? 'which is over' : 'which is none'
  return `the session shows ${token}, ${what}; signed in is ${current ?? 'nobody'}`
}

/** A session that nobody has ended is there. */
function sessionIsKept(token: string | undefined, { current, isKnown }: Ledger) {
  return token === undefined && current !== undefined && isKnown
    ? `${current} is gone, and nothing has ended it`
    : undefined
}

/** Of two answers that bring the next token, that of the later request has the newer. */
function newestTokenWins(token: string | undefined, ledger: Ledger) {
  const { newest, issuedBy, landed } = ledger
  // A refresh begins anew, whatever was before.
  if (token === undefined || landed.has(token)) return
  const order = issuedBy.get(token) ?? -1
  return order < newest ? `${token} of #${order} replaces one of #${newest}` : undefined
}

/** What holds when a `logout` is heard. */
export const onLogout: ReadonlyArray<Invariant<LogoutReason>> = [oneLogoutPerEnd]

/** What holds of the credential that the session shows, whenever it is looked at. */
export const onLook: ReadonlyArray<Invariant<string | undefined>> = [
  clearedStaysCleared,
  sessionIsKept,
  newestTokenWins,
]

/** What holds of the sessions in the end. */
export const ofSessionsInTheEnd: ReadonlyArray<Invariant<unknown>> = [
  noLogoutOwed,
  rejectedIsOver,
]
