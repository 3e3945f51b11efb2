import { answered, type CallResult, type PromiseUnlessCallbacks } from './answered'
import type { Callbacks, Deliver } from './callbacks'
import type { Delays } from './delays'
import type { Storage } from './storage'

/** The callbacks of a storage function that answers nothing but that it is done. */
export type StorageCallbacks = Callbacks<CallResult, CallResult>

/** The options of `wx.setStorage`. */
export interface SetStorageOptions<T = unknown> extends StorageCallbacks {
  /** The key. */
  key: string
  /** The value; it is copied when the call is made. */
  data: T
  /** Without effect here. */
  encrypt?: boolean | undefined
}

/** What `success` of `wx.getStorage` is called with. */
export interface GetStorageResult<T = unknown> extends CallResult {
  /** A copy of the value. */
  data: T
}

/** The options of `wx.getStorage`. */
export interface GetStorageOptions<T = unknown>
  extends Callbacks<GetStorageResult<T>, CallResult> {
  /** The key; a missing one fails with `getStorage:fail data not found`. */
  key: string
  /** Without effect here. */
  encrypt?: boolean | undefined
}

/** The options of `wx.removeStorage`. */
export interface RemoveStorageOptions extends StorageCallbacks {
  /** The key; a missing one is no failure. */
  key: string
}

/** The asynchronous storage functions of `wx`; the data are those of the others. */
export interface AsyncStorageMethods {
  /** Stores a copy of the value; fails over 1 MB per key or 10 MB in all. */
  setStorage<T = unknown, U extends SetStorageOptions<T> = SetStorageOptions<T>>(
    options: U,
  ): PromiseUnlessCallbacks<U>
  /** Reads a copy of the value. */
  getStorage<T = unknown, U extends GetStorageOptions<T> = GetStorageOptions<T>>(
    options: U,
  ): PromiseUnlessCallbacks<U, GetStorageResult<T>>
  /** Removes one key. */
  removeStorage<T extends RemoveStorageOptions = RemoveStorageOptions>(
    options: T,
  ): PromiseUnlessCallbacks<T>
  /** Removes all keys. */
  clearStorage<T extends StorageCallbacks = StorageCallbacks>(
    options?: T,
  ): PromiseUnlessCallbacks<T>
}

/** Makes the asynchronous functions out of the synchronous ones. */
export function createAsyncStorage(
  { methods, control, copy, read }: Storage,
  delays: Delays,
  deliver: Deliver,
): AsyncStorageMethods {
  /** Does `work` when the storage gets to it: a hung one never does. */
  const call = <Options extends object, Result>(
    name: string,
    options: Options,
    work: () => Result,
  ): PromiseUnlessCallbacks<Options, Result & CallResult> =>
    answered<Options, Result & CallResult>(options, callbacks => {
      if (control.hang) return
      delays.after(control.delayMs, () => {
        try {
          const value = { ...work(), errMsg: `${name}:ok` }
          deliver(callbacks, { ok: true, value })
        } catch (error) {
          deliver(callbacks, { ok: false, value: storageFailure(name, error) })
        }
      })
    })

  return {
    setStorage: options => {
      const { key } = options
      const data = outcomeOf(() => copy(options.data))
      return call('setStorage', options, () => {
        methods.setStorageSync(key, data())
        return {}
      })
    },
    getStorage: <T, U extends GetStorageOptions<T>>(options: U) => {
      const { key } = options
      return call('getStorage', options, () => ({ data: read(key) as T }))
    },
    removeStorage: options => {
      const { key } = options
      return call('removeStorage', options, () => {
        methods.removeStorageSync(key)
        return {}
      })
    },
    clearStorage: <T extends StorageCallbacks>(options = {} as T) =>
      call('clearStorage', options, () => {
        methods.clearStorageSync()
        return {}
      }),
  }
}

/** Does the work now; the result returns what came of it, or throws it. */
function outcomeOf<T>(work: () => T): () => T {
  try {
    const value = work()
    return () => value
  } catch (error) {
    return () => {
      throw error
    }
  }
}

/** What the synchronous function would have thrown, in the words of this one. */
function storageFailure(name: string, error: unknown): CallResult {
  const { errMsg, message } = (error ?? {}) as { errMsg?: unknown; message?: unknown }
  const fact = String(errMsg ?? message ?? error)
  return { errMsg: `${name}:fail ${fact.replace(/^\w+:fail\s*/, '')}` }
}
