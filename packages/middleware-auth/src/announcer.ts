import { type Clock, type Emitter, type Response, serverMessage } from '@allium/core'
import type { RefreshFailure } from './refresh-outcome'
import type { AuthEvents, LogoutReason } from './types'

/** Puts what happens to a session into words that hold no token. */
export class Announcer {
  constructor(
    private readonly events: Emitter<AuthEvents>,
    private readonly clock: Clock,
  ) {}

  refreshStarts(): void {
    this.events.emit('refresh:start', () => ({ at: this.clock.now() }))
  }

  refreshed(): void {
    this.events.emit('refresh', () => ({ at: this.clock.now() }))
  }

  refreshFailed({ outcome, code, answer }: RefreshFailure): void {
    const status = answer?.status
    const retryable = outcome !== 'refused'
    const at = this.clock.now()
    this.events.emit('refresh:error', () => ({ at, outcome, code, status, retryable }))
  }

  ended(reason: LogoutReason, answer?: Response | undefined): void {
    const status = answer?.status
    const message = serverMessage({ response: answer })
    const at = this.clock.now()
    this.events.emit('logout', () => ({ at, reason, status, message }))
  }
}
