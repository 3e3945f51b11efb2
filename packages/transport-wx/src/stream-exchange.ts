import {
  createByteSource,
  type ParseJson,
  RequestError,
  type Response,
  readBody,
  Utf8Decoder,
  type Wire,
  type WireRequest,
} from '@allium/core'
import { type Ending, exchange, type HostCallbacks } from './exchange'
import type { HostAnswer } from './host'
import { hostAnswer, isAnswer } from './host-answer'
import { hostFailure } from './host-failure'
import type { HostTask } from './host-task'

/** What a streaming exchange needs besides the request. */
export interface StreamTools {
  call(callbacks: HostCallbacks): unknown
  readonly parseJson: ParseJson | undefined
  /** Whether a host that gives no chunks may give the answer whole. */
  readonly wholeStreams: boolean
  abortReason(sent: boolean): unknown
}

/**
 * One exchange whose answer comes in pieces. It resolves when the headers are known: a
 * good status gives a stream, any other waits for its body and is an answer like others,
 * so that no byte of a refused request is handed out.
 */
export function streamExchange(
  request: WireRequest,
  { signal, attempt }: Wire,
  tools: StreamTools,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let head: HostAnswer | undefined
    let isFlowing = false
    let isInPieces = false
    let isOver = false
    let stop = () => {}
    // What came before it was known what it belongs to.
    const early: Uint8Array[] = []
    const source = createByteSource(() => stop())

    const flow = (answer: HostAnswer) => {
      isFlowing = true
      for (const bytes of early) source.push(bytes)
      const { stream: data, ended } = source
      resolve({ ...hostAnswer(request, answer), data, ended })
    }
    const take = (bytes: Uint8Array) => {
      if (bytes.length === 0) return
      if (isFlowing) source.push(bytes)
      else early.push(bytes)
    }
    const onHead = (received: HostAnswer) => {
      // DevTools tells the headers without the status: then it is known at the end.
      if (isOver || head !== undefined || !isAnswer(received)) return
      head = received
      if (isGood(received)) flow(received)
    }
    const onChunk = (chunk: unknown) => {
      if (isOver) return
      isInPieces = true
      take(bytesOf(Object(chunk).data))
    }
    const onTask = (task: HostTask) => {
      stop = task.abort
      task.listen('onHeadersReceived', onHead)
      if (task.listen('onChunkReceived', onChunk) || tools.wholeStreams) return
      // No `invalidUse`: the host has the request, and may have sent it.
      const message = 'this host gives no chunks; set `wholeStreams`'
      reject(new RequestError('invalid', { request, message, attempt }))
      task.abort()
    }
    const fail = (error: unknown) => (isFlowing ? source.fail(error) : reject(error))
    const onEnd = (ending: Ending) => {
      if (ending === 'aborted') return fail(tools.abortReason(true))
      const answer = { ...head, ...(isAnswer(ending.given) && ending.given) }
      // A body that was cut is no end of a stream, but that of a refusal.
      if (!isAnswer(isFlowing ? ending.given : answer)) {
        return fail(hostFailure(request, ending.given, attempt))
      }
      // Where a host has listeners for chunks, it may still give all at the end.
      if (!isInPieces) take(bytesOf(answer.data))
      if (!isFlowing && isGood(answer)) flow(answer)
      if (isFlowing) source.end()
      else resolve(refusal(request, answer, early, attempt, tools.parseJson))
    }

    const onOver = () => {
      isOver = true
    }
    exchange(tools.call, signal, { onTask, onOver }).then(onEnd).catch(fail)
  })
}

function isGood({ statusCode, status }: HostAnswer): boolean {
  const number = Number(statusCode ?? status)
  return number >= 200 && number < 300
}

/** An answer outside 2xx, read whole like any other. */
function refusal(
  request: WireRequest,
  answer: HostAnswer,
  pieces: readonly Uint8Array[],
  attempt: number,
  parseJson: ParseJson | undefined,
): Response {
  const decoder = new Utf8Decoder()
  const data = pieces.map(piece => decoder.decode(piece)).join('') + decoder.flush()
  const whole = { ...hostAnswer(request, answer), data }
  return readBody({ ...request, responseType: 'json' }, whole, attempt, parseJson)
}

/** Asked for bytes, some hosts give text, or read the JSON; it goes back to what it was. */
function bytesOf(data: unknown): Uint8Array {
  if (data === undefined || data === null) return new Uint8Array(0)
  if (isBytes(data)) return new Uint8Array(data)
  const text = typeof data === 'string' ? data : JSON.stringify(data)
  // Half of a surrogate pair stands for nothing, and `encodeURIComponent` throws at it.
  const whole = text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g, unit =>
    unit.length === 2 ? unit : '\uFFFD',
  )
  const binary = encodeURIComponent(whole).replace(/%(..)/g, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Uint8Array.from(binary, sign => sign.charCodeAt(0))
}

function isBytes(data: unknown): data is ArrayBuffer | Uint8Array {
  return typeof Object(data).byteLength === 'number'
}
