import {
  aBoolean,
  aFunction,
  type Clock,
  canTime,
  checkOptions,
  createEvents,
  hostClock,
  type Listener,
  type OptionRules,
  originOf,
  type Unsubscribe,
} from '@allium/core'
import { credentialStore, isCredential } from './credential-store'
import { HeldRequests } from './held-requests'
import { Mounting } from './mounting'
import type { IsRejected } from './refresh-outcome'
import { SessionEngine } from './session-engine'
import type { AuthEvents, Credential, CredentialStorage, RefreshHook } from './types'

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
  /** How long a request waits for a refresh, in ms. @default 10_000 */
  readonly refreshTimeout?: number
  /** How long a refresh may be on the wire, in ms, waited for or not. @default 60_000 */
  readonly refreshDeadline?: number
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

/** @internal Where `auth` finds the engine; by name, so that copies of the package agree. */
export const engineOf: unique symbol = Symbol.for('@allium/session-engine')

/** Who is signed in. Clients that share one session share its refresh. */
export interface Session {
  /** Begins a session at once; settles when it is stored. Ends the one before. */
  signIn(credential: Credential): Promise<void>
  /** Ends the session at once; settles when it is out of the storage. */
  signOut(): Promise<void>
  /** Gets a new credential now, or joins who does. Rejects with an `AuthError`. */
  refresh(): Promise<void>
  /** What is known now; `undefined` where nobody is signed in. */
  credential(): Credential | undefined
  on<Name extends keyof AuthEvents>(
    name: Name,
    listener: Listener<AuthEvents[Name]>,
  ): Unsubscribe
  /** Rejects all that waits and lets go of everything; the stored session stays. */
  dispose(): void
  /** @internal */
  readonly [engineOf]: { readonly engine: SessionEngine; readonly mounting: Mounting }
}

const aSpan: OptionRules[string] = [
  value => typeof value === 'number' && value > 0 && value < 2 ** 31,
  'a number of ms above 0',
]

const rules: OptionRules = {
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
  refreshTimeout: aSpan,
  refreshDeadline: aSpan,
  storageTimeout: aSpan,
  maxHeld: [
    value => Number.isInteger(value) && (value as number) > 0,
    'a whole number above 0',
  ],
  origins: [
    value => Array.isArray(value) && value.every(each => originOf(each) === each),
    'a list of origins such as `https://api.example.com`',
  ],
  clock: [value => typeof (value as Clock)?.setTimeout === 'function', 'a clock'],
  onFault: aFunction,
}

const memory: CredentialStorage = { load() {}, save() {}, clear() {} }

/**
 * Makes a session, to be given to `auth` of every client that acts for its user.
 *
 * @example
 * import { createSession } from '@allium/middleware-auth'
 * import { wxStorage } from '@allium/transport-wx'
 *
 * const session = createSession({
 *   storage: wxStorage({ accessToken: 'accessToken', refreshToken: 'refreshToken' }),
 *   refresh: async ({ credential, send }) => {
 *     const { data } = await send<{ data: string }>({
 *       method: 'POST',
 *       url: '/Login/RefreshToken',
 *       data: { refreshToken: credential.refreshToken },
 *     })
 *     return { accessToken: data.data }
 *   },
 * })
 *
 * @throws TypeError for wrong options.
 */
export function createSession(options: SessionOptions): Session {
  checkOptions('createSession', options, rules, ['refresh'])
  const { storage = memory, clock = hostClock } = options
  const onFault = quietly(options.onFault)
  if (!canTime(clock)) {
    throw new TypeError(
      '[createSession] needs timers, and this host has none: give a `clock`',
    )
  }
  const events = createEvents<AuthEvents>(onFault)
  const mounting = new Mounting(options.origins, events)
  const engine = new SessionEngine({
    refresh: options.refresh,
    fromNothing: options.fromNothing ?? false,
    isRejected: harmless(options.isRejected, onFault),
    wireTimeoutMs: options.refreshDeadline ?? 60_000,
    store: credentialStore(storage, {
      clock,
      boundMs: options.storageTimeout ?? 2_000,
      onFault,
    }),
    held: new HeldRequests(clock, {
      timeoutMs: options.refreshTimeout ?? 10_000,
      max: options.maxHeld ?? 10_000,
    }),
    mounting,
    events,
    clock,
    onFault,
  })
  return {
    signIn(credential) {
      if (!isCredential(credential)) {
        throw new TypeError('[session] `signIn` takes a credential with an `accessToken`')
      }
      return engine.signIn(credential)
    },
    signOut: () => engine.signOut(),
    refresh: () => engine.refresh(),
    credential: () => engine.credential,
    on: events.on,
    dispose() {
      engine.dispose()
      mounting.dispose()
    },
    [engineOf]: { engine, mounting },
  }
}

/** Who is told of faults has nobody to tell of its own, and delays nothing. */
function quietly(hook: SessionOptions['onFault']): (fault: unknown) => void {
  const tell = async (fault: unknown) => hook?.(fault)
  return fault => {
    tell(fault).catch(() => {})
  }
}

/** What throws instead of reading an answer has not recognised it. */
function harmless(
  isRejected: IsRejected | undefined,
  onFault: (fault: unknown) => void,
): IsRejected {
  return answer => {
    try {
      return isRejected?.(answer) ?? false
    } catch (fault) {
      onFault(fault)
      return false
    }
  }
}
