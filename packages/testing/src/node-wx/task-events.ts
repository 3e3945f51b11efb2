import type { Guard } from './guard'
import { createListeners, type Listeners } from './listeners'
import type { ChunkReceived, HeadersReceived, RequestTask } from './request-types'

/** The events of one task. */
export interface TaskEvents {
  /** The headers of the answer. */
  readonly headers: Listeners<HeadersReceived>
  /** The pieces of a chunked answer. */
  readonly chunks: Listeners<ChunkReceived>
  /** The `on…` and `off…` of the task. */
  readonly methods: Omit<RequestTask, 'abort'>
}

/** Makes the events of one task. */
export function createTaskEvents(guard: Guard): TaskEvents {
  const headers = createListeners<HeadersReceived>(guard)
  const chunks = createListeners<ChunkReceived>(guard)
  return {
    headers,
    chunks,
    methods: {
      onHeadersReceived: headers.on,
      offHeadersReceived: headers.off,
      onChunkReceived: chunks.on,
      offChunkReceived: chunks.off,
    },
  }
}
