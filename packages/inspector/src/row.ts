/**
 * What a request is doing: on its way through the layers, waiting for a slot, on the wire,
 * held by a layer, waiting to be sent again.
 */
export type SpanKind = 'inside' | 'queued' | 'sent' | 'held' | 'paused'

/** How an attempt ended: answered for good, refused and repeated, or failed. */
export type AttemptEnd = 'answered' | 'refused' | 'failed'

/** A piece of a request's time. */
export interface Span {
  readonly kind: SpanKind
  readonly from: number
  /** Absent while it lasts. */
  readonly to?: number
  /** Of what was sent: which attempt it was, from 1. */
  readonly attempt?: number
  readonly end?: AttemptEnd
  /** What was answered, where that is known. */
  readonly status?: number
}

/** A layer's part in a request. */
export interface LayerTime {
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
  readonly client: string
  /** The request's; absent where it is a refresh. */
  readonly id?: number
  readonly method: string
  /** Without scheme, host and query; for people to read. */
  readonly path: string
  readonly startedAt: number
  /** Absent while it lasts. */
  readonly endedAt?: number
  /** What it is doing now, or how it ended. */
  readonly state: SpanKind | 'answered' | 'failed'
  readonly spans: readonly Span[]
  readonly layers: readonly LayerTime[]
  /** The layer it is in; absent outside of all. */
  readonly layer?: string
  readonly attempts: number
  /** Attempts after a refresh, not those of a retry. */
  readonly replays: number
  readonly retries: number
  /** Until when its exchange went on without its caller, where it did. */
  readonly aloneUntil?: number
  readonly status?: number
  /** Why it failed. */
  readonly code?: string
  readonly message?: string
}
