import type { Clock, Emitter } from '@allium/core'
import { type CredentialLoader, credentialLoader } from './credential-loader'
import { type CredentialStore, credentialStore } from './credential-store'
import { type HeldRequests, heldRequests } from './held-requests'
import { type Lane, lane } from './lane'
import { type LaunchGate, launchGate } from './launch-gate'
import type { Mounting } from './mounting'
import type { SessionOptions } from './session-options'
import { type SessionState, unknownSession } from './session-state'
import { type Settings, settingsOf } from './settings'
import { cannotRead, hear } from './stored-session'
import type { AuthEvents, CredentialStorage, LogoutReason, Send } from './types'

/** A session at work: its options with their defaults, its parts, and its state. */
export interface SessionEngine extends Settings {
  readonly clock: Clock
  readonly onFault: (fault: unknown) => void
  readonly mounting: Mounting
  readonly send: Send
  readonly store: CredentialStore
  readonly loader: CredentialLoader
  readonly held: HeldRequests
  readonly lane: Lane | undefined
  /** Holds what comes before the first sign-in, where that is wanted. */
  readonly launch: LaunchGate
  /** Tells the listeners, now; no fact holds a token. */
  announce<Name extends keyof AuthEvents>(
    name: Name,
    facts: Omit<AuthEvents[Name], 'at'>,
  ): void
  state: SessionState
  /** Counts what is asked for, and what is sent. */
  orders: number
  /** The order of the sending that brought the credential. */
  asOf: number
  /** How often it went on with what another had stored. */
  follows: number
  isDisposed: boolean
  /** How a session ended of which it was not known yet whether there was one. */
  endedUnread: LogoutReason | undefined
  /** The epoch that ended because the storage was found empty. */
  emptied: number | undefined
}

/** A session before it is known who is signed in. */
export function sessionEngine(
  options: SessionOptions,
  tools: {
    readonly clock: Clock
    readonly storage: CredentialStorage
    readonly onFault: (fault: unknown) => void
  },
  mounting: Mounting,
  events: Emitter<AuthEvents>,
): SessionEngine {
  const { clock, storage, onFault } = tools
  const settings = settingsOf(options, onFault)
  const { refreshTimeout, maxHeld, awaitSignIn = 0, atOnce } = settings
  const { send } = mounting
  const store = credentialStore(storage, {
    clock,
    boundMs: settings.storageTimeout,
    onFault,
  })
  const engine: SessionEngine = {
    ...settings,
    clock,
    onFault,
    mounting,
    send,
    store,
    loader: credentialLoader(
      store,
      read => hear(engine, read),
      cause => cannotRead(engine, cause),
    ),
    held: heldRequests(clock, maxHeld, refreshTimeout),
    lane: atOnce ? lane(atOnce, heldRequests(clock, maxHeld)) : undefined,
    launch: launchGate(clock, awaitSignIn),
    announce(name, facts) {
      const at = clock.now()
      events.emit(name, () => ({ at, ...facts }) as never)
    },
    state: unknownSession,
    orders: 0,
    asOf: 0,
    follows: 0,
    isDisposed: false,
    endedUnread: undefined,
    emptied: undefined,
  }
  return engine
}
