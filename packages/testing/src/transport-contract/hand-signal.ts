import { brand } from './typed-error'
import type { ContractSignal } from './types'

/** A signal that is fired by hand, of the least shape that the kernel promises. */
export interface HandSignal extends ContractSignal {
  /** How many listen. */
  readonly listeners: number
  fire(reason: unknown): void
}

/** Makes a signal; a host's own AbortSignal can do more, and no transport may need it. */
export function handSignal(): HandSignal {
  let listeners: Array<() => void> = []
  let aborted = false
  let reason: unknown
  return {
    get aborted(): boolean {
      return aborted
    },
    get reason(): unknown {
      return reason
    },
    get listeners(): number {
      return listeners.length
    },
    addEventListener(_type, listener) {
      if (!aborted && !listeners.includes(listener)) listeners.push(listener)
    },
    removeEventListener(_type, listener) {
      listeners = listeners.filter(each => each !== listener)
    },
    fire(given) {
      aborted = true
      reason = given
      const told = listeners
      listeners = []
      for (const tell of told) tell()
    },
  }
}

/** A reason as the kernel makes it: by its brand an error of the family. */
export function brandedReason(code = 'aborted'): Error {
  return Object.assign(new Error(`GET /: ${code}`), { [brand]: true, code })
}
