import { createAbortController, onAbort } from './abort-controller'
import { leaveStream } from './byte-stream'
import type { Clock } from './clock'
import type { RequestContext } from './context'
import { isRequestError, RequestError } from './errors'
import { isThenable } from './is-thenable'
import type { Response, Transport, WireRequest } from './types'
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
    let isSettled = false
    let unlisten = () => {}
    const free = () => {
      unlisten()
      leave()
    }
    const settle = (response?: Response) => {
      if (isSettled) return
      isSettled = true
      clock.clearTimeout(timer)
      try {
        // Before the slot is free: what it says of a session counts for who goes next.
        const judged = escort?.onSettled?.(response)
        if (response === undefined) return
        const over = () => whenOver(response, free)
        if (isThenable(judged)) judged.then(over, over)
        else over()
      } catch (fault) {
        stop(fault)
      }
    }
    const stop = (reason: unknown) => {
      reject(reason)
      wire.abort(reason)
      settle()
      // Also where a stream flows: it may never tell of its end.
      free()
    }
    const timer = clock.setTimeout(() => stop(late(request, attempt)), request.timeout)
    // Who heard of the attempt may have aborted it.
    if (signal.aborted) return stop(signal.reason)
    unlisten = onAbort(signal, () =>
      escort?.staysOnWire && !isSettled ? reject(signal.reason) : stop(signal.reason),
    )
    ctx.markSent()
    run(transport, request, { signal: wire.signal, attempt })
      .then(
        response => {
          settle(response)
          resolve(response)
          // Nobody takes it: it would flow for nobody.
          const isLate = signal.aborted || wire.signal.aborted
          if (response.ended && isLate) leaveStream(response.data)
        },
        error => {
          reject(known(error, request, attempt))
          settle()
          free()
        },
      )
      // An answer that is odd enough to throw when it is looked at.
      .catch(stop)
  })
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
