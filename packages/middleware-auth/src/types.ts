import type { AbortSignalLike, Request, Response, SendOptions } from '@allium/core'
import type { AuthErrorCode } from './errors'

/** What proves who the user is. */
export interface Credential {
  /** What is sent with each request; never empty. */
  readonly accessToken: string
  /** Buys the next access token. */
  readonly refreshToken?: string | undefined
  /** When the access token ends, in ms since 1970: it is renewed a while before. */
  readonly expiresAt?: number | undefined
  /** Whose it is, where you know: a refresh that brings another's is refused. */
  readonly subject?: string | undefined
}

/** A credential as a server gives it: some tell when it ends, some how long it lives. */
export interface NewCredential extends Credential {
  /** How long the access token lives, in ms, from when it was asked for. */
  readonly expiresIn?: number | undefined
}

/** Keeps a credential between two starts of the app; each may answer with a promise. */
export interface CredentialStorage {
  /** `undefined` where nothing is kept. */
  load(): unknown
  /** Keeps it instead of what was kept. */
  save(credential: Credential): unknown
  /** Keeps nothing any more. */
  clear(): unknown
  /** Tells when somebody else has written: another tab, say. Returns the way out. */
  readonly subscribe?: ((listener: () => void) => () => void) | undefined
}

/** Sends through the layers inside auth: no hold, no loading, base headers included. */
export type Send = <Data = unknown>(
  options: Omit<SendOptions, 'signal'>,
) => Promise<Response<Data>>

/** Takes a credential, or parts of one, from an answer; `undefined` where there is none. */
export type CredentialReader<
  Found = { readonly [Part in keyof NewCredential]?: NewCredential[Part] | undefined },
> = (response: Response) => Found | undefined

/**
 * Gets a lock that other tabs or processes share, so that one of them refreshes at a time.
 * Resolves with what frees it; rejects, or never settles, where it cannot be had: the
 * refresh goes on without it after a while. `signal` fires when nobody waits any more.
 */
export type SessionLock = (signal: AbortSignalLike) => Promise<() => unknown>

/** What a `refresh` hook is given. */
export interface RefreshInput {
  /** What is to be renewed; its `accessToken` is `''` where there is no session. */
  readonly credential: Credential
  /** Reaches the server through the client's inner layers, and first of all that waits. */
  readonly send: Send
}

/**
 * Called for one refresh at a time. Resolve with the new credential; a refresh token
 * that is left out stays as it was. Reject with what `send` rejected with: the outcome
 * is read from it. Never call a client that has this session here: it would wait for you.
 */
export type RefreshHook = (input: RefreshInput) => NewCredential | Promise<NewCredential>

/**
 * How a refresh ended that did not succeed.
 *
 * - `transient`: the session may be good, and the refresh token is surely not used up.
 * - `rejected`: the server said that the session is over.
 * - `ambiguous`: it may have left, and no readable answer was seen.
 * - `refused`: the server did not understand it; a fault in the program.
 */
export type RefreshOutcome = 'transient' | 'rejected' | 'ambiguous' | 'refused'

/**
 * Why a session ended: the server `rejected` it, the `user` signed out, a sign-in
 * `replaced` it, it ended `elsewhere`, or there was none where one was needed (`absent`).
 */
export type LogoutReason = 'rejected' | 'user' | 'replaced' | 'elsewhere' | 'absent'

/** What a session announces. No payload holds a token: ask `session.credential()`. */
export interface AuthEvents {
  /** A refresh begins. */
  'refresh:start': {
    /** In ms since 1970, as in the others. */
    readonly at: number
  }
  /** There is another credential, by a refresh or from another tab. */
  refresh: { readonly at: number }
  /** A refresh has failed, and the session is kept. */
  'refresh:error': {
    readonly at: number
    /** Whether the refresh token may be used up, or the program is at fault. */
    readonly outcome: RefreshOutcome
    /** That of the errors of all that waited. */
    readonly code: AuthErrorCode
    /** What the server answered, where it did. */
    readonly status: number | undefined
    /** Whether another may succeed without a change of the program. */
    readonly retryable: boolean
  }
  /** A session is over, or there is none where one is needed: told once. */
  logout: {
    readonly at: number
    /** Who has ended it; `absent` where there was none. */
    readonly reason: LogoutReason
    /** What the server answered, where it did. */
    readonly status?: number | undefined
    /** What the server has to say to the user. */
    readonly message?: string | undefined
  }
}

/** What a client with the layer announces of its own requests, beside the session's events. */
export interface HoldEvents {
  /** A request waits: for a refresh, a sign-in, the storage, or its turn. */
  hold: {
    /** The request's, as in the client's other events. */
    readonly id: number
    readonly at: number
  }
}

/** What the layer adds to every request's options. */
export interface AuthRequestOptions {
  /**
   * `false` for login, logout and public pages: no token is attached, and a 401 is the
   * caller's to read. @default true
   */
  readonly auth?: boolean | undefined
}

/** How a credential travels in a request. */
export interface Authenticator {
  /** Whether the caller brought a credential of its own: it is left alone then. */
  isSuppliedBy(request: Request): boolean
  /** The request with the credential; a new one, for what it is given is frozen. */
  attach(request: Request, credential: Credential): Request
}

/**
 * What an answer says of the credential that was sent with it: `ok`, `expired` (a
 * refresh may cure it), `rejected` (the session is over), `other` (something else).
 */
export type Verdict = 'ok' | 'expired' | 'rejected' | 'other'

/** Reads the verdict; called for each answer to a request with a credential, or without. */
export type Classifier = (response: Response, request: Request) => Verdict
