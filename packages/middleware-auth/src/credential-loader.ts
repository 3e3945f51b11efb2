import { type CredentialStore, isThenable } from './credential-store'
import { errorFor, type Held } from './held-requests'
import type { Credential } from './types'

/** Reads the store once, for all who come meanwhile. */
export class CredentialLoader {
  private loading: Promise<void> | undefined

  constructor(
    private readonly store: CredentialStore,
    /** Given what stood there; it may be late, after a sign-in say. */
    private readonly onRead: (kept: Credential | undefined) => void,
    private readonly onFault: (fault: unknown) => void,
  ) {}

  /** For those who cannot wait: a store that answers at once has been read after it. */
  peek(): void {
    this.join().catch(() => {})
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
      const message = 'the stored credential could not be read'
      throw errorFor(held, 'no-credential', { cause, message, retryable: true })
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
      this.onRead(isThenable(reading) ? await reading : reading)
    } catch (fault) {
      this.onFault(fault)
      throw fault
    }
  }
}
