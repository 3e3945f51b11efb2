import type { AuthError, AuthErrorCode } from './errors'
import { errorFor, type Held } from './held-requests'
import type { SessionState } from './session-state'

/** How often a refresh may be tried. */
export interface RestraintLimits {
  /** So many refreshes within so many ms. */
  readonly refreshWindow: { readonly max: number; readonly ms: number }
  /** With `report`, a credential whose answer was lost is not shown again. */
  readonly whenAnswerIsLost: unknown
}

/**
 * Why no refresh is tried now; `undefined` where one may be. Asked by hand, it is only the
 * window that counts. A clock that was turned back makes nobody wait.
 */
export function restraintOn(
  { departures, setback }: SessionState,
  now: number,
  { refreshWindow: { max, ms }, whenAnswerIsLost }: RestraintLimits,
  isByHand: boolean,
): AuthErrorCode | undefined {
  if (recent(departures, now, ms).length >= max) return 'refresh-window'
  if (!setback || isByHand) return undefined
  const maxUnanswered = whenAnswerIsLost === 'report' ? 1 : 2
  if (setback.unanswered >= maxUnanswered) return 'refresh-ambiguous'
  const passed = now - setback.at
  return passed >= 0 && passed < setback.pauseMs ? 'cooling-down' : undefined
}

/** The instants that lie so many ms back at the most. */
export function recent(instants: readonly number[], now: number, ms: number): number[] {
  return instants.filter(at => at <= now && now - at < ms)
}

/** The error of a request that would need one. A lost answer is not asked for by itself. */
export function restrained(held: Held, code: AuthErrorCode, cause: unknown): AuthError {
  if (code !== 'refresh-ambiguous') return errorFor(held, code, { cause })
  const message =
    'the answer to the refresh was lost; it is sent again after a sign-in, `session.refresh()`, or when the app comes back'
  return errorFor(held, code, { cause, message, retryable: false })
}
