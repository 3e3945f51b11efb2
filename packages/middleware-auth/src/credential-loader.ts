import { isThenable } from '@allium/core'
import type { CredentialStore } from './credential-store'
import type { Credential } from './types'

/** Reads the store once, for all who come meanwhile; after a failure, the next reads again. */
export class CredentialLoader {
  private loading: Promise<void> | undefined

  constructor(
    private readonly store: CredentialStore,
    private readonly tell: {
      /** Given what stood there; it may be late, after a sign-in say. */
      onRead(kept: Credential | undefined): void
      /** A failed read is not an empty store. */
      onFailed(cause: unknown): void
    },
  ) {}

  /** Begins to read; where the store answers at once, it has been read after it. */
  read(): Promise<void> {
    this.loading ??= this.load()
    return this.loading
  }

  private async load(): Promise<void> {
    try {
      const reading = this.store.read()
      this.tell.onRead(isThenable(reading) ? await reading : reading)
    } catch (cause) {
      // Those who are about to wait for it are let in first.
      await undefined
      this.loading = undefined
      this.tell.onFailed(cause)
    }
  }
}
