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
  /** Makes every storage call throw this error, until called with `undefined`. */
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
        throw limitError('entry size limit reached')
      if (total > TOTAL_LIMIT) throw limitError('exceed storage max size 10Mb')
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
    entries: () => [...entries].map(([key, value]) => [key, readValue(value)]),
    failWith: error => {
      failure = error
    },
  }
  return { control, methods }
}

function entrySize(key: string, value: StoredValue): number {
  return Buffer.byteLength(key) + Buffer.byteLength(value.text)
}

function sizeOf(entries: ReadonlyMap<string, StoredValue>, except?: string): number {
  let size = 0
  for (const [key, value] of entries) if (key !== except) size += entrySize(key, value)
  return size
}

function limitError(fact: string): Error {
  const errMsg = `setStorageSync:fail ${fact}`
  return Object.assign(new Error(errMsg), { errMsg })
}
