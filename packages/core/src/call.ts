import { type AbortSignalLike, onAbort, Signal } from './abort-controller'
import { buildRequest, type RequestDefaults } from './build-request'
import { aborted, overdue, unanswered, unusable } from './call-errors'
import { type Clock, canTime } from './clock'
import { RequestContext } from './context'
import { invalidUse, isRequestError, RequestError } from './errors'
import { failureOf } from './failure'
import type { Onion } from './onion'
import { aRecord } from './option-rules'
import { type CallObserver, errorFacts } from './request-events'
import type { RequestOptions, Response, SendOptions } from './types'
import { whenOver } from './when-over'

/** A request under way: a promise of the answer that can be aborted. */
export interface Call<Data = unknown> extends Promise<Response<Data>> {
  /** Rejects at once with the code `aborted`; the request is never sent later. */
  abort(): void
}

/** What the client says for all its calls. */
export interface CallDefaults extends RequestDefaults {
  readonly deadline: number | undefined
}

/** What a call needs of its client. */
export interface CallTools {
  readonly defaults: CallDefaults
  readonly clock: Clock
  readonly observer: CallObserver
  readonly nextId: () => number
  /** The same instant, but where the clock was turned back: never before an earlier one. */
  readonly rising: (at: number) => number
  /** What the client makes of every request's options; may throw. */
  readonly change: (options: SendOptions) => SendOptions
  /** The layers to run, those of the request innermost. */
  readonly onionFor: (options: RequestOptions) => Onion
}

/** Makes one request. Its promise settles once, whatever a layer or the host does. */
export function call<Data>(options: SendOptions, tools: CallTools): Call<Data> {
  let settlement: Settlement | undefined
  const promise = new Promise<Response>((resolve, reject) => {
    settlement = new Settlement(begin(options, tools), tools, resolve, reject)
    settlement.run()
  }) as Call<Data>
  // Bound, and no closure: V8 keeps one that is stored in a field for too long.
  promise.abort = abort.bind(undefined, settlement)
  return promise
}

/** One that never began has nothing to abort. */
function abort(settlement: Settlement | undefined): void {
  if (settlement) settlement.end(aborted(settlement.ctx))
}

/** The context of a request; one that cannot be sent is announced as failed, and thrown. */
function begin(
  options: SendOptions,
  { defaults, clock, observer, nextId, rising, change }: CallTools,
): RequestContext {
  const id = nextId()
  const startedAt = clock.now()
  const since = rising(startedAt)
  try {
    const wanted = change(options)
    if (!aRecord[0](wanted)) throw unusable()
    const request = buildRequest(wanted, defaults, canTime(clock))
    const ctx = new RequestContext(request, wanted, id, new Signal(), startedAt, since)
    if (observer.hears('layer')) {
      ctx.trace = (layer, step) => observer.tell('layer', ctx, { layer, step })
    }
    return ctx
  } catch (fault) {
    const error = isRequestError(fault) ? fault : unusable(fault)
    const { request } = error
    observer.tell('error', { id, startedAt, request, attempt: 1 }, errorFacts(error))
    throw error
  }
}

/** Runs the layers; what ends first, they or what ends the call from outside, settles it. */
class Settlement {
  private isSettled = false
  private timer: unknown = undefined
  private unlisten: (() => void) | undefined = undefined

  constructor(
    readonly ctx: RequestContext,
    private readonly tools: CallTools,
    private readonly resolve: (response: Response) => void,
    private readonly reject: (error: unknown) => void,
  ) {}

  run(): void {
    const { ctx, tools } = this
    tools.observer.tell('request', ctx, {})
    const { deadline = tools.defaults.deadline, signal } = ctx.options
    if (deadline) this.limit(deadline)
    if (signal) this.heed(signal)
    // The caller's signal may have fired before there was anything to release.
    if (this.isSettled) {
      this.release()
      return
    }
    let onion: Onion
    try {
      onion = tools.onionFor(ctx.options)
    } catch (cause) {
      const message = 'its `layers` cannot be used; its `cause` says why'
      this.fail(invalidUse(ctx.request, message, cause))
      return
    }
    onion(ctx).then(
      () => this.succeed(),
      error => this.fail(error),
    )
  }

  /**
   * Ends it from outside; of a call that has its answer, what still flows. The signal has
   * fired before anybody hears of the end: nothing is sent that a listener lets go.
   */
  end(reason: unknown): void {
    this.ctx.signal.fire(reason, () => this.fail(reason))
  }

  private succeed(): void {
    if (this.isSettled) return
    const { ctx, tools } = this
    try {
      const response = accepted(ctx)
      this.isSettled = true
      const { status } = response
      tools.observer.tell('response', ctx, { status })
      this.resolve(response)
      if (response.ended) this.releaseAfter(response.ended)
      else this.release()
    } catch (error) {
      this.fail(error)
    }
  }

  private fail(error: unknown): void {
    if (this.isSettled) return
    this.isSettled = true
    this.tools.observer.tell('error', this.ctx, errorFacts(error))
    this.reject(error)
    this.release()
    // Nothing that is still under way inside has anybody to serve.
    this.ctx.signal.fire(error)
  }

  private limit(deadline: number): void {
    const { ctx, tools } = this
    const end = () => this.end(overdue(ctx, deadline))
    this.timer = tools.clock.setTimeout(end, deadline)
  }

  private heed(signal: AbortSignalLike): void {
    const { ctx } = this
    try {
      this.unlisten = onAbort(signal, () => this.end(aborted(ctx, signal.reason)))
    } catch (cause) {
      // An object of the caller's own may throw.
      this.end(invalidUse(ctx.request, 'its `signal` cannot be listened to', cause))
    }
  }

  /** A stream can still be ended, by whoever could end the call. */
  private releaseAfter(ended: Promise<void>): void {
    whenOver(ended, () => this.release())
  }

  private release(): void {
    if (this.timer !== undefined) this.tools.clock.clearTimeout(this.timer)
    try {
      // Stryker disable next-line OptionalChaining: what it throws then is caught as well.
      this.unlisten?.()
    } catch {
      // The caller's own signal cannot let go; that is no end of the request.
    }
  }
}

/** The answer, if its status is one. Judged after the outermost layer: all see any status. */
function accepted(ctx: RequestContext): Response {
  const { request, response, attempt } = ctx
  if (typeof response?.status !== 'number') throw unanswered(ctx)
  const failure = failureOf(ctx)
  if (failure !== undefined) throw failure
  const isStream = typeof Object(response.data).each === 'function'
  // Something else came: by a status outside 2xx, say.
  if (request.transfer?.kind === 'stream' && !isStream) {
    const message = `${response.status}, and the answer is no stream`
    throw new RequestError('unreadable', { request, message, response, attempt })
  }
  return response
}
