import type { Ledger } from './ledger'
import type { Invariant } from './on-send'

/** A refresh has a reason: its credential was refused, ends soon, or was asked to go. */
function refreshHasAReason(_: unknown, ledger: Ledger) {
  const token = ledger.tools.token()
  if (token === undefined || ledger.isSpent(token)) return
  return `${token} is renewed for no reason`
}

/** At most five refreshes within thirty seconds. */
function refreshWindow(_: unknown, { departures, now }: Ledger) {
  const recent = departures.filter(at => now - at < 30_000)
  return recent.length < 5 ? undefined : 'a sixth refresh within thirty seconds'
}

const COOL_DOWN_MS = 3_000

/** From the second failure in a row on there is a pause. */
function coolDown(_: unknown, { setback, isByHand, tools, now }: Ledger) {
  if (isByHand || setback === undefined || setback.token !== tools.token()) return
  const passed = now - setback.at
  return setback.count > 1 && passed < COOL_DOWN_MS
    ? `a refresh ${passed} ms after failure ${setback.count}`
    : undefined
}

/** A flight is told to have ended once at the most, and only what has begun ends. */
function flightEndsOnce(_: unknown, { told }: Ledger) {
  return told.ended < told.start ? undefined : 'a flight ends that has not begun'
}

/** `refresh` is told once for each credential that a flight has brought. */
function refreshMeansRenewed(_: unknown, { landed, told }: Ledger) {
  return told.refresh < landed.size ? undefined : '`refresh`, and nothing was renewed'
}

/** Said once, where nobody has been signed in: an end is told by its own reason. */
function absentOnce(_: unknown, { current, told, ended }: Ledger) {
  if (current !== undefined) return `nobody is said to be signed in, and ${current} is`
  return told.absent === 0 && ended.size === 0 ? undefined : 'absent is told once more'
}

/** What holds when a refresh begins, ends well, fails; and when a session is missing. */
export const onEvent: Readonly<
  Record<'start' | 'refresh' | 'error' | 'absent', ReadonlyArray<Invariant<undefined>>>
> = {
  start: [refreshHasAReason, refreshWindow, coolDown],
  refresh: [flightEndsOnce, refreshMeansRenewed],
  error: [flightEndsOnce],
  absent: [absentOnce],
}
