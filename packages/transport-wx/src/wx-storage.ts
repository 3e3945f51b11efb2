import { checkHost, hostOr, type StorageHost } from './host'

/** For each field of a credential, the storage key that keeps it. */
export type StorageKeys = { readonly accessToken: string } & Readonly<
  Record<string, string>
>

/** A credential's storage, as `createSession` takes it. */
export interface WxStorage {
  load(): Record<string, unknown> | undefined
  save(credential: Readonly<Record<string, unknown>>): void
  clear(): void
}

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
export function wxStorage(
  keys: StorageKeys,
  options: {
    /** @default the global `wx`, looked up at each use */
    readonly host?: StorageHost
  } = {},
): WxStorage {
  if (typeof keys?.accessToken !== 'string') {
    throw new TypeError('[wxStorage] needs a storage key for `accessToken`')
  }
  const pairs = Object.entries(keys)
  const wrong = pairs.find(([, key]) => typeof key !== 'string' || key === '')
  if (wrong) throw new TypeError(`[wxStorage] the key of \`${wrong[0]}\` must be a text`)
  checkHost('wxStorage', options.host, [
    'getStorageSync',
    'setStorageSync',
    'removeStorageSync',
  ])
  const host = () => hostOr(options.host)
  const put = (key: string, value: unknown) => {
    if (value === undefined || value === null) host().removeStorageSync(key)
    else host().setStorageSync(key, value)
  }
  return {
    load() {
      const kept: Record<string, unknown> = {}
      for (const [field, key] of pairs) {
        const value = host().getStorageSync(key)
        // A key that is not there reads as an empty text.
        if (value !== '' && value !== undefined && value !== null) kept[field] = value
      }
      return Object.keys(kept).length === 0 ? undefined : kept
    },
    save(credential) {
      for (const [field, key] of pairs) put(key, credential[field])
    },
    clear() {
      for (const [, key] of pairs) host().removeStorageSync(key)
    },
  }
}
