import { arrayBufferOf, requestFailure, requestResult } from './answer'
import type { BaseLibrary } from './base-library'
import { callbacksOf, type Deliver } from './callbacks'
import { FailureError, type RequestFailure } from './failures'
import type { FlightListener } from './flight'
import type { Guard } from './guard'
import type { Network } from './network'
import type { RequestOptions, RequestResult, RequestTask } from './request-types'
import { createTaskEvents, type TaskEvents } from './task-events'
import { type WireRequest, wireRequest } from './wire-request'

/** What `wx.request` is made of. */
export interface RequestParts {
  /** Carries the requests. */
  readonly network: Network
  /** Tells the callbacks how a request ended. */
  readonly deliver: Deliver
  /** Runs the listeners of a task. */
  readonly guard: Guard
  /** Decides on the version's abilities. */
  readonly library: BaseLibrary
}

/** Makes `wx.request`: reads the options, sends, delivers the ending, returns the task. */
export function createRequest(
  parts: RequestParts,
): <T = unknown>(options: RequestOptions<T>) => RequestTask {
  return function request<T = unknown>(options: RequestOptions<T>): RequestTask {
    const events = createTaskEvents(parts.guard)
    const callbacks = callbacksOf(options)
    const wire = readOptions(options, parts.library)
    if ('errMsg' in wire) {
      parts.deliver(callbacks, failed(wire, parts.library))
      return { abort: () => {}, ...events.methods }
    }
    const onEnd: FlightListener['onEnd'] = ending => {
      if (!ending.ok) parts.deliver(callbacks, failed(ending.value, parts.library))
      else {
        const result = requestResult(wire, ending.value, parts.library)
        parts.deliver(callbacks, { ok: true, value: result as RequestResult<T> })
      }
    }
    const abort = parts.network.send(wire, { ...heardBy(events), onEnd })
    return { abort, ...events.methods }
  }
}

/** The request that the options ask for, or why WeChat would not send it. */
function readOptions(
  options: RequestOptions,
  library: BaseLibrary,
): WireRequest | RequestFailure {
  try {
    return wireRequest(options, library)
  } catch (error) {
    if (error instanceof FailureError) return error.failure
    throw error
  }
}

function heardBy({ headers, chunks }: TaskEvents): Omit<FlightListener, 'onEnd'> {
  return {
    onHeaders: headers.emit,
    onChunk: chunk => chunks.emit({ data: arrayBufferOf(chunk) }),
  }
}

function failed(
  failure: RequestFailure,
  library: BaseLibrary,
): { ok: false; value: RequestFailure } {
  return { ok: false, value: requestFailure(failure, library) }
}
