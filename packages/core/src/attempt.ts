import { createAbortController, onAbort } from './abort-controller'
import type { Clock } from './clock'
import type { RequestContext } from './context'
import { isRequestError, RequestError } from './errors'
import { finishRequest } from './finish-request'
import type { Layer } from './layer'
import type { Response, Transport, WireRequest } from './types'
import { whenOver } from './when-over'

/** What an attempt needs of its client. */
export interface AttemptTools {
  readonly transport: Transport
  readonly clock: Clock
  /** Told when a finished request goes to the transport. */
  onAttempt(ctx: RequestContext): void
}

/** The core of the onion: hands the finished request to the transport. */
export function attempts(tools: AttemptTools): Layer {
  return async function attempt(context) {
    const ctx = context as RequestContext
    if (ctx.signal.aborted) throw ctx.signal.reason
    const request = finishRequest(ctx.request)
    tools.onAttempt(ctx)
    // Who heard of the attempt may have aborted it.
    if (ctx.signal.aborted) throw ctx.signal.reason
    ctx.markSent()
    ctx.response = await exchange(request, ctx, tools)
  }
}

/**
 * One exchange with the transport. It ends with whatever comes first: the answer, the
 * timeout, the abort. A host that answers to none of them is left behind.
 */
function exchange(
  request: WireRequest,
  { signal, attempt }: RequestContext,
  { transport, clock }: AttemptTools,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const wire = createAbortController()
    const stop = (reason: unknown) => {
      release()
      reject(reason)
      wire.abort(reason)
    }
    const timer = clock.setTimeout(() => {
      const message = `no answer within ${request.timeout} ms`
      stop(new RequestError('timeout', { request, message, attempt }))
    }, request.timeout)
    const unlisten = onAbort(signal, () => stop(signal.reason))
    const release = () => {
      clock.clearTimeout(timer)
      unlisten()
    }
    run(transport, request, { signal: wire.signal, attempt }).then(
      response => {
        clock.clearTimeout(timer)
        // A stream can be aborted as long as it flows.
        whenOver(response, unlisten)
        resolve(response)
      },
      error => {
        release()
        reject(known(error, request, attempt))
      },
    )
  })
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
