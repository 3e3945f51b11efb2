import type { Signal } from './abort-controller'
import { consolePrint } from './console-print'
import { type Draft, draftOf } from './draft'
import { headerFields } from './header-fields'
import type { Context } from './layer'
import { leaveStream } from './leave-stream'
import type { LayerTrace } from './request-events'
import type { Slot } from './slot'
import { snapshot } from './snapshot'
import type {
  Nothing,
  QueryInput,
  Request,
  RequestDraft,
  RequestOptions,
  Response,
} from './types'
import { hideQuery } from './url'

/** Replaces the request by one in the kernel's form; a context may be somebody's own. */
export function keep(ctx: Context, draft: Draft): void {
  // Stryker disable next-line ConditionalExpression: a short cut.
  if (ctx instanceof RequestContext) ctx.hold(draft)
  else ctx.request = draft
}

/** The request as a replaying layer holds it, and the one before it. */
export interface Held {
  readonly current: Request
  readonly before: Request
}

/** One request's state, as its layers and the kernel share it. */
export class RequestContext implements Context {
  response: Response | undefined = undefined
  attempt = 1
  readonly state: Record<string, unknown> = {}
  /** Told of the layers' steps, where somebody listens. */
  trace: LayerTrace | undefined = undefined
  /** The slot of the attempt under way, or of the last one. */
  slot: Slot | undefined = undefined
  private current: Request
  /** What was last replaced by assignment, unless that was taken back. */
  private before: Request
  private reached = false

  constructor(
    request: Request,
    readonly options: Readonly<RequestOptions & Nothing>,
    readonly id: number,
    readonly signal: Signal,
    readonly startedAt: number,
    /** The same, for who goes first: where the clock was turned back, it never is. */
    readonly since: number = startedAt,
  ) {
    this.current = Object.freeze(request)
    this.before = request
  }

  get request(): Request {
    return this.current
  }

  /** Keeps what a layer wrote in the kernel's form, frozen: a snapshot is a reference. */
  set request(draft: RequestDraft) {
    const { current } = this
    if (draft === current) return
    // Who takes back what it has changed gives what is in the kernel's form already.
    if (draft === this.before) {
      this.current = this.before
      return
    }
    if (typeof draft.method !== 'string' || typeof draft.url !== 'string') {
      throw new TypeError('[ctx.request] needs a `method` and a `url`')
    }
    const { headers, query, data } = draft
    const kept = draftOf(draft) as Draft
    if (headers !== current.headers) kept.headers = Object.freeze(headerFields(headers))
    if (query !== current.query) kept.query = snapshot(query, 'query') as QueryInput
    if (data !== current.data) kept.data = snapshot(data, 'data')
    this.before = current
    this.hold(kept)
  }

  /** Keeps what is in the kernel's form already. */
  hold(request: Request): void {
    this.current = Object.freeze(request)
  }

  /** Whether an attempt, this or an earlier one, has been handed to the transport. */
  get sent(): boolean {
    return this.reached || this.attempt > 1
  }

  /**
   * Begins a pass: the answer of an earlier one is gone, and the next attempt counts. What
   * it returns is for the pass's end.
   */
  startPass(): Held {
    const { current, before } = this
    // A stream that the layer passes over is left, so that it does not flow for nobody.
    if (this.response?.ended) leaveStream(this.response.data)
    this.response = undefined
    if (this.reached) this.attempt += 1
    this.reached = false
    return { current, before }
  }

  /** Takes back what the layers inside did. */
  endPass({ current, before }: Held): void {
    this.current = current
    this.before = before
  }

  /** The attempt is handed to the transport. */
  markSent(): void {
    this.reached = true
  }

  /** What may be logged: no header, no query, no body. */
  toJSON(): Record<string, unknown> {
    const { id, request, attempt, response } = this
    const { method, url } = request
    return { id, method, url: hideQuery(url), attempt, status: response?.status }
  }
}

Object.defineProperty(RequestContext.prototype, consolePrint, {
  value(this: RequestContext) {
    return `RequestContext ${JSON.stringify(this)}`
  },
})
