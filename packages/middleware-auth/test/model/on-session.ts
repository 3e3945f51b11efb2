import type { LogoutReason } from '@allium/middleware-auth'
import type { Ledger, Sent } from './ledger'
import type { Invariant } from './on-send'
import { ownerOf } from './tokens'

const rejections: ReadonlyArray<Sent['outcome']> = [
  'unauthorized',
  'forbidden',
  'invalid-grant',
]

/** Whether the server has answered a refresh of this session that it is over. */
function isRejected(session: string, { wire }: Ledger): boolean {
  return wire.some(
    ({ end, outcome, token }) =>
      end === 'answered' &&
      rejections.includes(outcome) &&
      token !== undefined &&
      ownerOf(token) === session,
  )
}

/** Exactly one `logout` per end of a session, with its reason. */
function oneLogoutPerEnd(reason: LogoutReason, ledger: Ledger) {
  if (reason === 'absent') return
  const { owed, current, setup, hasRefreshToken } = ledger
  const at = owed.findIndex(each => each.reason === reason)
  if (at !== -1) {
    owed.splice(at, 1)
    return
  }
  if (reason !== 'rejected' || current === undefined) {
    return `\`logout ${reason}\`, and nothing has ended`
  }
  const hasLapsed = setup.renewal === 'token' && !hasRefreshToken
  if (!hasLapsed && !isRejected(current, ledger)) return `${current} ends for no reason`
  ledger.end()
  return
}

/** And there is one for each: that of a session nobody had read yet, if it could be read. */
function noLogoutOwed(_: unknown, { owed, tools }: Ledger) {
  const due = owed.filter(({ isUnread }) => !isUnread || !tools.storage().hasFailedRead)
  return due.length === 0 ? undefined : `no \`logout ${due[0]?.reason}\` was told`
}

/** What the server has ended is over. */
function rejectedIsOver(_: unknown, ledger: Ledger) {
  const { current } = ledger
  if (current === undefined || !isRejected(current, ledger)) return
  return `${current} was rejected, and goes on`
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

/** Of two answers that bring a token, that of the later request has the newer. */
function newestTokenWins(token: string | undefined, { newest, issuedBy }: Ledger) {
  if (token === undefined) return
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
