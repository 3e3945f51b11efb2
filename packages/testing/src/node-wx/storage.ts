import { readValue, type StoredValue, writeValue } from './stored-value'

/** What `wx.getStorageInfoSync` returns. */
export interface StorageInfo {
  /** The keys, in order of their first writing. */
  keys: string[]
  /** The space taken, in KB. */
  currentSize: number
  /** The space there is, in KB. */
  limitSize: number
}

/** What a test sees of the storage, and does to it. */
export interface StorageControl {
  /** A copy of all keys and values. */
  entries(): Array<[key: string, value: unknown]>
  /** How long asynchronous calls take, in ms; they take effect at their end. @default 0 */
  delayMs: number
  /** Whether asynchronous calls are never answered and take no effect. @default false */
  hang: boolean
  /**
   * Makes every synchronous call throw this error, and every asynchronous one fail with its
   * `errMsg` or message, until called with `undefined`.
   */
  failWith(error: unknown): void
}

/** The storage functions of `wx`. */
export interface StorageMethods {
  /** Stores a copy of the value; throws over 1 MB per key or 10 MB in all. */
  setStorageSync<T = unknown>(key: string, data: T): void
  /** Returns a copy of the value, or `''` for a missing key. */
  getStorageSync<T = unknown>(key: string): T
  /** Removes one key. */
  removeStorageSync(key: string): void
  /** Removes all keys. */
  clearStorageSync(): void
  /** Tells the keys and the space taken. */
  getStorageInfoSync(): StorageInfo
}

/** The storage of one host. */
export interface Storage {
  /** What is handed to the test. */
  readonly control: StorageControl
  /** What is handed to the app. */
  readonly methods: StorageMethods
  /** Reads a key for `getStorage`, which fails where there is none. */
  read(key: string): unknown
  /** Copies a value the way the storage does. */
  copy(value: unknown): unknown
}

const KB = 1024
const ENTRY_LIMIT = 1024 * KB
const TOTAL_LIMIT = 10 * ENTRY_LIMIT

/** Makes an empty storage. */
export function createStorage(): Storage {
  const entries = new Map<string, StoredValue>()
  let failure: unknown

  const opened = (): Map<string, StoredValue> => {
    if (failure !== undefined) throw failure
    return entries
  }

  const methods: StorageMethods = {
    setStorageSync: (key, data) => {
      const value = writeValue(data)
      const total = sizeOf(opened(), key) + entrySize(key, value)
      if (entrySize(key, value) > ENTRY_LIMIT)
        throw failed('setStorageSync', 'entry size limit reached')
      if (total > TOTAL_LIMIT)
        throw failed('setStorageSync', 'exceed storage max size 10Mb')
      entries.set(key, value)
    },
    getStorageSync: <T>(key: string): T => {
      const value = opened().get(key)
      return (value === undefined ? '' : readValue(value)) as T
    },
    removeStorageSync: key => {
      opened().delete(key)
    },
    clearStorageSync: () => opened().clear(),
    getStorageInfoSync: () => ({
      keys: [...opened().keys()],
      currentSize: Math.ceil(sizeOf(entries) / KB),
      limitSize: TOTAL_LIMIT / KB,
    }),
  }
  const control: StorageControl = {
    delayMs: 0,
    hang: false,
    entries: () => [...entries].map(([key, value]) => [key, readValue(value)]),
    failWith: error => {
      failure = error
    },
  }
  const read = (key: string): unknown => {
    const value = opened().get(key)
    if (value === undefined) throw failed('getStorage', 'data not found')
    return readValue(value)
  }
  return { control, methods, read, copy: value => readValue(writeValue(value)) }
}

function entrySize(key: string, value: StoredValue): number {
  return Buffer.byteLength(key) + Buffer.byteLength(value.text)
}

function sizeOf(entries: ReadonlyMap<string, StoredValue>, except?: string): number {
  let size = 0
  for (const [key, value] of entries) if (key !== except) size += entrySize(key, value)
  return size
}

function failed(name: string, fact: string): Error {
  const errMsg = `${name}:fail ${fact}`
  return Object.assign(new Error(errMsg), { errMsg })
}
