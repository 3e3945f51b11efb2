import type { Agents } from './agents'
import type { Ending } from './callbacks'
import { exchange, type RawAnswer } from './exchange'
import { failureOf, failures, type RequestFailure } from './failures'
import type { HeadersReceived } from './request-types'
import type { Timers } from './timers'
import type { WireRequest } from './wire-request'

/** Who is told about a request on its way. */
export interface FlightListener {
  /** Told once, when the headers are there, unless the flight has ended. */
  onHeaders(head: HeadersReceived): void
  /** Told for each piece of a chunked answer, unless the flight has ended. */
  onChunk(chunk: Buffer): void
  /** Told of the bytes of the watched body so far, and of all there will be; 0 if unknown. */
  onProgress?(bytes: number, total: number): void
  /** Told exactly once, possibly while `end` runs. */
  onEnd(ending: Ending<RawAnswer, RequestFailure>): void
}

/** Ends a flight with this failure; without effect once it has ended. */
export type EndFlight = (failure: RequestFailure) => void

/** Hands a request to the network, and starts the clock of its timeout. */
export function launch(
  wire: WireRequest,
  agents: Agents,
  timers: Timers,
  listener: FlightListener,
): EndFlight {
  const controller = new AbortController()
  let ended = false
  const end = (ending: Ending<RawAnswer, RequestFailure>): void => {
    if (ended) return
    ended = true
    if (timer !== undefined) timers.clearTimeout(timer)
    listener.onEnd(ending)
  }
  const endWith: EndFlight = failure => {
    end({ ok: false, value: failure })
    controller.abort()
  }
  const timer =
    wire.timeoutMs === undefined
      ? undefined
      : timers.setTimeout(() => endWith(failures.timeout()), wire.timeoutMs)
  exchange(wire, {
    signal: controller.signal,
    agentFor: agents.agentFor,
    onHeaders: head => ended || listener.onHeaders(head),
    onChunk: chunk => ended || listener.onChunk(chunk),
    onProgress: (bytes, total) => ended || listener.onProgress?.(bytes, total),
  }).then(
    answer => end({ ok: true, value: answer }),
    error => end({ ok: false, value: failureOf(error) }),
  )
  return endWith
}
