import {
  abortReason,
  type ByteSource,
  createByteSource,
  type ParseJson,
  RequestError,
  type Response,
  readBody,
  Utf8Decoder,
  type Wire,
  type WireRequest,
} from '@allium/core'
import type { Described } from './describe-request'
import { type Ending, type ExchangeHooks, exchange } from './exchange'
import type { HostAnswer, RequestHost } from './host'
import { hostAnswer, isAnswer } from './host-answer'
import { bytesOf } from './host-bytes'
import { hostFailure } from './host-failure'
import { useTask } from './host-task'

/** What a stream needs besides the request. */
export interface StreamTools {
  readonly host: RequestHost
  readonly told: Described
  readonly parseJson: ParseJson | undefined
  /** Whether a host that gives no chunks may give the answer whole. */
  readonly whole: boolean
}

/**
 * One exchange whose answer comes in pieces. It resolves when the headers are known: a
 * good status gives a stream, any other waits for its body and is an answer like others,
 * so that no byte of a refused request is handed out.
 */
export function streamExchange(
  request: WireRequest,
  wire: Wire,
  tools: StreamTools,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const streaming = new Streaming(request, wire, tools, { resolve, reject })
    exchange(tools.host, 'request', tools.told, wire.signal, streaming)
      .then(ending => streaming.end(ending))
      .catch(error => streaming.fail(error))
  })
}

/** What a host has told of an answer so far, and what became of it. */
class Streaming implements ExchangeHooks {
  private head: HostAnswer | undefined
  private isFlowing = false
  private isInPieces = false
  private isOver = false
  private task: unknown
  /** What came before it was known what it belongs to. */
  private readonly early: Uint8Array[] = []
  private readonly source: ByteSource = createByteSource(() =>
    useTask(this.task, 'abort'),
  )

  constructor(
    private readonly request: WireRequest,
    private readonly wire: Wire,
    private readonly tools: StreamTools,
    private readonly caller: {
      resolve(response: Response): void
      reject(error: unknown): void
    },
  ) {}

  onTask(task: unknown): void {
    this.task = task
    useTask(task, 'onHeadersReceived', (head: HostAnswer) => this.takeHead(head))
    const hasChunks = useTask(task, 'onChunkReceived', (chunk: unknown) => {
      if (this.isOver) return
      this.isInPieces = true
      this.take(bytesOf(Object(chunk).data))
    })
    if (hasChunks || this.tools.whole) return
    // No `invalidUse`: the host has the request, and may have sent it.
    const { request, wire } = this
    const message = 'this host gives no chunks; use `wxStreams({ whole: true })`'
    this.fail(new RequestError('invalid', { request, message, attempt: wire.attempt }))
    useTask(task, 'abort')
  }

  /** What the host tells from now on comes too late. */
  onOver(): void {
    this.isOver = true
  }

  end(ending: Ending): void {
    const { request, wire, tools, early } = this
    if (ending === 'aborted') {
      this.abort(abortReason(request, wire))
      return
    }
    const answer: HostAnswer = { ...this.head, ...(ending.isAnswer && ending.given) }
    // A body that was cut is no end of a stream, but that of a refusal.
    if (!(this.isFlowing ? ending.isAnswer : isAnswer(answer))) {
      this.fail(hostFailure(request, ending.given, wire.attempt))
      return
    }
    // Where a host has listeners for chunks, it may still give all at the end.
    if (!this.isInPieces) this.take(bytesOf(answer.data))
    if (!this.isFlowing && isGood(answer)) this.flow(answer)
    if (this.isFlowing) this.source.end()
    else
      this.caller.resolve(refusal(request, answer, early, wire.attempt, tools.parseJson))
  }

  private abort(reason: unknown): void {
    if (this.isFlowing) this.source.abort(reason)
    else this.caller.reject(reason)
  }

  fail(error: unknown): void {
    if (this.isFlowing) this.source.fail(error)
    else this.caller.reject(error)
  }

  private takeHead(head: HostAnswer): void {
    // DevTools tells the headers without the status: then it is known at the end.
    if (this.isOver || this.head !== undefined || !isAnswer(head)) return
    this.head = head
    if (isGood(head)) this.flow(head)
  }

  private take(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    if (this.isFlowing) this.source.push(bytes)
    else this.early.push(bytes)
  }

  private flow(answer: HostAnswer): void {
    this.isFlowing = true
    for (const bytes of this.early) this.source.push(bytes)
    const { stream: data, ended } = this.source
    this.caller.resolve({ ...hostAnswer(this.request, answer), data, ended })
  }
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
