import { type CredentialStore, isThenable } from './credential-store'
import { errorFor, type Held } from './held-requests'
import type { Credential } from './types'

/** Reads the store once, for all who come meanwhile. */
export class CredentialLoader {
  /** Whether it is known who is signed in, from the store or from the app. */
  isDone = false
  private loading: Promise<void> | undefined

  constructor(
    private readonly store: CredentialStore,
    private readonly adopt: (credential: Credential) => void,
    private readonly onFault: (fault: unknown) => void,
  ) {}

  /** For those who cannot wait: a store that answers at once has been read after it. */
  peek(): void {
    if (!this.isDone) this.join().catch(() => {})
  }

  /** The app knows better than the store: what is still being read does not count. */
  skip(): void {
    this.isDone = true
  }

  /**
   * Waits for the store.
   *
   * @throws AuthError `no-credential`, retryable: a failed read is not an empty store, and
   * the next that comes reads again.
   */
  async ready(held: Held): Promise<void> {
    try {
      await this.join()
    } catch (cause) {
      throw errorFor(held, 'no-credential', { cause, retryable: true })
    }
  }

  private async join(): Promise<void> {
    this.loading ??= this.load()
    const { loading } = this
    try {
      await loading
    } finally {
      if (this.loading === loading) this.loading = undefined
    }
  }

  private async load(): Promise<void> {
    try {
      const reading = this.store.read()
      const kept = isThenable(reading) ? await reading : reading
      if (this.isDone) return
      this.isDone = true
      if (kept !== undefined) this.adopt(kept)
    } catch (fault) {
      this.onFault(fault)
      throw fault
    }
  }
}
