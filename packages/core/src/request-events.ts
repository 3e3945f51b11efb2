import type { Clock } from './clock'
import { isRequestError } from './errors'
import type { Emitter } from './events'
import type { Response } from './types'
import { hideQuery } from './url'

/** What every event of a request tells. It holds no query value, header or body. */
export interface RequestEvent {
  /** The same over all attempts; unique among clients derived from one another. */
  readonly id: number
  readonly method: string
  /** Without the query. */
  readonly url: string
  /** The attempt under way, from 1. */
  readonly attempt: number
  /** When the caller asked, in ms of the client's clock. */
  readonly startedAt: number
  /** Now, in ms of the client's clock. */
  readonly at: number
}

/** A finished request goes to the transport. */
export interface AttemptEvent extends RequestEvent {
  /** How long it has waited for a slot, in ms. */
  readonly queuedMs: number
}

/** Where a request is in a layer: coming in, passed on, on its way back, gone out. */
export type LayerStep = 'in' | 'next' | 'back' | 'out'

/** A request takes a step of its way through a layer. */
export interface LayerEvent extends RequestEvent {
  /** The name of the layer's function; `''` where it has none. */
  readonly layer: string
  readonly step: LayerStep
}

/** A request ended with an answer. */
export interface ResponseEvent extends RequestEvent {
  readonly status: number
}

/** A request ended without one. */
export interface ErrorEvent extends RequestEvent {
  /** The error's code; absent where a layer threw something of its own. */
  readonly code: string | undefined
  readonly status: number | undefined
  readonly message: string
  readonly retryable: boolean
}

/** A request's life: it ends with one `response` or one `error`. */
export interface CoreEvents {
  request: RequestEvent
  /** A finished request waits for one of the host's slots. */
  queued: RequestEvent
  attempt: AttemptEvent
  /** Told of requests that begin while somebody listens. */
  layer: LayerEvent
  response: ResponseEvent
  error: ErrorEvent
}

/** What is told of a request, whether or not it got as far as its layers. */
export interface Observed {
  readonly id: number
  readonly startedAt: number
  readonly attempt: number
  readonly request: { readonly method: string; readonly url: string }
}

/** Hears of a layer's steps. */
export type LayerTrace = (layer: string, step: LayerStep) => void

/** Told of a call's steps. */
export interface CallObserver {
  onRequest(ctx: Observed): void
  onQueued(ctx: Observed): void
  onAttempt(ctx: Observed, queuedAt: number | undefined): void
  onResponse(ctx: Observed, response: Response): void
  /** What is to be told of the layers' steps, where somebody listens. */
  tracer(ctx: Observed): LayerTrace | undefined
  onError(ctx: Observed, error: unknown): void
}

/** Announces the steps as events. */
export function announcer(events: Emitter<CoreEvents>, clock: Clock): CallObserver {
  const facts = (ctx: Observed): RequestEvent => ({
    id: ctx.id,
    method: ctx.request.method,
    url: hideQuery(ctx.request.url),
    attempt: ctx.attempt,
    startedAt: ctx.startedAt,
    at: clock.now(),
  })
  const queuedFacts = (ctx: Observed, queuedAt: number | undefined): AttemptEvent => {
    const event = facts(ctx)
    return { ...event, queuedMs: event.at - (queuedAt ?? event.at) }
  }
  const answeredFacts = (ctx: Observed, { status }: Response): ResponseEvent => ({
    ...facts(ctx),
    status,
  })
  return {
    onRequest: ctx => events.emit('request', facts, ctx),
    onQueued: ctx => events.emit('queued', facts, ctx),
    onAttempt: (ctx, queuedAt) => events.emit('attempt', queuedFacts, ctx, queuedAt),
    onResponse: (ctx, response) => events.emit('response', answeredFacts, ctx, response),
    tracer: ctx =>
      events.hears('layer')
        ? (layer, step) => events.emit('layer', () => ({ ...facts(ctx), layer, step }))
        : undefined,
    onError: (ctx, error) =>
      events.emit('error', () => ({ ...facts(ctx), ...errorFacts(error) })),
  }
}

function errorFacts(error: unknown): Omit<ErrorEvent, keyof RequestEvent> {
  if (isRequestError(error)) {
    const { code, message, retryable } = error
    return { code, message, retryable, status: error.response?.status }
  }
  // What a layer threw may say anything, a token included: its text is not passed on.
  const message = 'a layer threw an error of its own'
  return { code: undefined, message, retryable: false, status: undefined }
}

/** For requests that a layer sends by itself: the client's listeners hear nothing. */
export const silent: CallObserver = {
  onRequest() {},
  onQueued() {},
  onAttempt() {},
  onResponse() {},
  onError() {},
  tracer: () => undefined,
}
