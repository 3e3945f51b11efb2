import { type Clock, isThenable } from '@allium/core'
import type { Credential, CredentialStorage } from './types'

/** Keeps the credential, whatever the storage does. Memory is the truth, not this. */
export interface CredentialStore {
  /**
   * What is kept; at once where the storage answers at once.
   *
   * @throws what the storage throws: a failed read is not an empty store.
   */
  read(): Credential | undefined | Promise<Credential | undefined>
  /** Keeps or removes; settles when it is done, has failed, or has taken too long. */
  write(credential: Credential | undefined): Promise<void>
}

/** Whether it can be used as a credential. */
export function isCredential(value: unknown): value is Credential {
  if (typeof value !== 'object' || value === null) return false
  const { accessToken } = value as Credential
  return typeof accessToken === 'string' && accessToken !== ''
}

/**
 * Writes go one after the other, and while one runs the later ones become one: the
 * latest wins. One that takes longer than the bound is left behind and reported; when it
 * ends after all, the latest is written once more, for it may have undone it.
 */
export function credentialStore(
  storage: CredentialStorage,
  tools: {
    readonly clock: Clock
    readonly boundMs: number
    readonly onFault: (fault: unknown) => void
  },
): CredentialStore {
  let latest: Credential | undefined
  let dirty = false
  let running: Promise<void> | undefined

  async function drain(): Promise<void> {
    while (dirty) {
      dirty = false
      const credential = latest
      const put = () => (credential ? storage.save(credential) : storage.clear())
      await bounded(put, tools, rewrite).catch(tools.onFault)
    }
    running = undefined
  }

  function rewrite(): void {
    dirty = true
    running ??= drain()
  }

  function usable(kept: unknown): Credential | undefined {
    if (isCredential(kept)) return kept
    if (kept !== undefined)
      tools.onFault(new TypeError('[session] the stored record is no credential'))
    return undefined
  }

  return {
    read() {
      const kept = storage.load()
      return isThenable(kept)
        ? bounded(
            () => kept,
            tools,
            () => {},
          ).then(usable)
        : usable(kept)
    },
    write(credential) {
      latest = credential
      rewrite()
      return running as Promise<void>
    },
  }
}

/** Waits for the storage, but not without limit; tells when it ends after the limit. */
function bounded(
  act: () => unknown,
  { clock, boundMs }: { readonly clock: Clock; readonly boundMs: number },
  onLate: () => void,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const result = act()
    if (!isThenable(result)) return resolve(result)
    let late = false
    const timer = clock.setTimeout(() => {
      late = true
      reject(new Error(`[session] the storage did not answer within ${boundMs} ms`))
    }, boundMs)
    const end = () => {
      clock.clearTimeout(timer)
      if (late) onLate()
    }
    result.then(
      value => {
        end()
        resolve(value)
      },
      error => {
        end()
        reject(error)
      },
    )
  })
}
