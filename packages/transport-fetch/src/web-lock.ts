import { type AbortSignalLike, checkOptions, onAbort } from '@allium/core'
import { hostAbort } from './host'

/** What grants locks: `navigator.locks` fits. */
export interface LockHost {
  request(
    name: string,
    options: { readonly signal?: unknown },
    run: () => unknown,
  ): Promise<unknown>
}

/**
 * Asks for a lock, and gives what frees it. Rejects where the signal fires before it is
 * granted, and where the browser refuses it.
 */
export type WebLock = (signal: AbortSignalLike) => Promise<() => void>

declare const navigator: { readonly locks?: LockHost } | undefined

/**
 * A lock that the tabs of an origin share, so that one of them refreshes at a time. The
 * browser takes it back from a tab that is closed. Where there are no Web Locks (old
 * browsers, pages without https), it is granted at once and locks nothing.
 *
 * @example
 * import { webLock } from '@allium/transport-fetch'
 *
 * const lock = webLock('session')
 *
 * @throws TypeError for a wrong name or wrong options.
 */
export function webLock(
  name: string,
  options: {
    /** @default the global `navigator.locks`, looked up at each use */
    readonly locks?: LockHost
  } = {},
): WebLock {
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
  })
  return signal =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const locks = options.locks ?? hostLocks()
      if (locks === undefined) return resolve(() => {})
      const host = hostAbort()
      const unlisten = onAbort(signal, () => {
        reject(signal.reason)
        host.abort()
      })
      const hold = () => {
        unlisten()
        // Granted too late, it is given back at once.
        if (signal.aborted) return undefined
        return new Promise<void>(release => resolve(release))
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
