import type { Signal } from './abort-controller'
import { consolePrint } from './console-print'
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

/** What a layer of the kernel replaces. */
type Parts = Pick<Request, 'url' | 'headers' | 'query' | 'data'>

/** Replaces parts that are in the kernel's form already; a context may be somebody's own. */
export function keep(ctx: Context, parts: Parts): void {
  // Stryker disable next-line ConditionalExpression: a short cut.
  if (ctx instanceof RequestContext) ctx.keep(parts)
  else ctx.request = { ...ctx.request, ...parts }
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
  /** What `current` took the place of, unless that was taken back. */
  private before: Request
  private reached = false

  constructor(
    request: Request,
    readonly options: Readonly<RequestOptions & Nothing>,
    readonly id: number,
    readonly signal: Signal,
    readonly startedAt: number,
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
    const kept = Object.assign({}, draft) as {
      -readonly [Key in keyof Request]: Request[Key]
    }
    if (headers !== current.headers) kept.headers = Object.freeze(headerFields(headers))
    if (query !== current.query) kept.query = snapshot(query, 'query') as QueryInput
    if (data !== current.data) kept.data = snapshot(data, 'data')
    this.hold(kept)
  }

  /** Keeps parts that are in the kernel's form already. */
  keep(parts: Parts): void {
    const { current } = this
    // One literal, and each field of a request by name: engines are ten times slower at
    // copying what is frozen.
    const kept: { [Field in keyof Required<Request>]: Request[Field] } = {
      method: current.method,
      url: parts.url,
      headers: parts.headers,
      withheld: current.withheld,
      query: parts.query,
      data: parts.data,
      responseType: current.responseType,
      timeout: current.timeout,
      deadline: current.deadline,
      priority: current.priority,
      acceptStatus: current.acceptStatus,
      transfer: current.transfer,
      escort: current.escort,
    }
    this.hold(kept)
  }

  private hold(request: Request): void {
    this.before = this.current
    this.current = Object.freeze(request)
  }

  /** Whether an attempt, this or an earlier one, has been handed to the transport. */
  get sent(): boolean {
    return this.reached || this.attempt > 1
  }

  /**
   * Begins a pass: the answer of an earlier one is gone, and the next attempt counts.
   * What it returns ends the pass and takes back what the layers inside did.
   */
  startPass(): () => void {
    const { current, before } = this
    // A stream that the layer passes over is left, so that it does not flow for nobody.
    if (this.response?.ended) leaveStream(this.response.data)
    this.response = undefined
    if (this.reached) this.attempt += 1
    this.reached = false
    return () => {
      this.current = current
      this.before = before
    }
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
