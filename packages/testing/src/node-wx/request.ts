import { arrayBufferOf, requestResult } from './answer'
import { callbacksOf } from './callbacks'
import type { FlightListener } from './flight'
import type { NodeWxRequestOptions, RequestResult, RequestTask } from './request-types'
import { sendTask, type TaskParts } from './task'
import { createTaskEvents, type TaskEvents } from './task-events'
import { wireRequest } from './wire-request'

/** Makes `wx.request`: reads the options, sends, delivers the ending, returns the task. */
export function createRequest(
  parts: TaskParts,
): <T = unknown>(options: NodeWxRequestOptions<T>) => RequestTask {
  return function request<T = unknown>(options: NodeWxRequestOptions<T>): RequestTask {
    const events = createTaskEvents(parts.guard)
    const abort = sendTask<RequestResult<T>>(parts, {
      api: 'request',
      callbacks: callbacksOf(options),
      heard: heardBy(events),
      wire: () => wireRequest(options, parts.library),
      result: (wire, answer) =>
        requestResult(wire, answer, parts.library) as RequestResult<T>,
    })
    return parts.library.known({ abort, ...events.methods })
  }
}

function heardBy({ headers, chunks }: TaskEvents): Omit<FlightListener, 'onEnd'> {
  return {
    onHeaders: headers.emit,
    onChunk: chunk => chunks.emit({ data: arrayBufferOf(chunk) }),
  }
}
