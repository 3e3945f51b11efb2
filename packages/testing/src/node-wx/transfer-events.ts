import type { FlightListener } from './flight'
import type { Guard } from './guard'
import { createListeners } from './listeners'
import type { HeadersReceived } from './request-types'
import type { DownloadTask, UploadTask } from './transfer-types'

/** The events of an upload or a download. */
export interface TransferEvents<Task> {
  /** Tells the listeners what the flight tells. */
  readonly heard: Omit<FlightListener, 'onEnd'>
  /** The `on…` and `off…` of the task. */
  readonly methods: Omit<Task, 'abort'>
}

/** Makes the events of one upload. */
export function createUploadEvents(guard: Guard): TransferEvents<UploadTask> {
  return createTransferEvents(guard, (progress, bytes, total) => ({
    progress,
    totalBytesSent: bytes,
    totalBytesExpectedToSend: total,
  }))
}

/** Makes the events of one download. */
export function createDownloadEvents(guard: Guard): TransferEvents<DownloadTask> {
  return createTransferEvents(guard, (progress, bytes, total) => ({
    progress,
    totalBytesWritten: bytes,
    totalBytesExpectedToWrite: total,
  }))
}

function createTransferEvents<Progress>(
  guard: Guard,
  told: (percent: number, bytes: number, total: number) => Progress,
) {
  const headers = createListeners<HeadersReceived>(guard)
  const progress = createListeners<Progress>(guard)
  return {
    heard: {
      onHeaders: headers.emit,
      onChunk: () => {},
      onProgress: (bytes: number, total: number) =>
        progress.emit(told(percentOf(bytes, total), bytes, total)),
    },
    methods: {
      onHeadersReceived: headers.on,
      offHeadersReceived: headers.off,
      onProgressUpdate: progress.on,
      offProgressUpdate: progress.off,
    },
  }
}

function percentOf(bytes: number, total: number): number {
  return total > 0 ? Math.floor((bytes / total) * 100) : 0
}
