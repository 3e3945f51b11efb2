import { type ErrorFacts, isRequestError, RequestError } from '@allium/core'

/** Why auth gave up on a request. */
export type AuthErrorCode =
  /** The server has ended the session; a sign-in is needed. */
  | 'expired'
  /** The refresh failed for now; the session is kept. */
  | 'refresh-transient'
  /** The server refused the refresh, and the session has ended. */
  | 'refresh-rejected'
  /** The refresh took too long; the session is kept, and a late answer is still taken. */
  | 'refresh-timeout'
  /** The refresh may have been carried out, and its answer was lost; the session is kept. */
  | 'refresh-ambiguous'
  /** The server did not understand the refresh: a fault in the program. */
  | 'refresh-refused'
  /** The refresh was answered without a usable credential; the session is kept. */
  | 'invalid-refresh-answer'
  /** A fresh credential was called expired, too. */
  | 'refresh-loop'
  /** Too many refreshes in a short time. */
  | 'refresh-window'
  /** A refresh has just failed; the next is not tried yet. */
  | 'cooling-down'
  /** The session that the request belonged to is over, or another has begun. */
  | 'session-changed'
  /** There is nothing to sign the request with. */
  | 'no-credential'
  /** More requests wait for the refresh than `maxHeld` allows. */
  | 'too-many-held'
  /** The session object has been disposed of. */
  | 'disposed'

declare module '@allium/core' {
  interface ErrorCodes {
    readonly auth: AuthErrorCode
  }
}

/** What each says; and whether it passes by itself, or the session is over. */
const codes: Readonly<Record<AuthErrorCode, readonly [string, ('passing' | 'final')?]>> =
  {
    expired: ['the session has expired; sign in again', 'final'],
    'refresh-transient': ['the refresh failed for now; the session is kept', 'passing'],
    'refresh-rejected': ['the refresh was rejected, and the session has ended', 'final'],
    'refresh-timeout': ['the refresh took too long; the session is kept', 'passing'],
    'refresh-ambiguous': [
      'the answer to the refresh was lost; the session is kept',
      'passing',
    ],
    'refresh-refused': [
      'the server did not understand the refresh; check the `refresh` hook',
    ],
    'invalid-refresh-answer': [
      'the refresh was answered without a usable credential',
      'passing',
    ],
    'refresh-loop': [
      'refused again with a fresh credential; the server may not accept it here',
    ],
    'refresh-window': ['too many refreshes in a short time', 'passing'],
    'cooling-down': ['a refresh has just failed; the next is not tried yet', 'passing'],
    'session-changed': ['the session it belonged to is over', 'final'],
    'no-credential': ['there is no credential to send or to refresh'],
    'too-many-held': ['too many requests wait for the refresh', 'passing'],
    disposed: ['the session has been disposed of', 'final'],
  }

/** What is known when auth gives up. */
export type AuthErrorFacts = Omit<ErrorFacts, 'message'> & {
  /** @default what the code says */
  readonly message?: string | undefined
  /** Whether the session is over. @default what the code says */
  readonly sessionEnded?: boolean | undefined
}

/** The error of a request that auth gave up on. It holds the answer it gave up over. */
export class AuthError extends RequestError {
  declare readonly code: AuthErrorCode
  /** Whether the session that the request belonged to is over. */
  readonly sessionEnded: boolean

  constructor(code: AuthErrorCode, facts: AuthErrorFacts) {
    const [words, kind] = codes[code]
    const {
      retryable = kind === 'passing',
      sessionEnded = kind === 'final',
      message = words,
    } = facts
    // The end of the session has been told by its `logout`; what it took along says no more.
    const moot = sessionEnded && code !== 'refresh-rejected'
    super(code, { ...facts, retryable, moot, message })
    Object.defineProperty(this, 'name', { value: 'AuthError' })
    this.sessionEnded = sessionEnded
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), sessionEnded: this.sessionEnded }
  }
}

/** Whether it is an `AuthError`, from any copy of the package. */
export function isAuthError(error: unknown): error is AuthError {
  return isRequestError(error) && error.name === 'AuthError'
}
