import type { Response } from '@allium/core'
import type { IsRejected } from './refresh-outcome'
import type { RefreshRetries, WhenAnswerIsLost } from './refresh-run'
import type { SessionOptions } from './session-options'

/** The options as the engine knows them. */
export interface Settings extends SessionOptions {
  readonly whenAnswerIsLost: WhenAnswerIsLost
  readonly isRejected: IsRejected
  readonly refreshTimeout: number
  readonly refreshDeadline: number
  readonly refreshCooldown: number
  readonly expiryMargin: number
  readonly refreshWindow: { readonly max: number; readonly ms: number }
  readonly refreshRetries: RefreshRetries
  readonly lockTimeout: number
  readonly storageTimeout: number
  readonly maxHeld: number
  readonly random: () => number
}

/** What was given, and the defaults of what was not. */
export function settingsOf(
  options: SessionOptions,
  onFault: (fault: unknown) => void,
): Settings {
  const { refreshTimeout = 10_000 } = options
  const defaults = {
    whenAnswerIsLost: 'try-again',
    refreshTimeout,
    refreshDeadline: 60_000,
    refreshCooldown: 3_000,
    expiryMargin: 60_000,
    refreshWindow: { max: 5, ms: 30_000 },
    refreshRetries: { max: 0 },
    lockTimeout: Math.min(5_000, refreshTimeout / 2),
    storageTimeout: 2_000,
    maxHeld: 10_000,
    random: Math.random,
  } as const
  const settings: Record<string, unknown> = { ...options }
  for (const [name, value] of Object.entries(defaults)) settings[name] ??= value
  settings.isRejected = (answer: Response) => {
    try {
      return options.isRejected?.(answer)
    } catch (fault) {
      // What throws instead of reading an answer has not recognised it.
      onFault(fault)
      return false
    }
  }
  return settings as unknown as Settings
}
