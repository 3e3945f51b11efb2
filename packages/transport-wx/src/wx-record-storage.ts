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
 * Keeps a credential in the mini program's storage as one record under one key, as JSON;
 * `names` are those of the record. A record that an app has put there as an object is
 * read, too.
 *
 * @example
 * import { wxRecordStorage } from '@allium/transport-wx'
 *
 * const names = { accessToken: 'access_token', expiresAt: 'expires_in' }
 * const storage = wxRecordStorage('token', names)
 *
 * @throws TypeError for a wrong key, or wrong names.
 */
export function wxRecordStorage(
  key: string,
  names: FieldNames,
  options: WxStorageOptions = {},
): WxStorage {
  if (typeof key !== 'string' || key === '') {
    throw new TypeError('[wxRecordStorage] takes a storage key, a text')
  }
  const pairs = pairsOf('wxRecordStorage', names)
  const host = storageOf('wxRecordStorage', options)
  return {
    load() {
      const value = host().getStorageSync(key)
      if (isMissing(value)) return undefined
      const record = recordOf(value)
      const kept = pairs.map(([field, name]) => [field, record[name]] as const)
      return fromPairs(kept)
    },
    save(credential) {
      const kept = pairs.map(
        ([field, name]) => [name, (credential as Fields)[field]] as const,
      )
      host().setStorageSync(key, JSON.stringify(fromPairs(kept)))
    },
    clear() {
      host().removeStorageSync(key)
    },
  }
}

/** What is no record has no fields: the session reports it, and goes on without. */
function recordOf(value: unknown): Fields {
  try {
    return Object(typeof value === 'string' ? JSON.parse(value) : value)
  } catch {
    return {}
  }
}

/** The language has no `Object.fromEntries`; what is missing is left out. */
function fromPairs(pairs: ReadonlyArray<readonly [string, unknown]>): Fields {
  const fields: Record<string, unknown> = {}
  for (const [name, value] of pairs) if (!isMissing(value)) fields[name] = value
  return fields
}
