import {
  invalidUse,
  type Progress,
  RequestError,
  type Response,
  readBody,
  type Transfer,
  type Wire,
  type WireRequest,
} from '@allium/core'
import { answerOf } from './answer-of'
import { TIMEOUT_MARGIN_MS } from './describe-request'
import { type ExchangeHooks, exchange, type HostCallbacks } from './exchange'
import { hasMethod, hostFor } from './find-host'
import type { HostAnswer, HostUpload, RequestHost } from './host'
import { filePathOf, hostAnswer } from './host-answer'
import { useTask } from './host-task'
import type { WxFiles, WxTransportOptions } from './transport-options'

/** An upload or a download. */
type FileTransfer = Exclude<Transfer, { kind: 'stream' }>

/** What the host has of it. */
interface HostProgress {
  readonly totalBytesSent?: number
  readonly totalBytesWritten?: number
  readonly totalBytesExpectedToSend?: number
  readonly totalBytesExpectedToWrite?: number
}

/** The host's function for a transfer. */
const methodOf = { upload: 'uploadFile', download: 'downloadFile' } as const

/**
 * What `wxTransport` moves files with: `wx.uploadFile` and `wx.downloadFile`.
 *
 * @example
 * import { wxFiles, wxTransport } from '@allium/transport-wx'
 *
 * const transport = wxTransport({ files: wxFiles() })
 */
export function wxFiles(): WxFiles {
  return { checkHost, moveFile }
}

/** A host that has only one of the two moves files that way alone. */
function checkHost(host: RequestHost): void {
  const names = Object.values(methodOf)
  if (names.some(name => hasMethod(host, name))) return
  throw new TypeError(`[wxTransport] \`host\` must have \`${names.join('` or `')}\``)
}

async function moveFile(
  request: WireRequest,
  wire: Wire,
  { host: given, hostOptions, parseJson }: WxTransportOptions,
): Promise<Response> {
  const transfer = request.transfer as FileTransfer
  const { kind } = transfer
  const method = methodOf[kind]
  const found = hostFor<RequestHost>(request, given, method)
  const host = found as Required<RequestHost>
  checkUse(request, transfer)
  const told = describeTransfer(request, transfer, hostOptions)
  const task = new TransferTask(transfer)
  const ending = await exchange(host, method, told, wire.signal, task)
  const raw = answerOf(request, wire, ending)
  const answer = { ...hostAnswer(request, { ...task.head, ...raw }), raw }
  if (kind === 'upload') return readBody(request, answer, wire.attempt, parseJson)
  return withFile(request, { ...answer, data: filePathOf(raw) }, wire.attempt)
}

/** What the host has no word for is refused before it is called. */
function checkUse(request: WireRequest, { kind, filePath }: FileTransfer): void {
  const method = kind === 'upload' ? 'POST' : 'GET'
  if (request.method !== method) {
    throw invalidUse(request, `this host’s ${methodOf[kind]} knows only ${method}`)
  }
  if (kind === 'upload' && filePath === undefined) {
    throw invalidUse(request, 'this host takes a file by its path: give `filePath`')
  }
}

/** What a host's task tells of a transfer on its way. */
class TransferTask implements ExchangeHooks {
  /** No host tells the headers with the answer; some tell them before it. */
  head: HostAnswer = {}
  private isOver = false

  constructor(private readonly transfer: FileTransfer) {}

  onTask(task: unknown): void {
    useTask(task, 'onHeadersReceived', (received: HostAnswer) => {
      this.head = received
    })
    const { onProgress } = this.transfer
    if (onProgress === undefined) return
    const tell = (update: HostProgress) => {
      if (!this.isOver) later(onProgress, update)
    }
    // Taro's promise has it by another name.
    if (!useTask(task, 'onProgressUpdate', tell)) useTask(task, 'progress', tell)
  }

  onOver(): void {
    this.isOver = true
  }
}

/**
 * A download's answer, whose data is the path of its file. As with a body: a good status
 * without it is no answer, any other status is one.
 */
function withFile(request: WireRequest, response: Response, attempt: number): Response {
  const { status, data } = response
  if (data || status < 200 || status > 299) return response
  const message = `${status}, but no file`
  throw new RequestError('unreadable', { request, message, response, attempt })
}

/** A transfer in the host's words. */
function describeTransfer(
  { url, headers, timeout }: WireRequest,
  transfer: FileTransfer,
  hostOptions: object | undefined,
): Omit<HostUpload, keyof HostCallbacks> {
  // The host writes an upload's content type, with the boundary of its form.
  const { 'content-type': _, ...header } = headers
  const told = { ...hostOptions, url, header, timeout: timeout + TIMEOUT_MARGIN_MS }
  const place = transfer.filePath === undefined ? {} : { filePath: transfer.filePath }
  if (transfer.kind === 'download') return { ...told, ...place } as HostUpload
  const { name = 'file', formData = {} } = transfer
  return { ...told, ...place, name, formData: { ...formData } } as HostUpload
}

/** The caller's code never runs inside a host's callback. */
async function later(
  onProgress: (progress: Progress) => void,
  update: HostProgress,
): Promise<void> {
  await undefined
  try {
    const { totalBytesSent, totalBytesWritten } = update
    const { totalBytesExpectedToSend, totalBytesExpectedToWrite } = update
    await onProgress({
      loaded: totalBytesSent ?? totalBytesWritten ?? 0,
      total: totalBytesExpectedToSend ?? totalBytesExpectedToWrite ?? 0,
    })
  } catch {
    // A progress bar that fails is no end of the transfer.
  }
}
