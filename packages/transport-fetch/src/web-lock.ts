import {
  type AbortSignalLike,
  aClock,
  type Clock,
  checkOptions,
  hostClock,
  onAbort,
} from '@allium/core'
import { hostAbort } from './host'
import { hostDocument } from './page'
import { anArea, hostArea, type StorageArea } from './storage-area'
import { takeLease } from './web-lease'

/**
 * How long a lock is kept after it was let go of, in ms. A browser tells a tab of a lock and
 * of what another wrote to `localStorage` on two ways, and Chromium's grant is the faster
 * one at times: who went on at once would read the old record, and show a refresh token
 * that is spent.
 */
const KEPT_MS = 100

/** What grants locks: `navigator.locks` fits. */
export interface LockHost {
  /** Calls `run` when the lock is granted, and takes it back when that has settled. */
  request(
    name: string,
    options: { readonly signal?: unknown },
    run: () => unknown,
  ): Promise<unknown>
}

/** Where a lock is had from. */
export interface WebLockOptions {
  /** @default the global `navigator.locks`, looked up at each use */
  readonly locks?: LockHost | undefined
  /**
   * Where tabs note who has it, where there are no Web Locks.
   * @default the global `localStorage`, in a page
   */
  readonly area?: StorageArea | undefined
  /** Time; a manual one in tests. @default the host's */
  readonly clock?: Clock | undefined
}

/**
 * Asks for a lock, and gives what frees it, for others 100 ms later. Rejects where the
 * signal fires before it is granted, and where the browser refuses it.
 */
export type WebLock = (signal: AbortSignalLike) => Promise<() => void>

declare const navigator: { readonly locks?: LockHost } | undefined

/**
 * A lock that the tabs of an origin share, so that one of them refreshes at a time. The
 * browser takes it back from a tab that is closed. Where there are no Web Locks (old
 * browsers, pages without https), it is a note in `localStorage` that expires after 15 s,
 * and takes 100 ms to be had; where there is no such thing either, it locks nothing.
 *
 * @example
 * import { webLock } from '@allium/transport-fetch'
 *
 * const lock = webLock('session')
 *
 * @throws TypeError for a wrong name or wrong options.
 */
export function webLock(name: string, options: WebLockOptions = {}): WebLock {
  if (typeof name !== 'string' || name === '' || name.startsWith('-')) {
    throw new TypeError(
      '[webLock] takes the name of a lock, which does not begin with `-`',
    )
  }
  checkOptions('webLock', options, {
    locks: [
      value => typeof Object(value).request === 'function',
      'an object with `request`, as `navigator.locks` is',
    ],
    area: anArea,
    clock: aClock,
  })
  const { clock = hostClock } = options
  return signal =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const locks = options.locks ?? hostLocks()
      if (locks === undefined) {
        const area = options.area ?? (hostDocument() && hostArea())
        if (area === undefined) return resolve(() => {})
        return resolve(takeLease(area, `${name} lock`, clock, signal))
      }
      const host = hostAbort()
      const unlisten = onAbort(signal, () => {
        reject(signal.reason)
        host.abort()
      })
      const hold = () => {
        unlisten()
        // Granted too late, it is given back at once.
        if (signal.aborted) return undefined
        return new Promise<void>(free =>
          resolve(() => void clock.setTimeout(free, KEPT_MS)),
        )
      }
      const ask = async () => locks.request(name, { signal: host.signal }, hold)
      ask().catch(error => {
        unlisten()
        reject(error)
      })
    })
}

function hostLocks(): LockHost | undefined {
  return typeof navigator === 'object' ? navigator?.locks : undefined
}
