/** The part of an `AbortSignal` that is used here; a real one fits. */
export interface AbortSignalLike {
  readonly aborted: boolean
  readonly reason?: unknown
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** A signal and the means to fire it. */
export interface AbortControllerLike {
  readonly signal: AbortSignalLike
  abort(reason?: unknown): void
}

/** A signal that the kernel fires itself. */
export class Signal implements AbortSignalLike {
  aborted = false
  reason: unknown = undefined
  /** Absent until there is one: most signals hear of few, and each request has two. */
  private listeners: Array<() => void> | undefined = undefined

  addEventListener(_type: 'abort', listener: () => void): void {
    if (this.aborted) return
    if (this.listeners === undefined) this.listeners = [listener]
    else if (!this.listeners.includes(listener)) this.listeners.push(listener)
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    // Stryker disable next-line UnaryOperator: any place will do where nothing is taken out.
    const at = this.listeners?.indexOf(listener) ?? -1
    // Stryker disable next-line OptionalChaining: there is a place where there is a list.
    if (at !== -1) this.listeners?.splice(at, 1)
  }

  fire(reason: unknown): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    // Stryker disable next-line ArrayDeclaration: what is no function is caught below.
    const { listeners = [] } = this
    this.listeners = undefined
    for (const listener of listeners) {
      try {
        listener()
      } catch {
        // One listener's fault must not keep the others from hearing.
      }
    }
  }
}

/**
 * An `AbortController` for hosts that have none: WeChat's engine knows no web globals.
 *
 * @example
 * const leave = createAbortController()
 * api.get('/feed', { signal: leave.signal })
 * leave.abort()
 */
export function createAbortController(): AbortControllerLike {
  const signal = new Signal()
  return { signal, abort: reason => signal.fire(reason) }
}

/** Calls back once when the signal fires, at once if it has; returns the way out. */
export function onAbort(signal: AbortSignalLike, listener: () => void): () => void {
  if (signal.aborted) listener()
  else signal.addEventListener('abort', listener)
  return () => signal.removeEventListener('abort', listener)
}
