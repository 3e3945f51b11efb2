import { type AbortSignalLike, onAbort, Signal } from './abort-controller'
import { buildRequest, type RequestDefaults } from './build-request'
import { aborted, overdue, unanswered } from './call-errors'
import { type Clock, canTime } from './clock'
import { RequestContext } from './context'
import { invalidUse, isRequestError, RequestError } from './errors'
import { failureOf } from './failure'
import type { Onion } from './onion'
import type { CallObserver } from './request-events'
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
  /** What the client makes of every request's options; may throw. */
  readonly change: (options: SendOptions) => SendOptions
  /** The layers to run, those of the request innermost. */
  readonly onionFor: (options: RequestOptions) => Onion
}

/** Makes one request. Its promise settles once, whatever a layer or the host does. */
export function call<Data>(options: SendOptions, tools: CallTools): Call<Data> {
  const signal = new Signal()
  let ctx: RequestContext | undefined
  const promise = new Promise<Response>((resolve, reject) => {
    ctx = begin(options, signal, tools)
    new Settlement(ctx, signal, tools, resolve, reject).run()
  }) as Call<Data>
  promise.abort = () => {
    if (ctx !== undefined) signal.fire(aborted(ctx))
  }
  return promise
}

/** The context of a request; one that cannot be sent is announced as failed, and thrown. */
function begin(
  options: SendOptions,
  signal: AbortSignalLike,
  { defaults, clock, observer, nextId, change }: CallTools,
): RequestContext {
  const id = nextId()
  const startedAt = clock.now()
  try {
    const wanted = change(options)
    const request = buildRequest(wanted, defaults, canTime(clock))
    const ctx = new RequestContext(request, wanted, id, signal, startedAt)
    ctx.trace = observer.tracer(ctx)
    return ctx
  } catch (fault) {
    const error = isRequestError(fault) ? fault : unusable(fault)
    observer.onError({ id, startedAt, request: error.request, attempt: 1 }, error)
    throw error
  }
}

/** Options that throw when they are read, or are none. */
function unusable(cause: unknown): RequestError {
  return invalidUse({ method: 'GET', url: '' }, 'its options cannot be read', cause)
}

/** Runs the layers; what ends first, they or the signal, ends the call. */
class Settlement {
  private isSettled = false
  private timer: unknown
  private unlisten: (() => void) | undefined

  constructor(
    private readonly ctx: RequestContext,
    private readonly signal: Signal,
    private readonly tools: CallTools,
    private readonly resolve: (response: Response) => void,
    private readonly reject: (error: unknown) => void,
  ) {}

  run(): void {
    const { ctx, signal, tools } = this
    tools.observer.onRequest(ctx)
    onAbort(signal, () => this.fail(signal.reason))
    this.watch()
    // The caller's signal may have fired before there was anything to release.
    if (this.isSettled) this.release()
    else {
      this.answer().then(
        () => this.succeed(),
        error => this.fail(error),
      )
    }
  }

  /** Runs the layers; those of the request may turn out not to be layers at all. */
  private answer(): Promise<void> {
    const { ctx, tools } = this
    let onion: Onion
    try {
      onion = tools.onionFor(ctx.options)
    } catch (cause) {
      const why = '`layers` holds what is no layer'
      return Promise.reject(invalidUse(ctx.request, why, cause))
    }
    return onion(ctx)
  }

  private succeed(): void {
    if (this.isSettled) return
    const { ctx, tools } = this
    try {
      const response = accepted(ctx)
      this.isSettled = true
      tools.observer.onResponse(ctx, response)
      this.resolve(response)
      // Stryker disable next-line ConditionalExpression: a short cut, without a function.
      if (response.ended === undefined) this.release()
      else whenOver(response, () => this.release())
    } catch (error) {
      this.fail(error)
    }
  }

  private fail(error: unknown): void {
    if (this.isSettled) return
    this.isSettled = true
    this.tools.observer.onError(this.ctx, error)
    this.reject(error)
    this.release()
    // Nothing that is still under way inside has anybody to serve.
    this.signal.fire(error)
  }

  /** What ends a call from outside: the caller's signal and the deadline. */
  private watch(): void {
    const { ctx, signal, tools } = this
    const { deadline = tools.defaults.deadline } = ctx.options
    if (deadline) {
      const end = () => signal.fire(overdue(ctx, deadline))
      this.timer = tools.clock.setTimeout(end, deadline)
    }
    const { signal: callers } = ctx.options
    if (callers === undefined) return
    try {
      this.unlisten = onAbort(callers, () => signal.fire(aborted(ctx, callers.reason)))
    } catch (cause) {
      // An object of the caller's own may throw.
      signal.fire(invalidUse(ctx.request, 'its `signal` cannot be listened to', cause))
    }
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
  if (response === undefined) throw unanswered(ctx)
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
