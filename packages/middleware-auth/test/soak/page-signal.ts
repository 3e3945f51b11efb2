import type { AbortSignalLike } from '@allium/core'

/** A page's signal: all its requests listen to it, until the page is left. */
export interface PageSignal extends AbortSignalLike {
  readonly listening: number
  leave(): void
}

export function pageSignal(): PageSignal {
  const listeners = new Set<() => void>()
  let aborted = false
  return {
    get aborted() {
      return aborted
    },
    get listening() {
      return listeners.size
    },
    addEventListener: (_, listener) => void listeners.add(listener),
    removeEventListener: (_, listener) => void listeners.delete(listener),
    leave() {
      aborted = true
      for (const listener of [...listeners]) listener()
    },
  }
}
