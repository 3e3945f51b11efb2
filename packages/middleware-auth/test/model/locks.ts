import type { SessionLock } from '@allium/middleware-auth'
import type { Later } from './storage'

/** A lock that others share: it is had when the scheduler says so, or not at all. */
export class Locks {
  /** How many are held. */
  held = 0
  /** How many of the next are refused. */
  failing = 0

  constructor(private readonly later: Later) {}

  readonly take: SessionLock = async () => {
    const fails = this.failing > 0
    if (fails) this.failing -= 1
    await this.later('lock')
    if (fails) throw new Error('the lock cannot be had')
    this.held += 1
    return () => {
      this.held -= 1
    }
  }
}
