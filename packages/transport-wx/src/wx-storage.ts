import {
  type FieldNames,
  type Fields,
  isMissing,
  pairsOf,
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
export function wxStorage(keys: FieldNames, options: WxStorageOptions = {}): WxStorage {
  const pairs = pairsOf('wxStorage', keys)
  const host = storageOf('wxStorage', options)
  const save = (credential: object) => {
    const faults: unknown[] = []
    for (const [field, key] of pairs) {
      const value = (credential as Fields)[field]
      try {
        if (isMissing(value)) host().removeStorageSync(key)
        else host().setStorageSync(key, value)
      } catch (fault) {
        // Where the host refuses one key, the others must not keep what they had.
        faults.push(fault)
      }
    }
    if (faults.length > 0) throw faults[0]
  }
  return {
    load() {
      const kept: Record<string, unknown> = {}
      for (const [field, key] of pairs) {
        const value = host().getStorageSync(key)
        if (!isMissing(value)) kept[field] = value
      }
      return Object.keys(kept).length === 0 ? undefined : kept
    },
    save,
    clear: () => save({}),
  }
}
