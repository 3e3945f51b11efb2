import {
  type Fields,
  isMissing,
  type Pair,
  pairsOf,
  type StorageKeys,
  storageOf,
  type WxStorage,
  type WxStorageOptions,
} from './stored-fields'

/**
 * Keeps a credential in the mini program's storage, each field under a key of its own.
 *
 * @example
 * import { wxStorage } from '@allium/transport-wx'
 *
 * const storage = wxStorage({ accessToken: 'accessToken', refreshToken: 'refreshToken' })
 *
 * @throws TypeError for wrong keys.
 */
export function wxStorage(keys: StorageKeys, options: WxStorageOptions = {}): WxStorage {
  const pairs = pairsOf('wxStorage', keys)
  const host = storageOf('wxStorage', options)
  return {
    load() {
      const kept: Record<string, unknown> = {}
      for (const [field, key] of pairs) {
        const value = host().getStorageSync(key)
        if (!isMissing(value)) kept[field] = value
      }
      return Object.keys(kept).length === 0 ? undefined : kept
    },
    save(credential) {
      forEachOf(pairs, ([field, key]) => {
        const value = (credential as Fields)[field]
        if (isMissing(value)) host().removeStorageSync(key)
        else host().setStorageSync(key, value)
      })
    },
    clear() {
      forEachOf(pairs, ([, key]) => host().removeStorageSync(key))
    },
  }
}

/** Where the host refuses one key, the others must not keep what they had. */
function forEachOf(pairs: readonly Pair[], act: (pair: Pair) => void): void {
  const faults: unknown[] = []
  for (const pair of pairs) {
    try {
      act(pair)
    } catch (fault) {
      faults.push(fault)
    }
  }
  if (faults.length > 0) throw faults[0]
}
