import { isOpen, type Ledger, type Sent } from './ledger'
import { ownerOf } from './tokens'

/** What must hold; the fact where it does not. Its name is told in front of the fact. */
export type Invariant<What> = (what: What, ledger: Ledger) => string | undefined

/** At most one refresh on the wire per session. */
function oneRefreshOnTheWire(sent: Sent, { wire }: Ledger) {
  if (sent.call !== undefined) return
  const other = wire.find(each => each.call === undefined && isOpen(each))
  return other && `refresh #${sent.order} leaves while #${other.order} is on the wire`
}

/** No token of one session on a request of another, and none that has ended. */
function noForeignToken({ call, token }: Sent, { current }: Ledger) {
  if (token === undefined) return
  const owner = ownerOf(token)
  if (owner !== current) return `${token} is sent, and ${current ?? 'nobody'} is signed in`
  const { name, session = owner } = call ?? {}
  return session === owner ? undefined : `${name} of ${session} is sent with ${token}`
}

/** Who asked for no credential gets none. */
function exemptIsUnsigned({ call, token }: Sent) {
  if (call?.kind !== 'exempt') return
  return token && `${call.name} is exempt, and carries ${token}`
}

/** A credential that has been replaced never leaves, however long its request waited. */
function noStaleToken({ call, token }: Sent, { tools }: Ledger) {
  if (call === undefined || token === undefined) return
  const now = tools.token()
  return token === now ? undefined : `${call.name} is sent with ${token}, not ${now}`
}

/** Nothing is signed while a refresh is on the wire, unless its token still lives. */
function heldDuringRefresh({ call, token }: Sent, { wire, bornAt }: Ledger) {
  if (call === undefined || call.kind === 'exempt') return
  if (token !== undefined && bornAt.has(token)) return
  const refresh = wire.find(each => each.call === undefined && isOpen(each))
  return refresh && `${call.name} leaves during refresh #${refresh.order}`
}

/** A refreshed credential is stored, or that has failed, before it is used. */
function storedBeforeUse({ call, token }: Sent, { landed, tools }: Ledger) {
  if (call === undefined || token === undefined || !landed.has(token)) return
  return tools.storage().isDoneWith(token)
    ? undefined
    : `${call.name} is sent with ${token} before it is stored`
}

/** And announced. */
function announcedBeforeUse({ call, token }: Sent, { landed, announced }: Ledger) {
  if (call === undefined || token === undefined || !landed.has(token)) return
  return announced.has(token)
    ? undefined
    : `${call.name} is sent with ${token} before \`refresh\` is told`
}

/** No refresh token is sent again after a success that replaced it. */
function noSpentRefreshToken({ shown }: Sent, { replaced }: Ledger) {
  return shown !== undefined && replaced.has(shown)
    ? `${shown} is shown again, and has been replaced`
    : undefined
}

/** Nor after an ambiguous outcome, unless the policy says so. */
function lostAnswersCount({ shown }: Sent, { wire, rearmedAt, setup }: Ledger) {
  if (shown === undefined) return
  const before = wire.filter(
    each => each.shown === shown && each.order >= rearmedAt && each.end !== 'unsent',
  )
  const answered = before.map(each => each.end === 'answered').lastIndexOf(true)
  const lost = before.length - 1 - answered
  const most = setup.whenAnswerIsLost === 'report' ? 1 : 2
  return lost < most ? undefined : `${shown} is shown after ${lost} lost answers in a row`
}

/** A server that asks to be left alone is. */
function retryAfterIsKept({ call }: Sent, { busyUntil, now, isAskedByHand }: Ledger) {
  if (call !== undefined || isAskedByHand || now >= busyUntil) return
  return `a refresh leaves ${busyUntil - now} ms before the server wants one`
}

/** In the lane, never two signed requests at once. */
function oneSignedAtATime({ call, token }: Sent, { wire, setup }: Ledger) {
  if (!setup.lane || call === undefined || token === undefined) return
  const other = wire.find(
    each =>
      each.call !== undefined &&
      each.token !== undefined &&
      ownerOf(each.token) === ownerOf(token) &&
      isOpen(each),
  )
  return other && `${call.name} leaves while ${other.call?.name} is on the wire`
}

/** A single-use token goes once; once more for each answer that was lost or brought none. */
function singleUse({ call, token }: Sent, { wire, setup }: Ledger) {
  if (!setup.lane || call === undefined || token === undefined) return
  const before = wire.filter(each => each.call !== undefined && each.token === token)
  const last = before.find(({ brought }) => brought !== undefined)
  return last && `${token} is sent again, and its answer brought ${last.brought}`
}

/** A request is sent again as often as it may be, and no more. */
function boundedReplays({ call }: Sent, { setup }: Ledger) {
  if (call === undefined) return
  const most = call.kind === 'exempt' ? 1 : 1 + setup.maxReplays
  return call.sent.length < most ? undefined : `${call.name} is sent more than ${most} times`
}

/** What has been aborted, or has ended in another way, is never sent later. */
function neverAfterItsEnd({ call }: Sent) {
  if (call === undefined || (call.state === 'pending' && !call.isAborted)) return
  return `${call.name} is sent, and is over`
}

/** After an end nothing signs in by itself. */
function noSignInByItself({ call, token }: Sent, { isClosed }: Ledger) {
  if (call !== undefined || token !== undefined) return
  return isClosed ? 'somebody is signed in again whom nobody asked for' : undefined
}

/** What holds whenever something is sent. */
export const onSend: ReadonlyArray<Invariant<Sent>> = [
  oneRefreshOnTheWire,
  noForeignToken,
  exemptIsUnsigned,
  noStaleToken,
  heldDuringRefresh,
  storedBeforeUse,
  announcedBeforeUse,
  noSpentRefreshToken,
  lostAnswersCount,
  retryAfterIsKept,
  oneSignedAtATime,
  singleUse,
  boundedReplays,
  neverAfterItsEnd,
  noSignInByItself,
]
