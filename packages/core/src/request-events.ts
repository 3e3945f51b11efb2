import type { Clock } from './clock'
import { type ErrorCode, isRequestError } from './errors'
import type { Emitter } from './events'
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
  readonly code: ErrorCode | undefined
  readonly status: number | undefined
  readonly message: string
  readonly retryable: boolean
}

/** A request's life: it ends with one `response` or one `error`. */
export interface CoreEvents {
  /** A caller asks. */
  request: RequestEvent
  /** A finished request waits for one of the host's slots. */
  queued: RequestEvent
  /** It has its slot and goes to the transport: once for each pass. */
  attempt: AttemptEvent
  /** Told of requests that begin while somebody listens. */
  layer: LayerEvent
  /** It has ended with an answer that the caller is given. */
  response: ResponseEvent
  /** It has ended without: it failed, or was aborted. */
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
  /** What an event tells beside what all of them tell. */
  tell<Name extends keyof CoreEvents>(
    name: Name,
    about: Observed,
    more: Omit<CoreEvents[Name], keyof RequestEvent>,
  ): void
  /** Whether anybody listens. */
  hears(name: keyof CoreEvents): boolean
}

/** Announces the steps as events. */
export function announcer(events: Emitter<CoreEvents>, clock: Clock): CallObserver {
  return {
    hears: events.hears,
    tell(name, { id, request, attempt, startedAt }, more) {
      if (!events.hears(name)) return
      const url = hideQuery(request.url)
      const at = clock.now()
      const event = { id, method: request.method, url, attempt, startedAt, at, ...more }
      events.emit(name, () => event as CoreEvents[typeof name])
    },
  }
}

/** What the event of a failed request tells of its error. */
export function errorFacts(error: unknown): Omit<ErrorEvent, keyof RequestEvent> {
  if (isRequestError(error)) {
    const { code, message, retryable } = error
    return { code, message, retryable, status: error.response?.status }
  }
  // What a layer threw may say anything, a token included: its text is not passed on.
  const message = 'a layer threw an error of its own'
  return { code: undefined, message, retryable: false, status: undefined }
}

/** For requests that a layer sends by itself: the client's listeners hear nothing. */
export const silent: CallObserver = { tell() {}, hears: () => false }
