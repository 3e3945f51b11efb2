import { type AbortSignalLike, createAbortController, onAbort } from './abort-controller'
import { type ByteStream, readerOf, type StreamReader } from './byte-stream'
import { checkOptions } from './check-options'
import { type Clock, hostClock, MAX_TIMER_MS } from './clock'
import { isRequestError } from './errors'
import { leaveStream } from './leave-stream'
import { aBoolean, aClock, aLimit } from './option-rules'
import { pause } from './pause'
import { retryAfterMs } from './retry-after'
import { type EventMemory, eventsFrom, type ServerSentEvent } from './stream-readers'
import type { Response } from './types'

/** How a cut stream of events is taken up again. */
export interface EventSourceOptions {
  /** How long to wait before, in ms, until the server says otherwise. @default 3_000 */
  readonly reconnectMs?: number | undefined
  /** How often in a row, at its end too, without an event between. @default 5 */
  readonly maxReconnects?: number | undefined
  /** Whether a stream that the server ends is taken up again, too: a feed. @default false */
  readonly reconnectAtEnd?: boolean | undefined
  /** Time; a manual one in tests. @default the host's */
  readonly clock?: Clock | undefined
}

/**
 * Opens the stream, with the headers that say where it was cut. The signal fires on
 * leaving. What is being opened may be a call: it is aborted where it comes too late.
 */
export type EventSourceConnect = (
  headers: Readonly<Record<string, string>>,
  signal: AbortSignalLike,
) => Promise<Response<ByteStream>> & { abort?(): void }

/**
 * Server-sent events that go on where the stream was cut: `connect` is called again with
 * the `Last-Event-ID`, after failures that may pass. A status of 204 ends them for good.
 *
 * @example
 * import { eventSource } from '@allium/core'
 *
 * const feed = eventSource(headers => api.stream('/feed', { headers }))
 * await feed.each(({ data }) => append(data))
 *
 * @throws TypeError for what is no function, and for wrong options.
 */
export function eventSource(
  connect: EventSourceConnect,
  options: EventSourceOptions = {},
): StreamReader<ServerSentEvent> {
  const { reconnectMs, maxReconnects, reconnectAtEnd, clock } = configure(
    connect,
    options,
  )
  const { signal: left, abort: leave } = createAbortController()
  const memory: EventMemory = { id: '', retry: undefined }
  let reader: StreamReader<ServerSentEvent> | undefined
  let failures = 0

  /** Takes up where the last stream was cut; there is no reader where it was left meanwhile. */
  const open = () =>
    new Promise<void>((resolve, reject) => {
      const { id } = memory
      const opening = connect(id === '' ? {} : { 'Last-Event-ID': id }, left)
      const unlisten = onAbort(left, () => {
        opening.abort?.()
        resolve()
      })
      opening.then(
        ({ status, data }) => {
          unlisten()
          if (status === 204) leave()
          // It would flow for nobody.
          if (left.aborted) leaveStream(data)
          else reader = eventsFrom(data, memory)
          resolve()
        },
        error => {
          unlisten()
          reject(error)
        },
      )
    })

  const pull = async (): Promise<IteratorResult<ServerSentEvent, undefined>> => {
    while (!left.aborted) {
      let askedMs = 0
      try {
        if (reader === undefined) await open()
        const result = await reader?.next()
        if (result && !result.done) {
          failures = 0
          return result
        }
        failures += 1
        if (!reconnectAtEnd || failures > maxReconnects) break
      } catch (error) {
        failures += 1
        if (left.aborted) break
        const mayPass = isRequestError(error) && error.retryable
        if (!mayPass || failures > maxReconnects) throw error
        askedMs = retryAfterMs(error.response, clock.now())
      }
      reader = undefined
      const waitMs = Math.max(memory.retry ?? reconnectMs, askedMs)
      await pause(Math.min(waitMs, MAX_TIMER_MS), clock, left).catch(() => {})
    }
    return { done: true, value: undefined }
  }

  // One after the other, however many are asked for at once.
  let last: Promise<unknown> = Promise.resolve()
  const next = () => {
    const result = last.then(pull)
    last = result.catch(() => {})
    return result
  }
  return readerOf(next, () => {
    leave()
    reader?.return()
  })
}

function configure(connect: EventSourceConnect, options: EventSourceOptions) {
  if (typeof connect !== 'function') {
    throw new TypeError('[eventSource] takes a function that opens the stream')
  }
  checkOptions('eventSource', options, {
    reconnectMs: aLimit,
    maxReconnects: [
      value => Number.isInteger(value) && (value as number) >= 0,
      'a whole number from 0',
    ],
    reconnectAtEnd: aBoolean,
    clock: aClock,
  })
  const { reconnectMs = 3_000, maxReconnects = 5, reconnectAtEnd = false } = options
  return { reconnectMs, maxReconnects, reconnectAtEnd, clock: options.clock ?? hostClock }
}
