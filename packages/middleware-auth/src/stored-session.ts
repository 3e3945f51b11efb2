import type { Announcer } from './announcer'
import { CredentialLoader } from './credential-loader'
import type { CredentialStore, Read } from './credential-store'
import type { HeldRequests } from './held-requests'
import type { SessionState } from './session-state'
import type { Credential, LogoutReason } from './types'

/** What is needed to follow the storage. */
export interface StoredSessionParts {
  readonly store: CredentialStore
  /** Whether others write to the storage as well. */
  readonly isShared: boolean
  readonly held: HeldRequests
  readonly announcer: Announcer
  /** Tells the server that the user has signed out; never rejects. */
  readonly revoke: (credential: Credential) => Promise<void> | undefined
  readonly onFault: (fault: unknown) => void
}

/** The session that stands in the storage, too. */
interface Stored {
  readonly state: SessionState
  adopt(kept: Credential | undefined): void
  follow(stored: Credential | undefined): void
}

/** What the storage tells a session: who is signed in, at the start and when others write. */
export class StoredSession {
  /** How a session ended of which it was not known yet whether there was one. */
  private endedUnread: LogoutReason | undefined
  /** The epoch that ended because the storage was found empty. */
  private emptied: number | undefined
  private readonly loader: CredentialLoader

  constructor(
    private readonly session: Stored,
    private readonly parts: StoredSessionParts,
  ) {
    this.loader = new CredentialLoader(parts.store, {
      onRead: read => this.hear(read),
      onFailed: cause => this.cannotRead(cause),
    })
  }

  /** Begins to read it, unless it is known already; known at once where it answers so. */
  peek(): void {
    if (!this.session.state.isKnown) this.loader.read()
  }

  /** Reads it, and follows whoever has written there since. */
  reload(): Promise<void> {
    return this.loader.readAnew()
  }

  /** The same before a request goes, where others write there; what there is to wait for. */
  recheck(): Promise<void> | undefined {
    if (!this.parts.isShared || !this.session.state.isKnown) return undefined
    const reading = this.loader.read()
    return this.loader.isReading ? reading : undefined
  }

  /** Whether the session of that epoch was found to be gone, and none has begun since. */
  isGone(epoch: number = Number.NaN): boolean {
    return epoch === this.emptied && this.session.state.epoch === epoch + 1
  }

  /** The session ends that stands there, if one does. */
  endUnread(reason: LogoutReason): void {
    if (!this.session.state.isKnown) this.endedUnread = reason
  }

  /** What stands there; a sign-in or sign-out meanwhile knows better. */
  private hear({ kept, isNews }: Read): void {
    const { session, endedUnread } = this
    const { announcer } = this.parts
    const { isKnown, credential } = session.state
    this.endedUnread = undefined
    if (!isKnown) {
      session.adopt(kept)
    } else if (endedUnread !== undefined) {
      const isOld = kept && kept.accessToken !== credential?.accessToken
      if (!isOld) return
      announcer.ended(endedUnread)
      if (endedUnread === 'user') this.parts.revoke(kept)
    } else if (isNews) {
      const { epoch } = session.state
      if (kept === undefined) this.emptied = epoch
      session.follow(kept)
      if (epoch === session.state.epoch) announcer.refreshed()
    }
  }

  private cannotRead(cause: unknown): void {
    const { held, onFault } = this.parts
    onFault(cause)
    this.endedUnread = undefined
    if (this.session.state.isKnown) return
    const message = 'the stored credential could not be read'
    held.giveUp('no-credential', { cause, message, retryable: true })
  }
}
