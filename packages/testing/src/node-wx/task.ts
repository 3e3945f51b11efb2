import type { BaseLibrary } from './base-library'
import type { Callbacks, Deliver } from './callbacks'
import type { RawAnswer } from './exchange'
import { FailureError, type RequestFailure, toldBy } from './failures'
import type { FlightListener } from './flight'
import type { Guard } from './guard'
import type { Network } from './network'
import type { WireRequest } from './wire-request'

/** What `wx.request`, `wx.uploadFile` and `wx.downloadFile` are made of. */
export interface TaskParts {
  /** Carries the requests. */
  readonly network: Pick<Network, 'send'>
  /** Tells the callbacks how a request ended. */
  readonly deliver: Deliver
  /** Makes of a failure what `fail` is called with. */
  readonly tell: (failure: RequestFailure) => RequestFailure
  /** Runs the listeners of a task. */
  readonly guard: Guard
  /** Decides on the version's abilities. */
  readonly library: BaseLibrary
}

/** One call of one of the three. */
export interface TaskCall<Result> {
  /** The name of the function, with which its failures begin. */
  readonly api: string
  /** Who is told the ending. */
  readonly callbacks: Callbacks<Result, RequestFailure>
  /** Who is told what comes before it. */
  readonly heard: Omit<FlightListener, 'onEnd'>
  /** Reads the options; throws a FailureError where WeChat would not send. */
  wire(): WireRequest
  /** Makes of an answer what `success` is called with. */
  result(wire: WireRequest, answer: RawAnswer): Result
}

/** Sends a call and delivers its ending; the result aborts it. */
export function sendTask<Result>(parts: TaskParts, call: TaskCall<Result>): () => void {
  const fail = (failure: RequestFailure): void => {
    const value = parts.tell(toldBy(call.api, failure))
    parts.deliver(call.callbacks, { ok: false, value })
  }
  const wire = readWire(call)
  if ('errMsg' in wire) {
    fail(wire)
    return () => {}
  }
  const onEnd: FlightListener['onEnd'] = ending => {
    if (!ending.ok) return fail(ending.value)
    const value = call.result(wire, ending.value)
    parts.deliver(call.callbacks, { ok: true, value })
  }
  return parts.network.send(wire, { ...call.heard, onEnd })
}

/** The request that the options ask for, or why WeChat would not send it. */
function readWire(call: Pick<TaskCall<unknown>, 'wire'>): WireRequest | RequestFailure {
  try {
    return call.wire()
  } catch (error) {
    if (error instanceof FailureError) return error.failure
    throw error
  }
}
