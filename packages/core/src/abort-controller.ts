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

/** Who listens: a function, or an object that needs none made for it. */
type Listener = (() => void) | { aborted(): void }

/** A signal that the kernel fires itself. */
export class Signal implements AbortSignalLike {
  aborted = false
  reason: unknown = undefined
  /** Absent where there are none. */
  private listeners: Listener[] | undefined = undefined

  addEventListener(_type: 'abort', listener: Listener): void {
    // Stryker disable next-line ArrayDeclaration: as below.
    const { listeners = [] } = this
    if (this.aborted || listeners.includes(listener)) return
    const only = listeners[0]
    // Each request has two signals, which hear of one listener or two; a list that grows
    // takes room for more than ten.
    // Stryker disable next-line ConditionalExpression,EqualityOperator: it may grow.
    if (only && listeners.length === 1) this.listeners = [only, listener]
    else if (only) listeners.push(listener)
    else this.listeners = [listener]
  }

  removeEventListener(_type: 'abort', listener: Listener): void {
    // Stryker disable next-line ArrayDeclaration: as below.
    const { listeners = [] } = this
    const at = listeners.indexOf(listener)
    // The last to come is the first to go, most of the time.
    // Stryker disable next-line ConditionalExpression,ArithmeticOperator: a short cut.
    if (at === listeners.length - 1) listeners.pop()
    else if (at !== -1) listeners.splice(at, 1)
  }

  /** @param first is called before all that listen, when the signal has fired. */
  fire(reason: unknown, first?: () => void): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    if (first) first()
    // Stryker disable next-line ArrayDeclaration: what is no function is caught below.
    const { listeners = [] } = this
    this.listeners = undefined
    for (const listener of listeners) {
      try {
        if (typeof listener === 'function') listener()
        else listener.aborted()
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

/** Calls back once when the signal fires, at once if it has. */
export function whenAborted(signal: AbortSignalLike, listener: () => void): void {
  if (signal.aborted) listener()
  else signal.addEventListener('abort', listener)
}

/** Calls back once when the signal fires, at once if it has. Returns the way out. */
export function onAbort(signal: AbortSignalLike, listener: () => void): () => void {
  whenAborted(signal, listener)
  return () => signal.removeEventListener('abort', listener)
}
