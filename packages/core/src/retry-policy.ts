import { checkOptions } from './check-options'
import { isRequestError } from './errors'
import { isIdempotent, uuid } from './idempotency-key'
import type { Context } from './layer'
import { aFunction, aLimit, aStay } from './option-rules'
import type { RetryOptions, RetryOutcome, RetryRequestOptions } from './retry'
import { retryAfterMs } from './retry-after'

/** What is known of a request over all its passes, whichever layer outside runs them. */
export interface Past {
  /** When its budget began: with the first pass, or with the app's return. */
  startedAt: number
  retries: number
  key?: string | undefined
}

/** What the options mean for a request. */
export interface RetryPolicy {
  /** Gives a request that is unsafe by its method the key that it had, or a new one. */
  addKey(ctx: Context, past: Past): void
  /**
   * How long to wait before the next pass, in ms; `undefined` where there is to be none.
   *
   * @param wasAway is whether the app was hidden during the pass, or still is.
   */
  waitAfter(
    ctx: Context<RetryRequestOptions>,
    error: unknown,
    past: Past,
    now: number,
    wasAway: boolean,
  ): number | undefined
}

/** @throws TypeError for wrong options. */
export function retryPolicy(options: RetryOptions): RetryPolicy {
  check(options)
  const { maxRetries = 2, baseDelayMs = 500, maxDelayMs = 10_000 } = options
  const { budgetMs = 30_000, shouldRetry = mayPass, random = Math.random } = options
  const { onResume } = options
  const { idempotencyKey = false, idempotencyHeader = 'Idempotency-Key' } = options
  const field = idempotencyHeader.toLowerCase()
  const createKey = idempotencyKey === true ? uuid : idempotencyKey
  return {
    addKey(ctx, past) {
      const { request } = ctx
      const { headers, withheld = [] } = request
      const isGiven = headers[field] !== undefined || withheld.includes(field)
      if (!createKey || isGiven || isIdempotent(request)) return
      past.key ??= createKey(request)
      ctx.request = { ...request, headers: { ...headers, [field]: past.key } }
    },
    waitAfter(ctx, error, { startedAt, retries }, now, wasAway) {
      const { request, attempt, signal, options } = ctx
      if (signal.aborted || retries >= maxRetries) return undefined
      // What is thrown that is no RequestError is a fault in the program.
      if (error !== undefined && !isRequestError(error)) return undefined
      const isSafe = options.retry || isIdempotent(request) || request.headers[field]
      if (error?.moot || (!isSafe && error?.sent !== false)) return undefined
      const response = error ? error.response : ctx.response
      if (!shouldRetry({ error, response, request, attempt })) return undefined
      // Full jitter: phones that failed together do not come back together.
      const longest = Math.min(maxDelayMs, baseDelayMs * 2 ** retries)
      const isStopped = error?.code === 'interrupted' && onResume
      const stopMs = wasAway ? 0 : maxDelayMs
      const backOff = isStopped ? stopMs : random() * longest
      const delayMs = Math.max(Math.round(backOff), retryAfterMs(response, now))
      const { deadline = budgetMs } = request
      const isInTime = now - startedAt + delayMs < Math.min(budgetMs, deadline)
      return isInTime ? delayMs : undefined
    },
  }
}

/** An error of a layer's own, an `AuthError` say, is that layer's last word. */
function mayPass({ error }: RetryOutcome): boolean {
  return error?.name === 'RequestError' && error.retryable
}

function check(options: RetryOptions): void {
  checkOptions('retry', options, {
    maxRetries: [
      value => Number.isInteger(value) && (value as number) > 0,
      'a whole number above 0',
    ],
    baseDelayMs: aStay,
    maxDelayMs: aStay,
    budgetMs: aLimit,
    shouldRetry: aFunction,
    idempotencyKey: [
      value => typeof value === 'boolean' || typeof value === 'function',
      'true, false, or a function that makes one',
    ],
    idempotencyHeader: [
      value => typeof value === 'string' && value !== '',
      'the name of a header field',
    ],
    onResume: aFunction,
    random: aFunction,
  })
}
