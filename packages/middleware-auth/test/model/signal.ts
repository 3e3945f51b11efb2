import type { AbortSignalLike } from '@allium/core'

/** A caller's signal, which counts its listeners. */
export class CallerSignal implements AbortSignalLike {
  aborted = false
  private readonly listeners = new Set<() => void>()

  get listening(): number {
    return this.listeners.size
  }

  addEventListener(_: 'abort', listener: () => void): void {
    this.listeners.add(listener)
  }

  removeEventListener(_: 'abort', listener: () => void): void {
    this.listeners.delete(listener)
  }

  abort(): void {
    this.aborted = true
    for (const listener of [...this.listeners]) listener()
  }
}
