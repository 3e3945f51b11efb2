import { isOpen, type Ledger, type Sent, STARTED_AT } from '../ledger'
import { ownerOf } from '../tokens'
import type { Invariant } from './check'

/** No token of one session on a request of another, and none of one that has ended. */
function noForeignToken({ call, token }: Sent, { current }: Ledger) {
  if (token === undefined) return
  const owner = ownerOf(token)
  if (owner !== current)
    return `${token} is sent, and ${current ?? 'nobody'} is signed in`
  const { name, session = owner } = call ?? {}
  return session === owner ? undefined : `${name} of ${session} is sent with ${token}`
}

/** Who asked for no credential gets none. */
function exemptIsUnsigned({ call, token }: Sent) {
  if (call?.kind !== 'exempt' || token === undefined) return
  return `${call.name} is exempt, and carries ${token}`
}

/** A refresh token goes to the refresh endpoint and nowhere else. */
function refreshTokenStaysHome({ call, headers }: Sent) {
  const tells = Object.values(headers).some(value => /\.r\d/.test(value))
  return call && tells ? `${call.name} carries a refresh token` : undefined
}

/** A credential that has been replaced never leaves, however long its request waited. */
function noStaleToken({ call, token }: Sent, { sight }: Ledger) {
  if (call === undefined || token === undefined) return
  const now = sight.token()
  return token === now ? undefined : `${call.name} is sent with ${token}, not ${now}`
}

/** Nothing goes while a refresh is on the wire, unless its token still lives. */
function heldDuringRefresh({ call, token }: Sent, { wire, bornAt }: Ledger) {
  if (call === undefined || call.kind === 'exempt') return
  if (token !== undefined && bornAt.has(token)) return
  const refresh = wire.find(each => each.call === undefined && isOpen(each))
  return refresh && `${call.name} leaves during refresh #${refresh.order}`
}

/** Nothing goes unsigned before the app's launch has had its time to sign in. */
function heldForTheLaunch({ call, token }: Sent, { setup, now, isLaunched }: Ledger) {
  if (call?.kind !== 'request' || token !== undefined) return
  if (isLaunched || now >= STARTED_AT + setup.launchMs) return
  return `${call.name} leaves unsigned before the launch`
}

/** A refreshed credential is stored, or that has failed, before it is used. */
function storedBeforeUse({ call, token }: Sent, { landed, sight }: Ledger) {
  if (call === undefined || token === undefined || !landed.has(token)) return
  if (sight.storage().isDoneWith(token)) return
  return `${call.name} is sent with ${token} before it is stored`
}

/** And announced. */
function announcedBeforeUse({ call, token }: Sent, { landed, announced }: Ledger) {
  if (call === undefined || token === undefined || !landed.has(token)) return
  if (announced.has(token)) return
  return `${call.name} is sent with ${token} before \`refresh\` is told`
}

/** A request is sent again as often as it may be, and no more. */
function boundedReplays({ call }: Sent, { setup }: Ledger) {
  if (call === undefined) return
  const replays = call.kind === 'exempt' ? 0 : setup.maxReplays
  const most = (1 + replays) * (setup.isRetried ? 2 : 1)
  return call.sent.length < most
    ? undefined
    : `${call.name} is sent more than ${most} times`
}

/** What has been aborted, or has ended in another way, is never sent later. */
function neverAfterItsEnd({ call }: Sent) {
  if (call === undefined || (call.state === 'pending' && !call.isAborted)) return
  return `${call.name} is sent, and is over`
}

/** In the lane, never two signed requests of a session at once. */
function oneSignedAtATime({ call, token }: Sent, { wire, setup }: Ledger) {
  if (!setup.lane || call === undefined || token === undefined) return
  const isSigned = (each: Sent) =>
    each.call && each.token && ownerOf(each.token) === ownerOf(token)
  const other = wire.find(each => isSigned(each) && isOpen(each))
  return other && `${call.name} leaves while ${other.call?.name} is on the wire`
}

/** A single-use token goes once; once more for each answer that was lost or brought none. */
function singleUse({ call, token }: Sent, { wire, setup }: Ledger) {
  if (!setup.lane || call === undefined || token === undefined) return
  const last = wire.find(each => each.call && each.token === token && each.brought)
  return last && `${token} is sent again, and its answer brought ${last.brought}`
}

/** What holds whenever something is sent. */
export const onSend: ReadonlyArray<Invariant<Sent>> = [
  noForeignToken,
  exemptIsUnsigned,
  refreshTokenStaysHome,
  noStaleToken,
  heldDuringRefresh,
  heldForTheLaunch,
  storedBeforeUse,
  announcedBeforeUse,
  boundedReplays,
  neverAfterItsEnd,
  oneSignedAtATime,
  singleUse,
]
