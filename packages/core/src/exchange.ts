import { Signal } from './abort-controller'
import type { Clock } from './clock'
import type { RequestContext } from './context'
import { isRequestError, type RequestError } from './errors'
import { late, noResponse, ofTransport } from './exchange-errors'
import { isThenable } from './is-thenable'
import { leaveStream } from './leave-stream'
import type { CallObserver } from './request-events'
import type { Slot } from './slot'
import type { Escort, Response, Transport, WireRequest } from './types'
import { whenOver } from './when-over'

/** What an exchange needs of its client. */
export interface ExchangeTools {
  readonly transport: Transport
  readonly clock: Clock
  readonly observer: Pick<CallObserver, 'tell'>
}

/**
 * One exchange with the transport. It ends with whatever comes first: the answer, the
 * timeout, the abort. A host that answers to none of them is left behind, and its slot is
 * free again.
 */
export class Exchange {
  /** Absent where there is no gate. */
  private slot: Slot | undefined
  private readonly escort: Escort | undefined
  private readonly wire: Signal = new Signal()
  private attempt = 0
  /** Whether its caller has been told of a failure, and the escort of any end. */
  private isOver = false
  private isTold = false
  private timer: unknown
  private resolve!: () => void
  private reject!: (error: unknown) => void

  constructor(
    readonly request: WireRequest,
    private readonly ctx: RequestContext,
    private readonly tools: ExchangeTools,
  ) {
    // As it is asked for: a layer that has gone on without it takes its request back.
    this.escort = ctx.request.escort
  }

  /**
   * Sends it, now, in its slot; the answer is the context's. Who goes with the request may
   * say that it is not to leave.
   *
   * @param queuedMs is how long it has waited for the slot.
   */
  send(slot?: Slot, queuedMs = 0): Promise<void> {
    const { ctx, request, escort } = this
    const { signal } = ctx
    this.slot = slot
    ctx.slot = slot
    try {
      if (signal.aborted) throw signal.reason
      if (escort?.onSend) escort.onSend(request)
    } catch (notSent) {
      this.leave()
      throw notSent
    }
    if (!signal.aborted) this.tools.observer.tell('attempt', ctx, { queuedMs })
    return new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
      // Who heard of the attempt may have aborted it.
      if (signal.aborted) this.stop(signal.reason)
      else this.begin()
    })
  }

  private leave(): void {
    if (this.slot) this.slot.leave()
  }

  private begin(): void {
    const { request, ctx, wire, tools } = this
    const { attempt } = ctx
    this.attempt = attempt
    this.timer = tools.clock.setTimeout(() => this.overdue(), request.timeout)
    // Stryker disable next-line StringLiteral: the kernel's signal has one kind of event.
    ctx.signal.addEventListener('abort', this)
    ctx.markSent()
    try {
      Promise.resolve(tools.transport(request, { signal: wire, attempt })).then(
        response => this.answered(response),
        error => this.failed(ofTransport(error, request, attempt)),
      )
    } catch (thrown) {
      // A host's failure comes later: this is the program's, and sent again fails again.
      this.failed(isRequestError(thrown) ? thrown : noResponse(request, attempt, thrown))
    }
  }

  /** Its caller's signal has fired. */
  aborted(): void {
    const { reason } = this.ctx.signal
    if (this.escort?.staysOnWire && !this.isTold) this.fail(reason)
    else this.stop(reason)
  }

  private answered(response: Response): void {
    try {
      if (typeof response?.status === 'number') this.take(response)
      else this.failed(noResponse(this.request, this.attempt))
    } catch (fault) {
      // Odd enough to throw when it is looked at, say.
      this.stop(fault)
    }
  }

  private take(response: Response): void {
    const { ctx, wire } = this
    this.tell(response)
    // Nobody takes it: it would flow for nobody.
    if (response.ended && (ctx.signal.aborted || wire.aborted)) leaveStream(response.data)
    if (this.isOver) return
    ctx.response = response
    this.resolve()
  }

  private failed(error: RequestError): void {
    this.fail(error)
    // An answer that could not be read has its headers all the same.
    this.tell(error.response)
    this.free()
  }

  /** A judgement may itself wait for a slot: it keeps this one for so long at the most. */
  private overdue(): void {
    if (this.isTold) this.leave()
    else this.stop(late(this.request, this.attempt))
  }

  /** Ends it before there is an answer. */
  private stop(reason: unknown): void {
    this.fail(reason)
    this.wire.fire(reason)
    this.tell()
    // Also where a stream flows: it may never tell of its end.
    this.free()
  }

  private fail(error: unknown): void {
    this.isOver = true
    this.reject(error)
  }

  /** Tells the escort of the end, once; an answer's slot is free when it is judged and over. */
  private tell(response?: Response): void {
    if (this.isTold) return
    this.isTold = true
    try {
      // Before the slot is free: what it says of a session counts for who goes next.
      const judging = this.escort?.onSettled?.(response)
      // Stryker disable next-line ConditionalExpression,BlockStatement: a short cut.
      if (isThenable(judging)) this.whenJudged(judging, response)
      else this.judged(response)
    } catch (fault) {
      this.stop(fault)
    }
  }

  private whenJudged(judging: Promise<void>, response: Response | undefined): void {
    const judged = () => this.judged(response)
    Promise.resolve(judging)
      .then(judged, judged)
      .catch(fault => this.stop(fault))
  }

  private judged(response: Response | undefined): void {
    if (response === undefined) return
    // Stryker disable next-line ConditionalExpression: a short cut.
    if (response.ended) this.flow(response.ended)
    else this.free()
  }

  /** With its headers an answer has kept its time: a stream may flow for longer. */
  private flow(ended: Promise<void>): void {
    this.disarm()
    whenOver(ended, () => this.free())
  }

  private free(): void {
    this.disarm()
    // Stryker disable next-line StringLiteral: as above.
    this.ctx.signal.removeEventListener('abort', this)
    this.leave()
  }

  private disarm(): void {
    this.tools.clock.clearTimeout(this.timer)
  }
}
