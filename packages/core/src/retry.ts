import { canTime } from './clock'
import type { ErrorCode, RequestError } from './errors'
import { failureOf } from './failure'
import type { CreateKey } from './idempotency-key'
import type { Context, Layer, Mountable, Next } from './layer'
import { replayable } from './onion'
import { pause } from './pause'
import { Presence, type ResumeSource } from './resume'
import { type Past, retryPolicy } from './retry-policy'
import type { Request, Response } from './types'

/** How often, how soon and what is sent again. */
export interface RetryOptions {
  /** How often one request is sent again. @default 2 */
  readonly maxRetries?: number | undefined
  /**
   * Longest first wait, in ms; it doubles with each that follows, and chance picks a part
   * of it. @default 500
   */
  readonly baseDelayMs?: number | undefined
  /** Longest wait in ms, unless the server asks for more. @default 10_000 */
  readonly maxDelayMs?: number | undefined
  /** How long after the first pass began another may begin, in ms. @default 30_000 */
  readonly budgetMs?: number | undefined
  /**
   * Whether another try may help. Called after each pass that may be repeated, good answers
   * included; never for what is unsafe to repeat or aborted. `false` is the safe answer:
   * `true` for a failure that lasts keeps the user waiting for nothing.
   * @default core's own errors that are `retryable`
   */
  readonly shouldRetry?: ((outcome: RetryOutcome) => boolean) | undefined
  /**
   * Gives requests with an unsafe method, `POST` say, a key by which the server knows them
   * again, so that they may be retried: `true` for a UUID, or a function that makes the key
   * once per request, `undefined` for none. A server that does not heed the key carries out
   * twice what is sent twice. @default false
   */
  readonly idempotencyKey?: boolean | CreateKey | undefined
  /** The header field of the key. @default 'Idempotency-Key' */
  readonly idempotencyHeader?: string | undefined
  /**
   * Tells when the app is in front again, `wxResume()` say: nothing is sent again while it is
   * hidden, and what WeChat has stopped goes when it is back. Of that time the budget counts
   * nothing; the request's `deadline` does. Where the source cannot tell of hiding, what was
   * stopped waits `maxDelayMs` at the most. It is listened to from the first client with the
   * layer on, for as long as the app lives: make the layer once. @default a usual wait
   */
  readonly onResume?: ResumeSource | undefined
  /** Chance, from 0 to 1, for the waits. @default Math.random */
  readonly random?: (() => number) | undefined
}

/** What the layer adds to every request's options. */
export interface RetryRequestOptions {
  /**
   * `false` for a request that is sent once; `true` for one that may be sent twice whatever
   * its method, a search by `POST` say. @default what the method and its key say
   */
  readonly retry?: boolean | undefined
}

/** How a pass ended. */
export interface RetryOutcome {
  /** Why it failed; a status that is not accepted is the status error. */
  readonly error: RequestError | undefined
  /** The answer, where there was one. */
  readonly response: Response | undefined
  readonly request: Request
  /** Which attempt it was, from 1. */
  readonly attempt: number
}

/** A request is about to be sent again. It holds no header and no body. */
export interface RetryEvent {
  /** The request's id, as in its other events. */
  readonly id: number
  /** The attempt that failed, from 1. */
  readonly attempt: number
  /** Now, in ms of the client's clock. */
  readonly at: number
  /** How long the next attempt is waited for; longer where the app is hidden. */
  readonly delayMs: number
  /** Why: the error's code; absent where an accepted answer was not good enough. */
  readonly code: ErrorCode | undefined
  readonly status: number | undefined
}

/** What the layer announces. */
export interface RetryEvents {
  retry: RetryEvent
}

type RetryContext = Context<RetryRequestOptions>

/**
 * Sends again what failed for the moment, where that is safe: by its method, by its
 * idempotency key, because it has surely not left the phone, or because the caller says so.
 *
 * Put it outside `auth`: each pass is then signed anew, and no refresh is repeated.
 *
 * @example
 * import { retry } from '@allium/core'
 *
 * const api = client.use(retry({ maxRetries: 3, idempotencyKey: true }))
 * api.on('retry', ({ attempt, delayMs, code }) => console.log(attempt, code, delayMs))
 *
 * @throws TypeError for wrong options, and in a client whose host has no timers.
 */
export function retry(
  options: RetryOptions = {},
): Mountable<RetryRequestOptions, RetryEvents> {
  const { addKey, waitAfter } = retryPolicy(options)
  const { onResume } = options
  // One for all clients, and for those derived from them.
  let presence: Presence | undefined
  return {
    mount(host) {
      const { clock } = host
      if (!canTime(clock)) {
        throw new TypeError(
          '[retry] needs timers, and this host has none: give a `clock`',
        )
      }
      if (onResume) presence ??= new Presence(onResume)
      // Kept by request, because an `auth` outside may run the layer more than once for it.
      const pasts = new WeakMap<RetryContext, Past>()
      // A method keeps its name, whatever a bundler makes of it.
      const named: { retry: Layer<RetryRequestOptions, RetryEvents> } = {
        async retry(ctx, next) {
          if (ctx.options.retry === false) return next()
          const past = pasts.get(ctx) ?? { startedAt: clock.now(), retries: 0 }
          pasts.set(ctx, past)
          addKey(ctx, past)
          for (;;) {
            const returns = presence?.returns
            const thrown = await thrownBy(next)
            const error = thrown ? thrown.error : failureOf(ctx)
            const at = clock.now()
            const wasAway = presence?.isHidden || presence?.returns !== returns
            // Nobody has waited meanwhile.
            if (wasAway) past.startedAt = at
            const delayMs = waitAfter(ctx, error, past, at, wasAway)
            if (delayMs === undefined) {
              if (thrown) throw thrown.error
              return
            }
            past.retries += 1
            const { id, attempt, response } = ctx
            const { code } = Object(error)
            const status = response?.status
            host.emit('retry', { id, attempt, at, delayMs, code, status })
            const { signal } = ctx
            const isStopped = code === 'interrupted'
            if (presence) await presence.pause(delayMs, isStopped, clock, signal)
            else await pause(delayMs, clock, signal)
            if (presence?.returns !== returns) past.startedAt = clock.now()
          }
        },
      }
      return replayable(named.retry)
    },
  }
}

/** What a pass threw, wrapped: it may be anything. */
function thrownBy(next: Next): Promise<{ error: unknown } | undefined> {
  return next().then(
    () => undefined,
    (error: unknown) => ({ error }),
  )
}
