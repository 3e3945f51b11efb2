/**
 * What a request is doing: on its way through the layers, waiting for a slot, on the wire,
 * held by a layer, waiting to be sent again.
 */
export type SpanKind = 'inside' | 'queued' | 'sent' | 'held' | 'paused'

/** How an attempt ended: answered for good, refused and repeated, or failed. */
export type AttemptEnd = 'answered' | 'refused' | 'failed'

/** A piece of a request's time. */
export interface Span {
  /** What the request did meanwhile. */
  readonly kind: SpanKind
  /** In ms of the client's clock, as all instants are. */
  readonly from: number
  /** Absent while it lasts. */
  readonly to?: number
  /** Of what was sent: which attempt it was, from 1. */
  readonly attempt?: number
  /** Of what was sent: how it ended; absent while it lasts. */
  readonly end?: AttemptEnd
  /** What was answered, where that is known. */
  readonly status?: number
}

/** A layer's part in a request. */
export interface LayerTime {
  /** The name of the layer's function. */
  readonly layer: string
  /** How many layers are outside of it. */
  readonly depth: number
  /** How often the request came in. */
  readonly passes: number
  /** The time that the request spent here, and in none of the layers inside, in ms. */
  readonly ownMs: number
}

/** One line of a timeline: a request's whole life, or a refresh's. */
export interface Row {
  /** Unlike that of any other row. */
  readonly key: string
  readonly kind: 'request' | 'refresh'
  /** The name that `watch` was given for the client. */
  readonly client: string
  /** The request's; absent where it is a refresh. */
  readonly id?: number
  /** In upper case; `''` where a refresh has sent nothing that is known. */
  readonly method: string
  /** Without scheme, host and query; for people to read. */
  readonly path: string
  /** In ms of the client's clock, as all instants are. */
  readonly startedAt: number
  /** Absent while it lasts. */
  readonly endedAt?: number
  /** What it is doing now, or how it ended. */
  readonly state: SpanKind | 'answered' | 'failed'
  /** Its time, piece by piece, in their order. */
  readonly spans: readonly Span[]
  /** The layers that it was in, outermost first. */
  readonly layers: readonly LayerTime[]
  /** The layer it is in; absent outside of all. */
  readonly layer?: string
  /** How often it was sent. */
  readonly attempts: number
  /** Attempts after a refresh, not those of a retry. */
  readonly replays: number
  /** Attempts of the `retry` layer. */
  readonly retries: number
  /** Until when its exchange went on without its caller, where it did. */
  readonly aloneUntil?: number
  /** What was answered in the end. */
  readonly status?: number
  /** Why it failed: the code of the error, or why the session ended. */
  readonly code?: string
  /** The same for people to read. */
  readonly message?: string
}
