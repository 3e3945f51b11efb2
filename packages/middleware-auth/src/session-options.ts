import {
  aBoolean,
  aClock,
  aCount,
  aFunction,
  aLimit,
  aStay,
  type Clock,
  type OptionRules,
  originOf,
  type ResumeSource,
} from '@allium/core'
import type { IsRejected } from './refresh-outcome'
import type { RefreshRetries, WhenAnswerIsLost } from './refresh-run'
import type {
  CredentialReader,
  CredentialStorage,
  RefreshHook,
  RefreshInput,
  SessionLock,
} from './types'

/** What a session is made of. */
export interface SessionOptions {
  /** Gets the next credential; called for one refresh at a time. */
  readonly refresh: RefreshHook
  /** Keeps the credential between two starts of the app. @default memory alone */
  readonly storage?: CredentialStorage | undefined
  /**
   * Whether `refresh` needs no refresh token: it signs in by a code, anonymously, or by
   * a cookie. A request without a session then gets one first. @default false
   */
  readonly fromNothing?: boolean | undefined
  /**
   * Takes the next credential from every answer to a signed request, errors included,
   * where the server gives it there.
   */
  readonly takeFrom?: CredentialReader | undefined
  /**
   * How many signed requests may be under way at once: 1 for tokens that can be used only
   * once. @default without limit
   */
  readonly atOnce?: number | undefined
  /**
   * How long requests made before the first sign-in wait for it, in ms since the session
   * was made: a page may ask before the app's launch has signed in. @default not at all
   */
  readonly awaitSignIn?: number | undefined
  /** Answers to a refresh that end the session, beside 401, 403 and `invalid_grant`. */
  readonly isRejected?: IsRejected | undefined
  /** How long requests wait for one refresh, in ms. @default 10_000 */
  readonly refreshTimeout?: number | undefined
  /** How long a refresh may be on the wire, in ms, waited for or not. @default 60_000 */
  readonly refreshDeadline?: number | undefined
  /**
   * How long no refresh is tried after two have failed in a row, in ms; requests that need
   * one fail at once. 0 switches it off; a server's `Retry-After` holds all the same, and
   * `session.refresh()` tries at once. @default 3_000
   */
  readonly refreshCooldown?: number | undefined
  /**
   * How long before its end a credential is renewed, in ms, where it is known when it
   * ends; a third of its lifetime at the most. @default 60_000
   */
  readonly expiryMargin?: number | undefined
  /**
   * How many refreshes may be sent within how many ms, asked by hand or not: a server that
   * takes no token for good is not stormed. @default { max: 5, ms: 30_000 }
   */
  readonly refreshWindow?: { readonly max: number; readonly ms: number } | undefined
  /**
   * Sends again, within one refresh, what failed for now; what may have been carried out
   * is no such thing. @default { max: 0 }
   */
  readonly refreshRetries?: RefreshRetries | undefined
  /**
   * What becomes of a refresh whose answer was lost. `try-again`: the next request that
   * needs one may show the same credential once more. `retry-once`: that is done at once,
   * for servers that have a grace window. `report`: it is not shown again. After two lost
   * answers in a row (with `report`, one) callers get `refresh-ambiguous` until a sign-in,
   * `session.refresh()`, or the app's coming back. A hook signs in another way instead, by
   * a code say. @default 'try-again'
   */
  readonly whenAnswerIsLost?: WhenAnswerIsLost | undefined
  /** Tells the server of `signOut()`, and of no other end; its failure is no one's. */
  readonly revoke?: ((input: RefreshInput) => unknown) | undefined
  /** Tells when the app is in front again, or the network back. @default never */
  readonly onResume?: ResumeSource | undefined
  /**
   * Whether others write to the storage, too: another session, a tab. It is looked at
   * before each request then, and not only before a refresh. @default false
   */
  readonly isStorageShared?: boolean | undefined
  /** Shared with other tabs, so that one of them refreshes at a time. @default none */
  readonly lock?: SessionLock | undefined
  /**
   * How long the lock is waited for, in ms; at most half of `refreshTimeout`, so that there
   * is time left for the refresh, unless it is given. @default 5_000
   */
  readonly lockTimeout?: number | undefined
  /** How long the storage is waited for, in ms. @default 2_000 */
  readonly storageTimeout?: number | undefined
  /** How many requests may wait. @default 10_000 */
  readonly maxHeld?: number | undefined
  /** Origins that get the token. @default that of the first client's base URL */
  readonly origins?: readonly string[] | undefined
  /** Time; a manual one in tests. @default the host's */
  readonly clock?: Clock | undefined
  /** From 0 to 1, for the pauses between retries. @default Math.random */
  readonly random?: (() => number) | undefined
  /**
   * Told of what fails without failing a request: storage, listeners, other hooks; and of
   * a `refresh` that throws by itself or cannot be sent, once, as it is. What hooks throw
   * may hold a token. @default dropped
   */
  readonly onFault?: ((fault: unknown) => void) | undefined
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
  takeFrom: aFunction,
  atOnce: aCount,
  awaitSignIn: aLimit,
  refreshRetries: [
    isRetries,
    'a `max` of retries, with `delayMs` and `budgetMs` above 0',
  ],
  whenAnswerIsLost: [
    value =>
      typeof value === 'function' ||
      ['try-again', 'retry-once', 'report'].includes(value as string),
    'try-again, retry-once, report or a hook',
  ],
  revoke: aFunction,
  onResume: aFunction,
  isStorageShared: aBoolean,
  lock: aFunction,
  lockTimeout: aLimit,
  random: aFunction,
  storageTimeout: aLimit,
  maxHeld: aCount,
  origins: [
    value => Array.isArray(value) && value.every(each => originOf(each) === each),
    'a list of origins such as `https://api.example.com`',
  ],
  clock: aClock,
  onFault: aFunction,
}

function isRetries(value: unknown): boolean {
  const { max, delayMs = 1, budgetMs = 1 } = Object(value)
  return Number.isInteger(max) && max >= 0 && aLimit[0](delayMs) && aLimit[0](budgetMs)
}

function isWindow(value: unknown): boolean {
  const { max, ms } = Object(value)
  return Number.isInteger(max) && max > 0 && aLimit[0](ms)
}
