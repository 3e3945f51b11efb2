import type { RequestContext } from './context'
import { invalidUse, isRequestError } from './errors'
import { Exchange, type ExchangeTools } from './exchange'
import { finishRequest } from './finish-request'
import { isThenable } from './is-thenable'
import type { Layer } from './layer'
import { Slot } from './slot'
import type { Gate } from './types'

/** The core of the onion: hands the finished request to the transport, when it has a slot. */
export function attempts(tools: ExchangeTools): Layer {
  const { gate } = tools.transport
  return function attempt(context) {
    const ctx = context as RequestContext
    if (ctx.signal.aborted) throw ctx.signal.reason
    const exchange = new Exchange(finishRequest(ctx.request), ctx, tools)
    return gate ? sendThrough(gate, exchange, ctx, tools) : exchange.send()
  }
}

/** Sends when there is a slot; most of the time there is one, and nothing is waited for. */
function sendThrough(
  gate: Gate,
  exchange: Exchange,
  ctx: RequestContext,
  tools: ExchangeTools,
): Promise<void> {
  let given: ReturnType<Gate['enter']>
  let slot: Slot | undefined
  try {
    const { signal, slot: last } = ctx
    // A call has one slot at the most: with another it could wait for itself.
    if (last) last.leave()
    const { priority } = ctx.request
    given = gate.enter({
      request: exchange.request,
      priority,
      signal,
      before: last?.given,
    })
    if (!isThenable(given)) slot = new Slot(given)
  } catch (refusal) {
    throw refused(refusal, exchange, ctx)
  }
  if (slot) return exchange.send(slot)
  const queuedAt = tools.clock.now()
  tools.observer.tell('queued', ctx, {})
  return Promise.resolve(given)
    .then(given => new Slot(given))
    .then(
      slot => exchange.send(slot, tools.clock.now() - queuedAt),
      refusal => {
        throw refused(refusal, exchange, ctx)
      },
    )
}

/** Why there is no slot: the call is over, the gate says so, or it has failed. */
function refused(
  refusal: unknown,
  { request }: Exchange,
  { signal }: RequestContext,
): unknown {
  if (signal.aborted) return signal.reason
  if (isRequestError(refusal)) return refusal
  return invalidUse(request, 'the gate of the transport failed', refusal)
}
