import type { Emitter, Response } from '@allium/core'
import { Announcer } from './announcer'
import { credentialStore } from './credential-store'
import { HeldRequests } from './held-requests'
import { type InLane, Lane } from './lane'
import { LaunchGate } from './launch-gate'
import type { Mounting } from './mounting'
import type { IsRejected } from './refresh-outcome'
import type { EngineParts } from './session-engine'
import type { SessionOptions } from './session-options'
import type { AuthEvents, CredentialStorage, Send } from './types'

/** A session's options with their defaults, as its engine's parts. */
export function partsOf(
  options: SessionOptions,
  tools: Pick<EngineParts, 'clock' | 'onFault'> & { readonly storage: CredentialStorage },
  { send }: Mounting,
  events: Emitter<AuthEvents>,
): EngineParts {
  const { clock, storage, onFault } = tools
  const { whenAnswerIsLost = 'try-again', maxHeld: max = 10_000, atOnce } = options
  const { awaitSignIn } = options
  const { refreshTimeout: timeoutMs = 10_000 } = options
  const waiting = new HeldRequests<InLane>(clock, { timeoutMs: undefined, max })
  return {
    refresh: options.refresh,
    whenAnswerIsLost,
    retries: options.refreshRetries ?? { max: 0 },
    random: options.random ?? Math.random,
    lock: options.lock,
    lockTimeoutMs: options.lockTimeout ?? 5_000,
    send,
    fromNothing: options.fromNothing ?? false,
    isRejected: harmless(options.isRejected, onFault),
    isShared: options.isStorageShared ?? false,
    revoke: revoking(options.revoke, send, timeoutMs, onFault),
    wireTimeoutMs: options.refreshDeadline ?? 60_000,
    marginMs: options.expiryMargin ?? 60_000,
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
  deadline: number,
  onFault: (fault: unknown) => void,
): EngineParts['revoke'] {
  if (revoke === undefined) return () => undefined
  const limited: Send = options => send({ deadline, ...options })
  return async credential => {
    try {
      await revoke({ credential, send: limited })
    } catch (fault) {
      const { response } = Object(fault) as { response?: Response }
      // The server knows the session no more: that is what was wanted.
      if (response?.status !== 401) onFault(fault)
    }
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
