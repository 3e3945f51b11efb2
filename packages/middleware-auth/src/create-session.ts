import {
  canTime,
  checkOptions,
  createEvents,
  hostClock,
  type Listener,
  type Unsubscribe,
} from '@allium/core'
import { credentialFault } from './merge-credential'
import { mountingOf } from './mounting'
import { credentialOf, dispose, refresh, resume, signIn, signOut } from './session-engine'
import { type SessionOptions, sessionRules } from './session-options'
import { type SessionEngine, sessionEngine } from './session-parts'
import type { AuthEvents, Credential, CredentialStorage, NewCredential } from './types'

// By name, so that copies of the package agree; no part of the type, so that any two do.
const engineKey = Symbol.for('@allium/session-engine')

/** @internal The engine of a session; `undefined` for what is none. */
export function engineOf(session: unknown): SessionEngine | undefined {
  return Object(session)[engineKey]?.()
}

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
  /** Reads the storage again, and follows who has written there: another tab, say. */
  reload(): Promise<void>
  /** Calls the listener at each such event; returns the way out. */
  on<Name extends keyof AuthEvents>(
    name: Name,
    listener: Listener<AuthEvents[Name]>,
  ): Unsubscribe
  /** Rejects all that waits and lets go of everything; the stored session stays. */
  dispose(): void
}

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
  const { clock = hostClock, storage = memory() } = options
  if (!canTime(clock)) {
    throw new TypeError(
      '[createSession] needs timers, and this host has none: give a `clock`',
    )
  }
  const onFault = quietly(options.onFault)
  const events = createEvents<AuthEvents>(onFault)
  const mounting = mountingOf(options.origins, events)
  const engine = sessionEngine(options, { clock, storage, onFault }, mounting, events)
  const release = [
    options.onResume?.(what => resume(engine, what)),
    storage.subscribe?.(() => engine.loader.readAnew()),
  ]
  const session: Session = {
    signIn(credential) {
      const fault = credentialFault(credential)
      if (fault) {
        throw new TypeError(`[session] \`signIn\` takes a credential: ${fault}`)
      }
      return signIn(engine, credential)
    },
    signOut: () => signOut(engine),
    refresh: () => refresh(engine),
    credential: () => credentialOf(engine),
    reload: () => engine.loader.readAnew(),
    on: events.on,
    dispose() {
      dispose(engine)
      mounting.dispose()
      for (const stop of release) stop?.()
    },
  }
  // A console that prints it shows no token; a store that wraps objects keeps a function.
  return Object.defineProperty(session, engineKey, { value: () => engine })
}

/** Keeps nothing beyond this run of the app. */
function memory(): CredentialStorage {
  let kept: Credential | undefined
  return {
    load: () => kept,
    save(credential) {
      kept = credential
    },
    clear() {
      kept = undefined
    },
  }
}

/** Who is told of faults has nobody to tell of its own, and delays nothing. */
function quietly(hook: SessionOptions['onFault']): (fault: unknown) => void {
  // Stryker disable next-line OptionalChaining: what it throws then is dropped as well.
  const tell = async (fault: unknown) => hook?.(fault)
  return fault => {
    tell(fault).catch(() => {})
  }
}
