import type { RequestContext } from './context'
import { invalidUse, isRequestError } from './errors'
import { type ExchangeTools, exchange } from './exchange'
import { finishRequest } from './finish-request'
import { isThenable } from './is-thenable'
import type { Layer } from './layer'
import type { CallObserver } from './request-events'
import type { Escort, Gate, WireRequest } from './types'

/** What an attempt needs of its client. */
export interface AttemptTools extends ExchangeTools {
  readonly observer: Pick<CallObserver, 'onQueued' | 'onAttempt'>
}

/** The core of the onion: hands the finished request to the transport, when it has a slot. */
export function attempts(tools: AttemptTools): Layer {
  const { gate } = tools.transport
  return function attempt(context) {
    const ctx = context as RequestContext
    if (ctx.signal.aborted) throw ctx.signal.reason
    const request = finishRequest(ctx.request)
    return gate === undefined
      ? send(request, ctx.request.escort, ctx, tools, noSlot)
      : sendThrough(gate, request, ctx, tools)
  }
}

function noSlot(): void {}

/** Sends when there is a slot; most of the time there is one, and nothing is waited for. */
function sendThrough(
  gate: Gate,
  request: WireRequest,
  ctx: RequestContext,
  tools: AttemptTools,
): Promise<void> {
  // As it is asked for: a layer that has gone on without it takes its request back.
  const { escort } = ctx.request
  const go = (given: () => void, queuedAt?: number) => {
    const slot = new Slot(given)
    ctx.slot = slot
    return send(request, escort, ctx, tools, () => slot.leave(), queuedAt)
  }
  const refuse = (refusal: unknown): never => {
    if (ctx.signal.aborted) throw ctx.signal.reason
    if (isRequestError(refusal)) throw refusal
    throw invalidUse(request, 'the gate of the transport failed', refusal)
  }
  const given = slotOf(gate, request, ctx, refuse)
  if (!isThenable(given)) return go(given)
  const queuedAt = tools.clock.now()
  tools.observer.onQueued(ctx)
  return Promise.resolve(given)
    .then(aSlot)
    .then(given => go(given, queuedAt), refuse)
}

/** A slot, at once or later. */
function slotOf(
  gate: Gate,
  request: WireRequest,
  { signal, slot, request: { priority } }: RequestContext,
  refuse: (refusal: unknown) => never,
): ReturnType<Gate['enter']> {
  try {
    // A call has one slot at the most: with another it could wait for itself.
    slot?.leave()
    const given = gate.enter({ request, priority, signal, before: slot?.given })
    return isThenable(given) ? given : aSlot(given)
  } catch (refusal) {
    return refuse(refusal)
  }
}

function aSlot(given: () => void): () => void {
  if (typeof given !== 'function') throw new TypeError('a gate gives a function')
  return given
}

/** A slot, freed once. */
export class Slot {
  private isFree = false

  /** @param given is what the gate gave. */
  constructor(readonly given: () => void) {}

  leave(): void {
    if (this.isFree) return
    this.isFree = true
    try {
      this.given()
    } catch {
      // A gate that cannot free it has lost a slot, and no request.
    }
  }
}

/** One exchange, now. Who goes with the request may say that it is not to leave. */
function send(
  request: WireRequest,
  escort: Escort | undefined,
  ctx: RequestContext,
  tools: AttemptTools,
  leave: () => void,
  queuedAt?: number,
): Promise<void> {
  const { signal } = ctx
  try {
    if (signal.aborted) throw signal.reason
    escort?.onSend?.(request)
  } catch (notSent) {
    leave()
    throw notSent
  }
  if (!signal.aborted) tools.observer.onAttempt(ctx, queuedAt)
  return exchange(request, escort, ctx, tools, leave).then(response => {
    ctx.response = response
  })
}
