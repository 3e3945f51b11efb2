import { type AbortSignalLike, type Clock, onAbort, type Response } from '@allium/core'
import { AuthError, type AuthErrorCode, type AuthErrorFacts } from './errors'

/** A request as auth knows it: what its errors tell, and what ends its waiting. */
export interface Held {
  readonly request: { readonly method: string; readonly url: string }
  readonly attempt: number
  readonly signal?: AbortSignalLike | undefined
  /** Its place among all requests of the session: who was asked for first goes on first. */
  readonly order?: number | undefined
  /** The answer that made it wait, where there was one. */
  readonly answer?: Response | undefined
}

/** What all that wait have in common when they are given up. */
export type SharedFacts = Pick<
  AuthErrorFacts,
  'cause' | 'message' | 'sessionEnded' | 'retryable'
>

interface Waiter<Waiting> {
  readonly held: Waiting
  resolve(): void
  reject(error: unknown): void
}

/** An error of the request's own: two that wait never share one object. */
export function errorFor(
  { request, attempt, answer }: Held,
  code: AuthErrorCode,
  shared: SharedFacts = {},
): AuthError {
  const sent = answer !== undefined
  return new AuthError(code, { request, attempt, sent, response: answer, ...shared })
}

/**
 * The waiters' life of a refresh. Nobody waits longer than the limit, whatever becomes
 * of the refresh on the wire; who is let go leaves in the order of asking, whatever the
 * order in which the answers came that made them wait.
 */
export class HeldRequests<Waiting extends Held = Held> {
  private waiters: Set<Waiter<Waiting>> = new Set()
  private timer: unknown

  constructor(
    private readonly clock: Clock,
    private readonly limits: {
      /** `undefined`: as long as it takes. */
      readonly timeoutMs: number | undefined
      readonly max: number
    },
  ) {}

  /** How many wait. */
  get size(): number {
    return this.waiters.size
  }

  /**
   * Parks a request until it is released, given up, aborted, or has waited too long; or
   * until something else is `over`.
   */
  park(held: Waiting, over?: Promise<void>): Promise<void> {
    const { waiters, limits } = this
    if (waiters.size >= limits.max) return Promise.reject(errorFor(held, 'too-many-held'))
    return new Promise((resolve, reject) => {
      let unlisten = () => {}
      const leave = (settle: (value?: unknown) => void) => (value?: unknown) => {
        unlisten()
        waiters.delete(waiter)
        if (waiters.size === 0) this.stopTimer()
        settle(value)
      }
      const waiter: Waiter<Waiting> = {
        held,
        resolve: leave(() => resolve()),
        reject: leave(reject),
      }
      waiters.add(waiter)
      this.startTimer()
      const { signal } = held
      if (signal) unlisten = onAbort(signal, () => waiter.reject(signal.reason))
      over?.then(waiter.resolve, waiter.resolve)
    })
  }

  /** Lets all go on, first come first served. */
  release(): void {
    for (const waiter of this.take()) waiter.resolve()
  }

  /** Lets the one go on that came first. */
  releaseFirst(): Waiting | undefined {
    const [first] = this.waiters
    first?.resolve()
    return first?.held
  }

  /** Gives all up, each with an error of its own. */
  giveUp(code: AuthErrorCode, shared?: SharedFacts): void {
    for (const waiter of this.take()) waiter.reject(errorFor(waiter.held, code, shared))
  }

  private take(): readonly Waiter<Waiting>[] {
    return [...this.waiters].sort(byOrder)
  }

  private startTimer(): void {
    const { timeoutMs } = this.limits
    if (this.timer !== undefined || timeoutMs === undefined) return
    this.timer = this.clock.setTimeout(() => {
      this.timer = undefined
      this.giveUp('refresh-timeout')
    }, timeoutMs)
  }

  private stopTimer(): void {
    this.clock.clearTimeout(this.timer)
    this.timer = undefined
  }
}

function byOrder({ held: one }: Waiter<Held>, { held: other }: Waiter<Held>): number {
  return (one.order ?? 0) - (other.order ?? 0)
}
