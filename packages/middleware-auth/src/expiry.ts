import type { Response } from '@allium/core'
import type { Credential, NewCredential } from './types'

/** When a credential may be used without being renewed first, in ms since 1970. */
export interface Freshness {
  /** A clock that shows less was turned back, and can tell nothing of this credential. */
  readonly since: number
  readonly until: number
}

// Clocks are set right by seconds all the time.
const SMALL_STEP_MS = 60_000

/**
 * `undefined` where it is not known when the credential ends. The margin is never more
 * than a third of the lifetime, reckoned from now, or a short-lived token would be renewed
 * at each request.
 */
export function freshness(
  { expiresAt }: Credential,
  now: number,
  marginMs: number,
): Freshness | undefined {
  if (!expiresAt) return undefined
  const lifetime = expiresAt - now
  const until = expiresAt - Math.max(0, Math.min(marginMs, lifetime / 3))
  return { since: now - SMALL_STEP_MS, until }
}

const TOO_SHORT_MS = 30_000
const TOO_LONG_MS = 10 * 365 * 24 * 3_600_000

/**
 * The same for a new credential. A lifetime that looks wrong, in another unit say, is
 * reported and used; one that seems to be over tells of a wrong clock: its end is not
 * known then.
 */
export function foresee(
  credential: Credential,
  now: number,
  marginMs: number,
  onFault: (fault: unknown) => void,
): Freshness | undefined {
  const { expiresAt } = credential
  // Stryker disable next-line ConditionalExpression: a lifetime that is NaN is none, either.
  if (!expiresAt) return undefined
  const lifetime = expiresAt - now
  if (lifetime < TOO_SHORT_MS || lifetime > TOO_LONG_MS) {
    const fact =
      lifetime > 0 ? `is to live for ${lifetime} ms` : 'seems to have ended already'
    onFault(new RangeError(`[session] a new credential ${fact}: is the unit right?`))
  }
  return lifetime > 0 ? freshness(credential, now, marginMs) : undefined
}

// The header counts whole seconds, and the answer has been on its way.
const SAME_TIME_MS = 5_000

/**
 * An instant that the server gives is the server's: where its `Date` tells that the clocks
 * differ, it becomes this clock's. A lifetime needs no such thing.
 */
export function onThisClock(
  given: NewCredential,
  answer: Response | undefined,
  now: number,
): NewCredential {
  // Stryker disable next-line StringLiteral: any text will do that is no date.
  const offset = Date.parse(answer?.headers.date ?? '') - now
  const { expiresAt } = Object(given) as NewCredential
  // What is no instant is left for the check of the answer.
  if (!((expiresAt as number) > 0) || !(Math.abs(offset) > SAME_TIME_MS)) return given
  return { ...given, expiresAt: (expiresAt as number) - offset }
}
