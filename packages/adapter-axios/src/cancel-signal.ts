import type { AbortSignalLike } from '@allium/core'
import type { Config } from './types'

/** The signal and the cancel token of a call as one signal; it holds no state of its own. */
export function cancelSignal(config: Config): AbortSignalLike | undefined {
  const { signal, cancelToken } = config
  if (!signal && !cancelToken) return undefined
  return {
    get aborted() {
      return Boolean(signal?.aborted || cancelToken?.reason)
    },
    addEventListener(type, listener) {
      signal?.addEventListener?.(type, listener)
      cancelToken?.subscribe(listener)
    },
    removeEventListener(type, listener) {
      signal?.removeEventListener?.(type, listener)
      cancelToken?.unsubscribe(listener)
    },
  }
}
