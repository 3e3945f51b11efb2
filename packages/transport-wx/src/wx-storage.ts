import { anObject, checkOptions } from '@allium/core'
import { checkHost, hostOr, type StorageHost } from './host'

/** For each field of a credential, the storage key that keeps it. */
export type StorageKeys = { readonly accessToken: string } & Readonly<
  Record<string, string>
>

type Fields = Readonly<Record<string, unknown>>

/** A credential's storage, as `createSession` takes it. */
export interface WxStorage {
  load(): Fields | undefined
  save(credential: object): void
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
  const pairs = checkedKeys(keys)
  checkOptions('wxStorage', options, {
    host: anObject,
  })
  checkHost('wxStorage', options.host, [
    'getStorageSync',
    'setStorageSync',
    'removeStorageSync',
  ])
  const host = () => hostOr(options.host)
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
        if (value === undefined || value === null) host().removeStorageSync(key)
        else host().setStorageSync(key, value)
      })
    },
    clear() {
      forEachOf(pairs, ([, key]) => host().removeStorageSync(key))
    },
  }
}

type Pair = [field: string, key: string]

function checkedKeys(keys: StorageKeys): Pair[] {
  if (typeof keys?.accessToken !== 'string') {
    throw new TypeError('[wxStorage] needs a storage key for `accessToken`')
  }
  const pairs = Object.entries(keys)
  for (const [field, key] of pairs) {
    if (typeof key !== 'string' || key === '') {
      throw new TypeError(`[wxStorage] the key of \`${field}\` must be a text`)
    }
    const [other] = pairs.find(pair => pair[1] === key) as Pair
    if (other !== field) {
      throw new TypeError(`[wxStorage] \`${other}\` and \`${field}\` share one key`)
    }
  }
  return pairs
}

/** A key that is not there reads as an empty text. */
function isMissing(value: unknown): boolean {
  return value === '' || value === undefined || value === null
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
