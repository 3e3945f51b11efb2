import { checkOptions } from '@allium/core'
import { aHost, hostOr } from './find-host'
import type { StorageHost } from './host'

/**
 * For each field of a credential the name that it is kept under: fields of your own too,
 * and no field that is not named.
 */
export type FieldNames = {
  /** The one that every credential has. */
  readonly accessToken: string
  /** Without it, an app that starts again has nothing to refresh with. */
  readonly refreshToken?: string
  /** When the access token ends, in ms since 1970. */
  readonly expiresAt?: string
  /** Whose the credential is. */
  readonly subject?: string
  /** A session keeps an instant, no lifetime: name `expiresAt`. */
  readonly expiresIn?: never
} & Readonly<Record<string, string>>

/** What is kept, by the names of a credential. */
export type Fields = Readonly<Record<string, unknown>>

/** A credential's storage, as `createSession` takes it. */
export interface WxStorage {
  /** `undefined` where nothing is kept. */
  load(): Fields | undefined
  /** Keeps the fields that have a name, in the place of what was kept. */
  save(credential: object): void
  /** Takes away what is kept. */
  clear(): void
}

/** Where it is kept. */
export interface WxStorageOptions {
  /** @default the global `wx`, looked up at each use */
  readonly host?: StorageHost | undefined
}

/** A field of the credential, and its key. */
type Pair = [field: string, key: string]

/** Which fields are kept where. */
export function pairsOf(factory: string, keys: FieldNames): Pair[] {
  if (typeof keys?.accessToken !== 'string') {
    throw new TypeError(`[${factory}] needs a key for \`accessToken\``)
  }
  const pairs = Object.entries(keys)
  for (const [field, key] of pairs) {
    if (field === 'expiresIn') {
      throw new TypeError(`[${factory}] \`expiresIn\` is kept as \`expiresAt\``)
    }
    if (typeof key !== 'string' || key === '') {
      throw new TypeError(`[${factory}] the key of \`${field}\` must be a text`)
    }
    const [other] = pairs.find(pair => pair[1] === key) as Pair
    if (other !== field) {
      throw new TypeError(`[${factory}] \`${other}\` and \`${field}\` share one key`)
    }
  }
  return pairs
}

/** The host of these options, checked now and looked up at each use. */
export function storageOf(factory: string, options: WxStorageOptions): () => StorageHost {
  const host = aHost('getStorageSync', 'setStorageSync', 'removeStorageSync')
  checkOptions(factory, options, { host })
  return () => hostOr(options.host)
}

/** A key that is not there reads as an empty text. */
export function isMissing(value: unknown): boolean {
  return value === '' || value === undefined || value === null
}
