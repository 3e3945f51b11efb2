import { type AbortSignalLike, createAbortController, onAbort } from './abort-controller'
import { buildRequest, type RequestDefaults } from './build-request'
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
  let abort = () => {}
  const promise = new Promise<Response>((resolve, reject) => {
    const controller = createAbortController()
    const ctx = begin(options, controller.signal, tools)
    abort = () => controller.abort(aborted(ctx))
    run(ctx, controller.abort, tools, resolve, reject)
  })
  return Object.assign(promise, { abort: () => abort() }) as Call<Data>
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
function run(
  ctx: RequestContext,
  abort: (reason: unknown) => void,
  tools: CallTools,
  resolve: (response: Response) => void,
  reject: (error: unknown) => void,
): void {
  const { observer } = tools
  let settled = false
  let release = () => {}
  const settle = (finish: () => void) => {
    if (settled) return
    settled = true
    finish()
  }
  const fail = (error: unknown) =>
    settle(() => {
      observer.onError(ctx, error)
      reject(error)
      release()
      // Nothing that is still under way inside has anybody to serve.
      abort(error)
    })
  const succeed = (response: Response) =>
    settle(() => {
      observer.onResponse(ctx, response)
      resolve(response)
      whenOver(response, release)
    })
  observer.onRequest(ctx)
  onAbort(ctx.signal, () => fail(ctx.signal.reason))
  release = watch(ctx, abort, tools)
  // The caller's signal may have fired before there was anything to release.
  if (settled) release()
  else answer(ctx, tools).then(succeed, fail)
}

/** Runs the layers; those of the request may turn out not to be layers at all. */
async function answer(ctx: RequestContext, tools: CallTools): Promise<Response> {
  await onionFor(ctx, tools)(ctx)
  return accepted(ctx)
}

function onionFor(ctx: RequestContext, tools: CallTools): Onion {
  try {
    return tools.onionFor(ctx.options)
  } catch (cause) {
    throw invalidUse(ctx.request, '`layers` holds what is no layer', cause)
  }
}

/** What ends a call from outside: the caller's signal and the deadline. */
function watch(
  ctx: RequestContext,
  abort: (reason: unknown) => void,
  { defaults, clock }: CallTools,
): () => void {
  const { signal, deadline = defaults.deadline } = ctx.options
  const unlisten = signal && listen(ctx, signal, abort)
  const timer =
    deadline && clock.setTimeout(() => abort(overdue(ctx, deadline)), deadline)
  return () => {
    if (timer !== undefined) clock.clearTimeout(timer)
    try {
      unlisten?.()
    } catch {
      // The caller's own signal cannot let go; that is no end of the request.
    }
  }
}

/** Listens to the caller's signal, an object of its own that may throw. */
function listen(
  ctx: RequestContext,
  signal: AbortSignalLike,
  abort: (reason: unknown) => void,
): () => void {
  try {
    return onAbort(signal, () => abort(aborted(ctx, signal.reason)))
  } catch (cause) {
    abort(invalidUse(ctx.request, 'its `signal` cannot be listened to', cause))
    return () => {}
  }
}

/** The answer, if its status is one. Judged after the outermost layer: all see any status. */
function accepted(ctx: RequestContext): Response {
  if (ctx.response === undefined) throw unanswered(ctx)
  const failure = failureOf(ctx)
  if (failure !== undefined) throw failure
  if (isNoStream(ctx)) throw noStream(ctx)
  return ctx.response
}

/** Whether a stream was asked for, and something else came: by a status outside 2xx, say. */
function isNoStream({ request, response }: RequestContext): boolean {
  const isAskedFor = request.transfer?.kind === 'stream'
  return isAskedFor && typeof Object(response?.data).each !== 'function'
}

function noStream({ request, response, attempt }: RequestContext): unknown {
  const message = `${response?.status}, and the answer is no stream`
  return new RequestError('unreadable', { request, message, response, attempt })
}

function unanswered({ request, attempt, sent }: RequestContext): unknown {
  const message = sent
    ? 'its layers ended before the answer came; one of them does not wait for `next`'
    : 'a layer neither answered nor called `next`'
  return new RequestError('invalid', { request, message, attempt, sent })
}

function aborted({ request, attempt, sent }: RequestContext, cause?: unknown): unknown {
  return new RequestError('aborted', {
    request,
    message: 'aborted',
    attempt,
    sent,
    cause,
  })
}

function overdue({ request, attempt, sent }: RequestContext, deadline: number): unknown {
  const message = `not done within the deadline of ${deadline} ms`
  return new RequestError('timeout', { request, message, attempt, sent })
}
