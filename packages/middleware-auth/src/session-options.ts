import {
  aBoolean,
  aClock,
  aFunction,
  aLimit,
  aStay,
  type Clock,
  type OptionRules,
  originOf,
} from '@allium/core'
import type { IsRejected } from './refresh-outcome'
import type { CredentialStorage, RefreshHook } from './types'

/** What a session is made of. */
export interface SessionOptions {
  /** Gets the next credential; called for one refresh at a time. */
  readonly refresh: RefreshHook
  /** Keeps the credential between two starts of the app. @default memory alone */
  readonly storage?: CredentialStorage
  /**
   * Whether `refresh` needs no refresh token: it signs in by a code, anonymously, or by
   * a cookie. A request without a session then gets one first. @default false
   */
  readonly fromNothing?: boolean
  /** Answers to a refresh that end the session, beside 401, 403 and `invalid_grant`. */
  readonly isRejected?: IsRejected
  /** How long requests wait for one refresh, in ms. @default 10_000 */
  readonly refreshTimeout?: number
  /** How long a refresh may be on the wire, in ms, waited for or not. @default 60_000 */
  readonly refreshDeadline?: number
  /**
   * How long no refresh is tried after two have failed in a row, in ms; requests that need
   * one fail at once. 0 switches it off; a server's `Retry-After` holds all the same, and
   * `session.refresh()` tries at once. @default 3_000
   */
  readonly refreshCooldown?: number
  /**
   * How long before its end a credential is renewed, in ms, where it is known when it
   * ends; a third of its lifetime at the most. @default 60_000
   */
  readonly expiryMargin?: number
  /**
   * How many refreshes may be sent within how many ms, asked by hand or not: a server that
   * takes no token for good is not stormed. @default { max: 5, ms: 30_000 }
   */
  readonly refreshWindow?: { readonly max: number; readonly ms: number }
  /**
   * What becomes of a refresh whose answer was lost. `try-again`: the next request that
   * needs one may show the same credential once more (the server may have a grace window
   * for it). `report`: it is not shown again. After that, callers get `refresh-ambiguous`
   * until a sign-in or `session.refresh()`. @default 'try-again'
   */
  readonly whenAnswerIsLost?: 'try-again' | 'report'
  /** How long the storage is waited for, in ms. @default 2_000 */
  readonly storageTimeout?: number
  /** How many requests may wait. @default 10_000 */
  readonly maxHeld?: number
  /** Origins that get the token. @default that of the first client's base URL */
  readonly origins?: readonly string[]
  /** Time; a manual one in tests. @default the host's */
  readonly clock?: Clock
  /** Told of what fails without failing a request: storage, listeners. @default dropped */
  readonly onFault?: (fault: unknown) => void
}

/** What each option may be. */
export const sessionRules: OptionRules = {
  refresh: aFunction,
  storage: [
    value =>
      ['load', 'save', 'clear'].every(
        name => typeof (value as Record<string, unknown>)?.[name] === 'function',
      ),
    'an object with `load`, `save` and `clear`',
  ],
  fromNothing: aBoolean,
  isRejected: aFunction,
  refreshTimeout: aLimit,
  refreshDeadline: aLimit,
  refreshCooldown: aStay,
  expiryMargin: aStay,
  refreshWindow: [isWindow, 'a `max` of refreshes, above 0, within `ms`'],
  whenAnswerIsLost: [
    value => value === 'try-again' || value === 'report',
    'try-again or report',
  ],
  storageTimeout: aLimit,
  maxHeld: [
    value => Number.isInteger(value) && (value as number) > 0,
    'a whole number above 0',
  ],
  origins: [
    value => Array.isArray(value) && value.every(each => originOf(each) === each),
    'a list of origins such as `https://api.example.com`',
  ],
  clock: aClock,
  onFault: aFunction,
}

function isWindow(value: unknown): boolean {
  const { max, ms } = Object(value)
  return Number.isInteger(max) && max > 0 && aLimit[0](ms)
}
