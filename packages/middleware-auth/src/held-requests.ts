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
  /** Whether those that wait are being let go, in this turn. */
  isLettingGo(): boolean
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
  /** Gives all up, each with an error of its own; `first` is called before any is told. */
  giveUp(code: AuthErrorCode, shared?: SharedFacts, first?: () => void): void
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
  /** How many are letting them go: who is told may let others go. */
  let lettingGo = 0

  function disarm(): void {
    // Stryker disable next-line ConditionalExpression: a short cut.
    if (timer !== undefined) clock.clearTimeout(timer)
    timer = undefined
  }

  /** Whether it was waiting: nobody is told twice. */
  function leave(waiter: Waiter<Waiting>): boolean {
    const isMine = waiters.delete(waiter)
    // Stryker disable next-line StringLiteral: the kernel's signal has one kind of event.
    waiter.held.signal?.removeEventListener('abort', waiter.abort)
    if (waiters.size === 0) disarm()
    return isMine
  }

  function settle(waiter: Waiter<Waiting>, error?: unknown): void {
    if (leave(waiter)) waiter.tell(error)
  }

  /** Who joins from now on waits for something else, and has all its time. */
  function letAllGo(errorOf: (held: Waiting) => unknown, first?: () => void): void {
    const all = [...waiters].sort(byOrder)
    all.forEach(leave)
    lettingGo += 1
    first?.()
    for (const { held, tell } of all) tell(errorOf(held))
    lettingGo -= 1
  }

  function giveUp(code: AuthErrorCode, shared?: SharedFacts, first?: () => void): void {
    letAllGo(held => errorFor(held, code, shared), first)
  }

  function join(held: Waiting, tell: Tell, over?: Promise<void>): void {
    const { signal } = held
    if (waiters.size >= max || signal?.aborted) {
      tell(signal?.aborted ? signal.reason : errorFor(held, 'too-many-held'))
      return
    }
    // Stryker disable next-line OptionalChaining: for the types; who aborts has a signal.
    const waiter = { held, tell, abort: () => settle(waiter, signal?.reason) }
    if (timeoutMs && timer === undefined) {
      timer = clock.setTimeout(() => giveUp('refresh-timeout'), timeoutMs)
    }
    waiters.add(waiter)
    // Stryker disable next-line StringLiteral: as above.
    signal?.addEventListener('abort', waiter.abort)
    const goOn = () => settle(waiter)
    over?.then(goOn, goOn)
  }

  return {
    size: () => waiters.size,
    isLettingGo: () => lettingGo > 0,
    join,
    park: (held, over) =>
      new Promise((resolve, reject) => {
        // A signal may fire with the reason `undefined`.
        const isDone = (error: unknown) => error === undefined && !held.signal?.aborted
        join(held, error => (isDone(error) ? resolve() : reject(error)), over)
      }),
    release: () => letAllGo(() => undefined),
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
