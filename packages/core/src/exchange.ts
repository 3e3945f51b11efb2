import { onAbort, Signal } from './abort-controller'
import { leaveStream } from './byte-stream'
import type { Clock } from './clock'
import type { RequestContext } from './context'
import { isRequestError, RequestError } from './errors'
import { isThenable } from './is-thenable'
import type { Escort, Response, Transport, WireRequest } from './types'
import { whenOver } from './when-over'

/** What an exchange needs of its client. */
export interface ExchangeTools {
  readonly transport: Transport
  readonly clock: Clock
}

/**
 * One exchange with the transport. It ends with whatever comes first: the answer, the
 * timeout, the abort. A host that answers to none of them is left behind, and its slot is
 * free again.
 */
export function exchange(
  request: WireRequest,
  escort: Escort | undefined,
  ctx: RequestContext,
  tools: ExchangeTools,
  leave: () => void,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const ends = { resolve, reject, leave }
    const exchange = new Exchange(request, ctx, tools.clock, ends, escort)
    // Who heard of the attempt may have aborted it.
    if (ctx.signal.aborted) exchange.stop(ctx.signal.reason)
    else exchange.begin(tools.transport)
  })
}

/** Who hears of an exchange: its caller, and the slot it has. */
interface Ends {
  resolve(response: Response): void
  reject(error: unknown): void
  leave(): void
}

class Exchange {
  private readonly wire: Signal = new Signal()
  private readonly attempt: number
  /** Whether the escort has been told of the end. */
  private isTold = false
  private timer: unknown
  private unlisten: (() => void) | undefined

  constructor(
    private readonly request: WireRequest,
    private readonly ctx: RequestContext,
    private readonly clock: Clock,
    private readonly ends: Ends,
    private readonly escort: Escort | undefined,
  ) {
    this.attempt = ctx.attempt
  }

  begin(transport: Transport): void {
    const { request, ctx, attempt, wire, ends } = this
    const { signal } = ctx
    this.timer = this.clock.setTimeout(() => this.overdue(), request.timeout)
    this.unlisten = onAbort(signal, () =>
      this.escort?.staysOnWire && !this.isTold
        ? ends.reject(signal.reason)
        : this.stop(signal.reason),
    )
    ctx.markSent()
    try {
      Promise.resolve(transport(request, { signal: wire, attempt })).then(
        response => this.answered(response),
        error => this.failed(error),
      )
    } catch (thrown) {
      // One that throws at once has failed like any other.
      this.failed(thrown)
    }
  }

  private answered(response: Response): void {
    try {
      if (typeof response?.status !== 'number') this.failed(this.unanswered())
      else this.take(response)
    } catch (fault) {
      // Odd enough to throw when it is looked at, say.
      this.stop(fault)
    }
  }

  private take(response: Response): void {
    this.tell(response)
    this.ends.resolve(response)
    // Nobody takes it: it would flow for nobody.
    const isLate = this.ctx.signal.aborted || this.wire.aborted
    if (response.ended && isLate) leaveStream(response.data)
  }

  private failed(error: unknown): void {
    this.ends.reject(known(error, this.request, this.attempt))
    // An answer that could not be read has its headers all the same.
    this.tell(isRequestError(error) ? error.response : undefined)
    this.free()
  }

  /** A judgement may itself wait for a slot: it keeps this one for so long at the most. */
  private overdue(): void {
    if (this.isTold) this.ends.leave()
    else this.stop(this.late())
  }

  /** Ends it before there is an answer. */
  stop(reason: unknown): void {
    this.ends.reject(reason)
    this.wire.fire(reason)
    this.tell()
    // Also where a stream flows: it may never tell of its end.
    this.free()
  }

  /** Tells the escort of the end, once; an answer's slot is free when it is judged and over. */
  private tell(response?: Response): void {
    if (this.isTold) return
    this.isTold = true
    try {
      // Before the slot is free: what it says of a session counts for who goes next.
      const judging = this.escort?.onSettled?.(response)
      const judged = () => this.judged(response)
      if (!isThenable(judging)) judged()
      else {
        Promise.resolve(judging)
          .then(judged, judged)
          .catch(fault => this.stop(fault))
      }
    } catch (fault) {
      this.stop(fault)
    }
  }

  private judged(response: Response | undefined): void {
    if (response === undefined) return
    // With its headers an answer has kept its time: a stream may flow for longer.
    this.disarm()
    whenOver(response, () => this.free())
  }

  private free(): void {
    this.disarm()
    this.unlisten?.()
    this.ends.leave()
  }

  private disarm(): void {
    this.clock.clearTimeout(this.timer)
  }

  private late(): RequestError {
    const { request, attempt } = this
    const message = `no answer within ${request.timeout} ms`
    return new RequestError('timeout', { request, message, attempt })
  }

  private unanswered(): RequestError {
    const { request, attempt } = this
    // `wxTransport` instead of `wxTransport()`, say.
    const message = 'the transport gave no response'
    return new RequestError('invalid', { request, message, attempt })
  }
}

/** A transport's own error as it is; anything else as a failed connection. */
function known(error: unknown, request: WireRequest, attempt: number): unknown {
  if (isRequestError(error)) return error
  const message = 'the transport failed'
  return new RequestError('network', { request, message, attempt, cause: error })
}
