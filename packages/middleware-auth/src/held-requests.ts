import type { AbortSignalLike, Clock, Response } from '@allium/core'
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

/** Told once, in the same turn: that the request may go on, or of the error why not. */
export type Tell = (error?: unknown) => void

interface Waiter<Waiting> {
  readonly held: Waiting
  readonly tell: Tell
  readonly abort: () => void
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

/** Who waits, and how each comes to its end. */
export interface HeldRequests<Waiting extends Held = Held> {
  /** How many wait. */
  size(): number
  /**
   * Keeps a request until it is released, given up, aborted, or has waited too long; or
   * until something else is `over`.
   */
  join(held: Waiting, tell: Tell, over?: Promise<void>): void
  /** The same as a promise. */
  park(held: Waiting, over?: Promise<void>): Promise<void>
  /** Lets all go on, first come first served. */
  release(): void
  /** Lets the one go on that came first. */
  releaseFirst(): Waiting | undefined
  /** Gives all up, each with an error of its own. */
  giveUp(code: AuthErrorCode, shared?: SharedFacts): void
}

/**
 * The waiters' life of a refresh. Nobody waits longer than the limit, whatever becomes
 * of the refresh on the wire; who is let go leaves in the order of asking, whatever the
 * order in which the answers came that made them wait.
 */
export function heldRequests<Waiting extends Held = Held>(
  clock: Clock,
  max: number,
  /** Left out: as long as it takes. */
  timeoutMs?: number,
): HeldRequests<Waiting> {
  const waiters = new Set<Waiter<Waiting>>()
  let timer: unknown

  /** Who is told may let others go: nobody is told twice. */
  function settle(waiter: Waiter<Waiting>, error?: unknown): void {
    if (!waiters.delete(waiter)) return
    // Stryker disable next-line StringLiteral: the kernel's signal has one kind of event.
    waiter.held.signal?.removeEventListener('abort', waiter.abort)
    if (waiters.size === 0) {
      clock.clearTimeout(timer)
      timer = undefined
    }
    waiter.tell(error)
  }

  function each(act: (waiter: Waiter<Waiting>) => void): void {
    for (const waiter of [...waiters].sort(byOrder)) act(waiter)
  }

  function giveUp(code: AuthErrorCode, shared?: SharedFacts): void {
    each(waiter => settle(waiter, errorFor(waiter.held, code, shared)))
  }

  function join(held: Waiting, tell: Tell, over?: Promise<void>): void {
    const { signal } = held
    if (waiters.size >= max || signal?.aborted) {
      tell(signal?.aborted ? signal.reason : errorFor(held, 'too-many-held'))
      return
    }
    // Stryker disable next-line OptionalChaining: for the types; who aborts has a signal.
    const waiter = { held, tell, abort: () => settle(waiter, signal?.reason) }
    waiters.add(waiter)
    if (timeoutMs && !timer) {
      timer = clock.setTimeout(() => giveUp('refresh-timeout'), timeoutMs)
    }
    // Stryker disable next-line StringLiteral: as above.
    signal?.addEventListener('abort', waiter.abort)
    const goOn = () => settle(waiter)
    over?.then(goOn, goOn)
  }

  return {
    size: () => waiters.size,
    join,
    park: (held, over) =>
      new Promise((resolve, reject) => {
        join(held, error => (error === undefined ? resolve() : reject(error)), over)
      }),
    release: () => each(waiter => settle(waiter)),
    releaseFirst() {
      const [first] = waiters
      // Stryker disable next-line ConditionalExpression: for the types; nobody is not told.
      if (first) settle(first)
      return first?.held
    },
    giveUp,
  }
}

function byOrder({ held: one }: Waiter<Held>, { held: other }: Waiter<Held>): number {
  return (one.order || 0) - (other.order || 0)
}
