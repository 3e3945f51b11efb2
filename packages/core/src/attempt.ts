import type { AbortSignalLike } from './abort-controller'
import type { RequestContext } from './context'
import { invalidUse, isRequestError } from './errors'
import { Exchange, type ExchangeTools } from './exchange'
import { finishRequest } from './finish-request'
import { isThenable } from './is-thenable'
import type { Layer } from './layer'
import { Slot } from './slot'
import type { Gate, WireRequest } from './types'

/** The core of the onion: hands the finished request to the transport, when it has a slot. */
export function attempts(tools: ExchangeTools): Layer {
  const { gate } = tools.transport
  return function attempt(context) {
    const ctx = context as RequestContext
    if (ctx.signal.aborted) throw ctx.signal.reason
    const exchange = new Exchange(finishRequest(ctx.request), ctx, tools)
    if (!gate) return exchange.send()
    const given = enter(gate, exchange, ctx)
    // Most of the time there is one, and nothing is waited for.
    if (given instanceof Slot) return exchange.send(given)
    return whenGiven(given, exchange, ctx, tools)
  }
}

/** Asks for a slot. */
function enter(
  gate: Gate,
  { request }: Exchange,
  ctx: RequestContext,
): Slot | PromiseLike<() => void> {
  const { id, since, signal, slot: last } = ctx
  try {
    // A call has one slot at the most: with another it could wait for itself.
    if (last) last.leave()
    const { priority } = ctx.request
    const given = gate.enter({ request, priority, signal, since, id })
    return isThenable(given) ? given : slotOf(given, request, signal)
  } catch (refusal) {
    throw refused(refusal, request, signal)
  }
}

/** Sends when its slot is given. */
function whenGiven(
  given: PromiseLike<() => void>,
  exchange: Exchange,
  ctx: RequestContext,
  { clock, observer }: ExchangeTools,
): Promise<void> {
  const queuedAt = clock.now()
  observer.tell('queued', ctx, {})
  const { request } = exchange
  const { signal } = ctx
  return Promise.resolve(given).then(
    given => exchange.send(slotOf(given, request, signal), clock.now() - queuedAt),
    refusal => {
      throw refused(refusal, request, signal)
    },
  )
}

function slotOf(given: () => void, request: WireRequest, signal: AbortSignalLike): Slot {
  if (typeof given === 'function') return new Slot(given)
  throw refused(new TypeError('a gate gives a function'), request, signal)
}

/** Why there is no slot: the call is over, the gate says so, or it has failed. */
function refused(
  refusal: unknown,
  request: WireRequest,
  signal: AbortSignalLike,
): unknown {
  if (signal.aborted) return signal.reason
  if (isRequestError(refusal)) return refusal
  return invalidUse(request, 'the gate of the transport failed', refusal)
}
