import { createAbortController } from './abort-controller'
import { type ByteStream, readerOf, type StreamReader } from './byte-stream'
import { checkOptions } from './check-options'
import { type Clock, hostClock } from './clock'
import { isRequestError } from './errors'
import { aBoolean, aClock, aLimit } from './option-rules'
import { pause } from './pause'
import { eventsOf, type ServerSentEvent } from './stream-readers'
import type { Response } from './types'

/** How a cut stream of events is taken up again. */
export interface EventSourceOptions {
  /** How long to wait before, in ms, until the server says otherwise. @default 3_000 */
  readonly reconnectMs?: number
  /** How often in a row, without an event between. @default 5 */
  readonly maxReconnects?: number
  /** Whether a stream that the server ends is taken up again, too: a feed. @default false */
  readonly reconnectAtEnd?: boolean
  /** Time; a manual one in tests. @default the host's */
  readonly clock?: Clock
}

/** Opens the stream, with the headers that say where it was cut. */
type Connect = (
  headers: Readonly<Record<string, string>>,
) => Promise<Response<ByteStream>>

/**
 * Server-sent events that go on where the stream was cut: `connect` is called again with
 * the `Last-Event-ID`, after failures that may pass.
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
  connect: Connect,
  options: EventSourceOptions = {},
): StreamReader<ServerSentEvent> {
  const { reconnectMs, maxReconnects, reconnectAtEnd, clock } = configure(
    connect,
    options,
  )
  const { signal: left, abort: leave } = createAbortController()
  let reader: StreamReader<ServerSentEvent> | undefined
  let lastId = ''
  let waitMs = reconnectMs
  let failures = 0

  /** The reader under way, or one that takes up where the last was cut. */
  const current = async () => {
    if (reader !== undefined) return reader
    const { data } = await connect(lastId === '' ? {} : { 'Last-Event-ID': lastId })
    reader = eventsOf(data)
    // It would flow for nobody.
    if (left.aborted) reader.return()
    return reader
  }

  const pull = async (): Promise<IteratorResult<ServerSentEvent, undefined>> => {
    while (!left.aborted) {
      try {
        const result = await (await current()).next()
        if (!result.done) {
          const { value } = result
          lastId = value.id || lastId
          waitMs = value.retry ?? waitMs
          failures = 0
          return { done: false, value: { ...value, id: lastId } }
        }
        if (!reconnectAtEnd) break
      } catch (error) {
        failures += 1
        const mayPass = isRequestError(error) && error.retryable
        if (!left.aborted && (!mayPass || failures > maxReconnects)) throw error
      }
      reader = undefined
      await pause(waitMs, clock, left).catch(() => {})
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

function configure(
  connect: Connect,
  options: EventSourceOptions,
): Required<EventSourceOptions> {
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
