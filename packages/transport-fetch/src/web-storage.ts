import { checkOptions } from '@allium/core'
import { aPage, hostWindow, type PageEvents } from './page'
import { anArea, hostArea, type StorageArea } from './storage-area'

type Fields = Readonly<Record<string, unknown>>

/** What a `storage` event says. */
interface StorageNews {
  readonly key: string | null
  readonly storageArea: unknown
}

/**
 * For each field of a credential the name that it is kept under: fields of your own too,
 * and no field that is not named.
 */
export type FieldNames = {
  /** The one that every credential has. */
  readonly accessToken: string
  /** Without it, a page that loads again has nothing to refresh with. */
  readonly refreshToken?: string
  /** When the access token ends, in ms since 1970. */
  readonly expiresAt?: string
  /** Whose the credential is. */
  readonly subject?: string
  /** A session keeps an instant, no lifetime: name `expiresAt`. */
  readonly expiresIn?: never
} & Readonly<Record<string, string>>

/** Where a credential is kept, and how. */
export interface WebStorageOptions {
  /** @default the global `localStorage`, looked up at each use */
  readonly area?: StorageArea | undefined
  /**
   * Names of a record that there is already: `{ accessToken: 'access_token' }`. What is not
   * named is not kept. @default all fields, under their own names
   */
  readonly fields?: FieldNames | undefined
  /** What tells of the other tabs' changes. @default the global window */
  readonly window?: PageEvents | undefined
}

/** A credential's storage, as `createSession` takes it. */
export interface WebStorage {
  /** `undefined` where nothing is kept, `null` where it is no record. */
  load(): Fields | null | undefined
  /** Keeps the record in the place of the old one; throws where the browser refuses it. */
  save(credential: object): void
  /** Takes the record away. */
  clear(): void
  /** Calls back when another tab has changed the record; returns the way out. */
  subscribe(listener: () => void): () => void
}

/**
 * Keeps a credential as one JSON record in the page's storage, so that no tab ever sees
 * half of it. Throws where there is no storage, or the browser refuses it; a session goes
 * on in memory then.
 *
 * @example
 * import { webStorage } from '@allium/transport-fetch'
 *
 * const storage = webStorage('session')
 *
 * @throws TypeError for a wrong key or wrong options.
 */
export function webStorage(key: string, options: WebStorageOptions = {}): WebStorage {
  check(key, options)
  const { fields } = options
  const area = () => areaOr(options.area)
  return {
    load() {
      const text = area().getItem(key)
      return text === null ? undefined : read(text, fields)
    },
    save(credential) {
      const record = fields === undefined ? credential : renamed(credential, fields)
      put(area(), key, JSON.stringify(record))
    },
    clear() {
      area().removeItem(key)
    },
    subscribe(listener) {
      const window = options.window ?? hostWindow()
      const hear = (event: object) => {
        const { key: changed, storageArea } = event as StorageNews
        // Where all keys are cleared at once, the event names none.
        const isOurs = changed === key || changed === null
        if (isOurs && storageArea === area()) listener()
      }
      window?.addEventListener('storage', hear)
      return () => window?.removeEventListener('storage', hear)
    },
  }
}

function areaOr(given: StorageArea | undefined): StorageArea {
  const area = given ?? hostArea()
  if (area !== undefined) return area
  throw new TypeError('there is no `localStorage` here; give an `area`')
}

/**
 * Keeps the text. Where that fails, the old one does not stay: its refresh token is spent,
 * and another tab would show it again.
 */
function put(area: StorageArea, key: string, text: string): void {
  try {
    area.setItem(key, text)
  } catch {
    try {
      // Makes room. No tab takes it for a sign-out, as it would take that nothing is there.
      area.setItem(key, '')
      area.setItem(key, text)
    } catch (full) {
      area.removeItem(key)
      throw full
    }
  }
}

/** No parser's error: it quotes what it could not read. */
function read(text: string, fields: FieldNames | undefined): Fields | null {
  let record: unknown
  try {
    record = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof record !== 'object' || record === null) return null
  return fields === undefined ? (record as Fields) : renamed(record, swapped(fields))
}

/** The fields that have a name there, under that name. */
function renamed(from: object, names: Fields): Fields {
  const to: Record<string, unknown> = {}
  for (const [field, name] of Object.entries(names)) {
    const value = (from as Fields)[field]
    if (value !== undefined) to[name as string] = value
  }
  return to
}

function swapped(fields: FieldNames): Fields {
  const names: Record<string, string> = {}
  for (const [field, name] of Object.entries(fields)) names[name] = field
  return names
}

function check(key: string, options: WebStorageOptions): void {
  if (typeof key !== 'string' || key === '') {
    throw new TypeError('[webStorage] takes the key of a record')
  }
  checkOptions('webStorage', options, {
    area: anArea,
    fields: [
      areNames,
      'a name for each field, one for `accessToken` at least; `expiresIn` is kept as `expiresAt`',
    ],
    window: aPage,
  })
}

function areNames(value: unknown): boolean {
  const fields = Object(value)
  const names = Object.values(fields)
  const areTexts = names.every(name => typeof name === 'string' && name !== '')
  const areKept = 'accessToken' in fields && !('expiresIn' in fields)
  return areTexts && areKept && new Set(names).size === names.length
}
