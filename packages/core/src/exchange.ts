import { createAbortController, onAbort } from './abort-controller'
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
  ctx: RequestContext,
  { transport, clock }: ExchangeTools,
  leave: () => void,
): Promise<Response> {
  const { signal, attempt } = ctx
  const { escort } = ctx.request
  return new Promise((resolve, reject) => {
    const wire = createAbortController()
    let unlisten = () => {}
    const disarm = () => clock.clearTimeout(timer)
    const free = () => {
      disarm()
      unlisten()
      leave()
    }
    const stop = (reason: unknown) => {
      reject(reason)
      wire.abort(reason)
      end.tell()
      // Also where a stream flows: it may never tell of its end.
      free()
    }
    const end = ending(escort, { disarm, free, stop })
    const timer = clock.setTimeout(
      // A judgement may itself wait for a slot: it keeps this one for so long at the most.
      () => (end.isTold ? leave() : stop(late(request, attempt))),
      request.timeout,
    )
    // Who heard of the attempt may have aborted it.
    if (signal.aborted) return stop(signal.reason)
    unlisten = onAbort(signal, () =>
      escort?.staysOnWire && !end.isTold ? reject(signal.reason) : stop(signal.reason),
    )
    ctx.markSent()
    const answered = (response: Response) => {
      end.tell(response)
      resolve(response)
      // Nobody takes it: it would flow for nobody.
      const isLate = signal.aborted || wire.signal.aborted
      if (response.ended && isLate) leaveStream(response.data)
    }
    const failed = (error: unknown) => {
      reject(known(error, request, attempt))
      // An answer that could not be read has its headers all the same.
      end.tell(isRequestError(error) ? error.response : undefined)
      free()
    }
    run(transport, request, { signal: wire.signal, attempt })
      .then(answered, failed)
      // An answer that is odd enough to throw when it is looked at.
      .catch(stop)
  })
}

/** What there is to do at the end of an exchange. */
interface EndSteps {
  disarm(): void
  free(): void
  stop(fault: unknown): void
}

/** Tells the escort of the end, once; an answer's slot is free when it is judged and over. */
function ending(escort: Escort | undefined, { disarm, free, stop }: EndSteps) {
  const end = {
    isTold: false,
    tell(response?: Response) {
      if (end.isTold) return
      end.isTold = true
      const judged = () => {
        if (response === undefined) return
        // With the headers of a stream its time is kept: it may flow for longer.
        if (response.ended) disarm()
        whenOver(response, free)
      }
      try {
        // Before the slot is free: what it says of a session counts for who goes next.
        const judging = escort?.onSettled?.(response)
        if (isThenable(judging)) Promise.resolve(judging).then(judged, judged).catch(stop)
        else judged()
      } catch (fault) {
        stop(fault)
      }
    },
  }
  return end
}

function late(request: WireRequest, attempt: number): RequestError {
  const message = `no answer within ${request.timeout} ms`
  return new RequestError('timeout', { request, message, attempt })
}

/** A transport that throws at once has failed like any other. */
async function run(
  ...[transport, ...call]: [Transport, ...Parameters<Transport>]
): Promise<Response> {
  const response = await transport(...call)
  if (typeof response?.status === 'number') return response
  // `wxTransport` instead of `wxTransport()`, say.
  const [request, { attempt }] = call
  const message = 'the transport gave no response'
  throw new RequestError('invalid', { request, message, attempt })
}

/** A transport's own error as it is; anything else as a failed connection. */
function known(error: unknown, request: WireRequest, attempt: number): unknown {
  if (isRequestError(error)) return error
  const message = 'the transport failed'
  return new RequestError('network', { request, message, attempt, cause: error })
}
