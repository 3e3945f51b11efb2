import { createAbortController, type Emitter, pause, type Response } from '@allium/core'
import { Announcer } from './announcer'
import { credentialStore } from './credential-store'
import { type Freshness, foresee, freshness } from './expiry'
import { HeldRequests } from './held-requests'
import { type InLane, Lane } from './lane'
import { LaunchGate } from './launch-gate'
import type { Mounting } from './mounting'
import type { IsRejected } from './refresh-outcome'
import type { RefresherParts } from './refresher'
import type { SessionOptions } from './session-options'
import type { StoredSessionParts } from './stored-session'
import type { AuthEvents, Credential, CredentialStorage, Send } from './types'

/** What an engine is made of. */
export interface EngineParts extends RefresherParts, StoredSessionParts {
  /** What the clock says of a credential that has just been got. */
  readonly foresee: (credential: Credential) => Freshness | undefined
  /** What it says of one that was got some time ago. */
  readonly known: (credential: Credential) => Freshness | undefined
  readonly lane: Lane | undefined
  /** Holds what comes before the first sign-in, where that is wanted. */
  readonly launch: LaunchGate | undefined
  readonly onFault: (fault: unknown) => void
}

/** A session's options with their defaults, as its engine's parts. */
export function partsOf(
  options: SessionOptions,
  tools: Pick<EngineParts, 'clock' | 'onFault'> & { readonly storage: CredentialStorage },
  { send }: Mounting,
  events: Emitter<AuthEvents>,
): EngineParts {
  const { clock, storage, onFault } = tools
  const { whenAnswerIsLost = 'try-again', maxHeld: max = 10_000, atOnce } = options
  const { awaitSignIn, expiryMargin: marginMs = 60_000 } = options
  const { refreshTimeout: timeoutMs = 10_000 } = options
  const waiting = new HeldRequests<InLane>(clock, { timeoutMs: undefined, max })
  return {
    refresh: options.refresh,
    whenAnswerIsLost,
    retries: options.refreshRetries ?? { max: 0 },
    random: options.random ?? Math.random,
    lock: options.lock,
    lockTimeoutMs: options.lockTimeout ?? Math.min(5_000, timeoutMs / 2),
    send,
    fromNothing: options.fromNothing ?? false,
    isRejected: harmless(options.isRejected, onFault),
    isShared: options.isStorageShared ?? false,
    revoke: revoking(options.revoke, send, { clock, onFault, limitMs: timeoutMs }),
    wireTimeoutMs: options.refreshDeadline ?? 60_000,
    foresee: credential => foresee(credential, clock.now(), marginMs, onFault),
    known: credential => freshness(credential, clock.now(), marginMs),
    cooldownMs: options.refreshCooldown ?? 3_000,
    limits: {
      window: options.refreshWindow ?? { max: 5, ms: 30_000 },
      maxUnanswered: whenAnswerIsLost === 'report' ? 1 : 2,
    },
    store: credentialStore(storage, {
      clock,
      boundMs: options.storageTimeout ?? 2_000,
      onFault,
    }),
    held: new HeldRequests(clock, { timeoutMs, max }),
    launch: awaitSignIn === undefined ? undefined : new LaunchGate(clock, awaitSignIn),
    lane: atOnce === undefined ? undefined : new Lane(atOnce, waiting),
    announcer: new Announcer(events, clock),
    clock,
    onFault,
  }
}

/** Tells the server of a sign-out. The session is over already, whatever it answers. */
function revoking(
  revoke: SessionOptions['revoke'],
  send: Send,
  {
    clock,
    onFault,
    limitMs,
  }: Pick<EngineParts, 'clock' | 'onFault'> & { limitMs: number },
): EngineParts['revoke'] {
  if (revoke === undefined) return () => undefined
  const limited: Send = options => send({ deadline: limitMs, ...options })
  return async credential => {
    const { signal, abort } = createAbortController()
    const late = pause(limitMs, clock, signal).then(() => {
      throw new Error(`[session] \`revoke\` took longer than ${limitMs} ms`)
    })
    const told = async () => revoke({ credential, send: limited })
    try {
      await Promise.race([told(), late])
    } catch (fault) {
      const { response } = Object(fault) as { response?: Response }
      // The server knows the session no more: that is what was wanted.
      if (response?.status !== 401) onFault(fault)
    }
    abort()
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
