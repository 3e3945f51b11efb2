import {
  invalidUse,
  type Progress,
  RequestError,
  type Response,
  type Transfer,
  type Wire,
  type WireRequest,
} from '@allium/core'
import { TIMEOUT_MARGIN_MS } from './describe-request'
import { type Ending, exchange, type HostCallbacks } from './exchange'
import type { HostAnswer, RequestHost } from './host'
import { filePathOf, hostAnswer } from './host-answer'
import type { HostTask } from './host-task'

/** An upload or a download. */
export type FileTransfer = Exclude<Transfer, { kind: 'stream' }>

/** What the host has of it. */
interface HostProgress {
  readonly totalBytesSent?: number
  readonly totalBytesWritten?: number
  readonly totalBytesExpectedToSend?: number
  readonly totalBytesExpectedToWrite?: number
}

/** The host's method for a transfer. */
export const methodOf = {
  upload: 'uploadFile',
  download: 'downloadFile',
} as const

/** Moves a file. The host tells no headers with the answer; some tell them before it. */
export async function transferFile(
  host: RequestHost,
  request: WireRequest,
  transfer: FileTransfer,
  { signal, attempt }: Wire,
  hostOptions: object | undefined,
): Promise<{ ending: Ending; head: HostAnswer }> {
  checkUse(request, transfer)
  let head: HostAnswer = {}
  let isOver = false
  const onTask = (task: HostTask) => {
    task.listen('onHeadersReceived', (received: HostAnswer) => {
      head = received
    })
    const { onProgress } = transfer
    if (onProgress === undefined) return
    const tell = (update: HostProgress) => {
      if (!isOver) later(onProgress, update)
    }
    // Taro's promise has it by another name.
    if (!task.listen('onProgressUpdate', tell)) task.listen('progress', tell)
  }
  const call = (callbacks: HostCallbacks) =>
    callFor(host, request, transfer, { ...hostOptions, ...callbacks })
  const onOver = () => {
    isOver = true
  }
  const ending = await exchange(call, signal, { onTask, onOver })
  if (transfer.kind === 'download' && ending !== 'aborted' && ending.isAnswer) {
    checkFile(request, fileAnswer(request, head, ending.given), attempt)
  }
  return { ending, head }
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

/** As with a body: a good status without its file is no answer, any other status is one. */
function checkFile(request: WireRequest, response: Response, attempt: number): void {
  const { status, data } = response
  if (data || status < 200 || status > 299) return
  const message = `${status}, but no file`
  throw new RequestError('unreadable', { request, message, response, attempt })
}

/** What a transfer's answer is to the caller: a download's data is the path of its file. */
export function fileAnswer(
  request: WireRequest,
  head: HostAnswer,
  given: HostAnswer,
): Response {
  const answer = { ...hostAnswer(request, { ...head, ...given }), raw: given }
  if (request.transfer?.kind !== 'download') return answer
  return { ...answer, data: filePathOf(given) }
}

function callFor(
  host: RequestHost,
  { url, headers, timeout }: WireRequest,
  transfer: FileTransfer,
  rest: HostCallbacks,
): unknown {
  // The host writes an upload's content type, with the boundary of its form.
  const { 'content-type': _, ...header } = headers
  const told = { ...rest, url, header, timeout: timeout + TIMEOUT_MARGIN_MS }
  const { filePath } = transfer
  if (transfer.kind === 'download') {
    return host.downloadFile?.(filePath === undefined ? told : { ...told, filePath })
  }
  const { name = 'file', formData = {} } = transfer
  const path = filePath as string
  const file = { filePath: path, name, formData: { ...formData } }
  return host.uploadFile?.({ ...told, ...file })
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
