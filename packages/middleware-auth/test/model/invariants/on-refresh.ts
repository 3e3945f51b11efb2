import { isOpen, type Ledger, type Sent } from '../ledger'
import type { Invariant } from './check'

/** At most one refresh on the wire per session. */
function oneRefreshOnTheWire(sent: Sent, { wire }: Ledger) {
  if (sent.call !== undefined) return
  const other = wire.find(each => each.call === undefined && isOpen(each))
  return other && `refresh #${sent.order} leaves while #${other.order} is on the wire`
}

/** No refresh token is sent again after a success that replaced it. */
function noSpentRefreshToken({ shown }: Sent, { replaced }: Ledger) {
  if (shown === undefined || !replaced.has(shown)) return
  return `${shown} is shown again, and has been replaced`
}

/** Nor after an ambiguous outcome, unless the policy says so. */
function lostAnswersCount({ shown }: Sent, { wire, rearmedAt, setup }: Ledger) {
  if (shown === undefined) return
  const before = wire.filter(
    each => each.shown === shown && each.order >= rearmedAt && each.end !== 'unsent',
  )
  const answered = before.map(({ end }) => end === 'answered').lastIndexOf(true)
  const lost = before.length - 1 - answered
  const most = setup.whenAnswerIsLost === 'report' ? 1 : 2
  return lost < most ? undefined : `${shown} is shown after ${lost} lost answers in a row`
}

/** A server that asks to be left alone is. */
function retryAfterIsKept({ call }: Sent, { busyUntil, now, wasByHand }: Ledger) {
  if (call !== undefined || wasByHand || now >= busyUntil) return
  return `a refresh leaves ${busyUntil - now} ms before the server wants one`
}

/** After an end nothing signs in by itself. */
function noSignInByItself({ call, token }: Sent, { isClosed }: Ledger) {
  if (call !== undefined || token !== undefined || !isClosed) return
  return 'somebody is signed in again whom nobody asked for'
}

/** What holds whenever a refresh is sent. */
export const onRefresh: ReadonlyArray<Invariant<Sent>> = [
  oneRefreshOnTheWire,
  noSpentRefreshToken,
  lostAnswersCount,
  retryAfterIsKept,
  noSignInByItself,
]

/** A refresh has a reason: its credential was refused, ends soon, or was asked to go. */
function refreshHasAReason(_: unknown, { sight, spent, bornAt, setup, now }: Ledger) {
  const token = sight.token()
  if (token === undefined || spent.has(token)) return
  // The margin is a third of the lifetime at the most.
  const endsSoonAt = (bornAt.get(token) ?? Infinity) + (setup.lifetimeMs * 2) / 3
  return now >= endsSoonAt ? undefined : `${token} is renewed for no reason`
}

const WINDOW = { max: 5, ms: 30_000 }

/** At most so many refreshes within so many ms. */
function refreshWindow(_: unknown, { departures, now }: Ledger) {
  const recent = departures.filter(at => now - at < WINDOW.ms)
  if (recent.length < WINDOW.max) return
  return `${recent.length + 1} refreshes within ${WINDOW.ms} ms`
}

const COOL_DOWN_MS = 3_000

/** From the second failure in a row on there is a pause. */
function coolDown(_: unknown, { setback, isByHand, sight, now }: Ledger) {
  if (isByHand || setback === undefined || setback.token !== sight.token()) return
  const passed = now - setback.at
  if (setback.count < 2 || passed >= COOL_DOWN_MS) return
  return `a refresh ${passed} ms after failure ${setback.count}`
}

/** What holds when a flight begins. */
export const onFlight: ReadonlyArray<Invariant<undefined>> = [
  refreshHasAReason,
  refreshWindow,
  coolDown,
]

/** A flight is told to have ended once at the most, and only what has begun ends. */
function flightEndsOnce(_: unknown, { told }: Ledger) {
  return told.end < told.start ? undefined : 'a flight ends that has not begun'
}

/** `refresh` is told once for each credential that a flight has brought. */
function refreshMeansRenewed(_: unknown, { landed, told }: Ledger) {
  return told.refresh < landed.size ? undefined : '`refresh`, and nothing was renewed'
}

/** And to the session that it was brought for. */
function refreshIsItsOwn(_: unknown, { flightOf, current }: Ledger) {
  if (flightOf === undefined || flightOf === current) return
  return `a refresh of ${flightOf} is told to ${current ?? 'nobody'}`
}

/** What holds when a flight has failed. */
export const onFailure: ReadonlyArray<Invariant<undefined>> = [flightEndsOnce]

/** And when it has ended well. */
export const onSuccess: ReadonlyArray<Invariant<undefined>> = [
  flightEndsOnce,
  refreshMeansRenewed,
  refreshIsItsOwn,
]
