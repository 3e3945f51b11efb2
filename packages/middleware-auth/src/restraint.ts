import type { AuthErrorCode } from './errors'
import type { SessionState } from './session-state'

/** How often a refresh may be tried. */
export interface RestraintLimits {
  /** So many refreshes within so many ms. */
  readonly window: { readonly max: number; readonly ms: number }
  /** So many lost answers in a row, before the same credential is not shown again. */
  readonly maxUnanswered: number
}

/**
 * Why no refresh is tried now; `undefined` where one may be. Asked by hand, it is only the
 * window that counts. A clock that was turned back makes nobody wait.
 */
export function restraintOn(
  { departures, setback }: SessionState,
  now: number,
  { window, maxUnanswered }: RestraintLimits,
  isByHand: boolean,
): AuthErrorCode | undefined {
  if (recent(departures, now, window.ms).length >= window.max) return 'refresh-window'
  if (setback === undefined || isByHand) return undefined
  if (setback.unanswered >= maxUnanswered) return 'refresh-ambiguous'
  const passed = now - setback.at
  return passed >= 0 && passed < setback.pauseMs ? 'cooling-down' : undefined
}

/** The instants that lie so many ms back at the most. */
export function recent(instants: readonly number[], now: number, ms: number): number[] {
  return instants.filter(at => at <= now && now - at < ms)
}
