import { isThenable } from '@allium/core'
import type { CredentialStore, Read } from './credential-store'

/** Reads the store, once for all who come meanwhile. */
export interface CredentialLoader {
  /** Begins to read; nothing is to be waited for where the store answers at once. */
  read(): Promise<void> | undefined
  /** Reads what stands there now: what a read under way has seen may be older. */
  readAnew(): Promise<void>
}

/** Who is told what stood there; it may be late, after a sign-in say. */
export function credentialLoader(
  store: CredentialStore,
  onRead: (read: Read) => void,
  /** A failed read is not an empty store. */
  onFailed: (cause: unknown) => void,
): CredentialLoader {
  let loading: Promise<void> | undefined
  let again: Promise<void> | undefined

  function read(): Promise<void> | undefined {
    if (loading) return loading
    const fail = (cause: unknown) => {
      loading = undefined
      onFailed(cause)
    }
    try {
      const reading = store.read()
      if (!isThenable(reading)) {
        onRead(reading)
        return undefined
      }
      loading = reading
        .then(found => {
          loading = undefined
          onRead(found)
        })
        .catch(fail)
    } catch (cause) {
      // Those who are about to wait for it are let in first.
      loading = Promise.reject(cause).catch(fail)
    }
    return loading
  }

  return {
    read,
    readAnew() {
      if (!loading) return read() || Promise.resolve()
      again ??= loading.then(() => {
        again = undefined
        return read()
      })
      return again
    },
  }
}
