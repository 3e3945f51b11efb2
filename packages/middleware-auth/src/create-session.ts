import {
  canTime,
  checkOptions,
  createEvents,
  type Emitter,
  hostClock,
  type Listener,
  type Unsubscribe,
} from '@allium/core'
import { Announcer } from './announcer'
import { credentialStore, isCredential } from './credential-store'
import { HeldRequests } from './held-requests'
import { Mounting } from './mounting'
import type { IsRejected } from './refresh-outcome'
import { RequestGate } from './request-gate'
import { SessionEngine } from './session-engine'
import { type SessionOptions, sessionRules } from './session-options'
import type { AuthEvents, Credential, CredentialStorage, NewCredential } from './types'

/** @internal Where `auth` finds the engine; by name, so that copies of the package agree. */
export const engineOf: unique symbol = Symbol.for('@allium/session-engine')

/** Who is signed in. Clients that share one session share its refresh. */
export interface Session {
  /** Begins a session at once; settles when it is stored. Ends the one before. */
  signIn(credential: NewCredential): Promise<void>
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
  readonly [engineOf]: {
    readonly engine: SessionEngine
    readonly gate: RequestGate
    readonly mounting: Mounting
  }
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
 *     const { data } = await send<{ data: string; refreshToken?: string }>({
 *       method: 'POST',
 *       url: '/Login/RefreshToken',
 *       data: { refreshToken: credential.refreshToken },
 *     })
 *     return { accessToken: data.data, refreshToken: data.refreshToken }
 *   },
 * })
 *
 * @throws TypeError for wrong options.
 */
export function createSession(options: SessionOptions): Session {
  checkOptions('createSession', options, sessionRules, ['refresh'])
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
    send: mounting.send,
    fromNothing: options.fromNothing ?? false,
    isRejected: harmless(options.isRejected, onFault),
    wireTimeoutMs: options.refreshDeadline ?? 60_000,
    marginMs: options.expiryMargin ?? 60_000,
    cooldownMs: options.refreshCooldown ?? 3_000,
    limits: {
      window: options.refreshWindow ?? { max: 5, ms: 30_000 },
      maxUnanswered: options.whenAnswerIsLost === 'report' ? 1 : 2,
    },
    store: credentialStore(storage, {
      clock,
      boundMs: options.storageTimeout ?? 2_000,
      onFault,
    }),
    held: new HeldRequests(clock, {
      timeoutMs: options.refreshTimeout ?? 10_000,
      max: options.maxHeld ?? 10_000,
    }),
    announcer: new Announcer(events, clock),
    clock,
    onFault,
  })
  return sessionOf(engine, mounting, events)
}

/** The short interface before the engine; a console that prints it shows no token. */
function sessionOf(
  engine: SessionEngine,
  mounting: Mounting,
  events: Emitter<AuthEvents>,
): Session {
  const session: Omit<Session, typeof engineOf> = {
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
  }
  const gate = new RequestGate(engine)
  const inside: Session[typeof engineOf] = { engine, gate, mounting }
  return Object.defineProperty(session, engineOf, { value: inside }) as Session
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
