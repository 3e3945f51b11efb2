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
  /** Reads the storage again, and follows who has written there: another tab, say. */
  reload(): Promise<void>
  on<Name extends keyof AuthEvents>(
    name: Name,
    listener: Listener<AuthEvents[Name]>,
  ): Unsubscribe
  /** Rejects all that waits and lets go of everything; the stored session stays. */
  dispose(): void
  /** @internal */
  readonly [engineOf]: SessionEngine
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
  const session: Omit<Session, typeof engineOf> = {
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
  // A console that prints it shows no token.
  return Object.defineProperty(session, engineOf, { value: engine }) as Session
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
