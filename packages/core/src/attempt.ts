import type { RequestContext } from './context'
import { invalidUse, isRequestError } from './errors'
import { type ExchangeTools, exchange } from './exchange'
import { finishRequest } from './finish-request'
import { isThenable } from './is-thenable'
import type { Layer } from './layer'
import type { CallObserver } from './request-events'

/** What an attempt needs of its client. */
export interface AttemptTools extends ExchangeTools {
  readonly observer: Pick<CallObserver, 'onQueued' | 'onAttempt'>
}

/** The core of the onion: hands the finished request to the transport, when it has a slot. */
export function attempts(tools: AttemptTools): Layer {
  const { transport, observer, clock } = tools
  // A call has one slot at the most: with another it could wait for itself.
  const slots = new WeakMap<RequestContext, () => void>()
  return async function attempt(context) {
    const ctx = context as RequestContext
    const { signal } = ctx
    if (signal.aborted) throw signal.reason
    const request = finishRequest(ctx.request)
    const { priority, escort } = ctx.request
    const { gate } = transport
    let leave = () => {}
    let queuedAt: number | undefined
    try {
      if (gate !== undefined) {
        slots.get(ctx)?.()
        let slot = gate.enter({ request, priority, signal })
        if (isThenable(slot)) {
          queuedAt = clock.now()
          observer.onQueued(ctx)
          slot = await slot
        }
        leave = safely(slot)
        slots.set(ctx, leave)
      }
    } catch (refusal) {
      if (signal.aborted) throw signal.reason
      if (isRequestError(refusal)) throw refusal
      throw invalidUse(request, 'the gate of the transport failed', refusal)
    }
    try {
      if (signal.aborted) throw signal.reason
      escort?.onSend?.(request)
    } catch (notSent) {
      leave()
      throw notSent
    }
    if (!signal.aborted) observer.onAttempt(ctx, queuedAt)
    ctx.response = await exchange(request, ctx, tools, leave)
  }
}

/** Frees the slot once. A gate that cannot has lost its slot, and no request. */
function safely(leave: unknown): () => void {
  if (typeof leave !== 'function') throw new TypeError('a gate gives a function')
  let isFree = false
  return () => {
    if (isFree) return
    isFree = true
    try {
      leave()
    } catch {
      // The exchange is over all the same.
    }
  }
}
