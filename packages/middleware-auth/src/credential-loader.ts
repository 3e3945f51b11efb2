import { isThenable } from '@allium/core'
import type { CredentialStore, Read } from './credential-store'

/** Reads the store, once for all who come meanwhile. */
export class CredentialLoader {
  private loading: Promise<void> | undefined
  private again: Promise<void> | undefined

  constructor(
    private readonly store: CredentialStore,
    private readonly tell: {
      /** Given what stood there; it may be late, after a sign-in say. */
      onRead(read: Read): void
      /** A failed read is not an empty store. */
      onFailed(cause: unknown): void
    },
  ) {}

  /** Whether a read is under way. */
  get isReading(): boolean {
    return this.loading !== undefined
  }

  /** Reads what stands there now: what a read under way has seen may be older. */
  readAnew(): Promise<void> {
    if (this.loading === undefined) return this.read()
    this.again ??= this.loading.then(() => {
      this.again = undefined
      return this.read()
    })
    return this.again
  }

  /** Begins to read; where the store answers at once, it has been read after it. */
  read(): Promise<void> {
    if (this.loading !== undefined) return this.loading
    const done = (tell: () => void) => {
      this.loading = undefined
      tell()
    }
    const fail = (cause: unknown) => done(() => this.tell.onFailed(cause))
    try {
      const reading = this.store.read()
      if (!isThenable(reading)) {
        this.tell.onRead(reading)
        return Promise.resolve()
      }
      this.loading = reading.then(read => done(() => this.tell.onRead(read))).catch(fail)
    } catch (cause) {
      // Those who are about to wait for it are let in first.
      this.loading = Promise.resolve(cause).then(fail)
    }
    return this.loading
  }
}
