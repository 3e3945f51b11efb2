import {
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http'
import type {
  ContractRequest,
  ContractResponse,
  ContractTransport,
  ContractWire,
} from '../../src/index'
import { referenceBody } from './reference-body'
import { referenceError } from './reference-error'
import { referenceSource } from './reference-reader'

/** Faults that lie too deep to be planted around the transport. */
export interface DeepFaults {
  /** Makes text of each piece by itself. */
  readonly decodesPieces?: boolean
  /** Takes a connection that is cut in a body for its end. */
  readonly takesCutForEnd?: boolean
  /** Takes an answer outside 2xx for none, where its body is cut. */
  readonly losesRefusals?: boolean
}

/** A transport on node:http which keeps the contract, if only in Node. */
export function referenceTransport(
  files: Map<string, Uint8Array>,
  faults: DeepFaults = {},
): ContractTransport {
  return async (request, wire) => {
    if (wire.signal.aborted) throw reasonOf(request, wire)
    const body = referenceBody(request, files)
    if (body === undefined) {
      throw referenceError(request, { code: 'invalid', attempt: wire.attempt })
    }
    const { method, url } = request
    const sent = httpRequest(url, { method, headers: body.headers })
    const stop = () => sent.destroy()
    wire.signal.addEventListener('abort', stop)
    let over: Promise<unknown> | undefined
    try {
      const message = await answerTo(sent, body.bytes, request)
      const response = head(request, message)
      if (isFlowing(request, response)) {
        const flowing = flow(request, response, message, wire, stop)
        over = flowing.ended
        return flowing
      }
      return await whole(request, response, message, files, faults, wire)
    } catch (error) {
      throw failure(request, wire, error)
    } finally {
      const release = () => wire.signal.removeEventListener('abort', stop)
      if (over === undefined) release()
      else over.then(release)
    }
  }
}

function answerTo(
  sent: ClientRequest,
  bytes: Buffer | undefined,
  { transfer }: ContractRequest,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.on('response', resolve)
    sent.on('error', reject)
    sent.end(bytes, () => {
      if (transfer?.kind !== 'upload' || bytes === undefined) return
      tell(transfer.onProgress, bytes.length, bytes.length)
    })
  })
}

function head(request: ContractRequest, message: IncomingMessage): ContractResponse {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(message.headers))
    headers[name] = String(value)
  return {
    status: message.statusCode ?? 0,
    headers,
    cookies: message.headers['set-cookie'] ?? [],
    data: undefined,
    url: request.url,
    raw: message,
  }
}

function isFlowing({ transfer }: ContractRequest, { status }: ContractResponse): boolean {
  return transfer?.kind === 'stream' && status >= 200 && status < 300
}

function flow(
  request: ContractRequest,
  response: ContractResponse,
  message: IncomingMessage,
  wire: ContractWire,
  stop: () => void,
): ContractResponse {
  const { reader, ended, push, close } = referenceSource(stop)
  message.on('data', push)
  message.on('end', () => close())
  message.on('error', error => close(failure(request, wire, error)))
  return { ...response, data: reader, ended }
}

async function whole(
  request: ContractRequest,
  response: ContractResponse,
  message: IncomingMessage,
  files: Map<string, Uint8Array>,
  faults: DeepFaults,
  { attempt, signal }: ContractWire,
): Promise<ContractResponse> {
  const { transfer, responseType } = request
  const pieces: Buffer[] = []
  let loaded = 0
  try {
    for await (const piece of message) {
      pieces.push(piece)
      loaded += piece.length
      const total = Number(message.headers['content-length'] ?? 0)
      if (transfer?.kind === 'download') tell(transfer.onProgress, loaded, total)
    }
  } catch (error) {
    const isRefused = response.status > 299 && !signal.aborted && !faults.losesRefusals
    if (!isRefused && !faults.takesCutForEnd) throw error
  }
  const bytes = Buffer.concat(pieces)
  if (transfer?.kind === 'download') {
    const path = transfer.filePath ?? 'temporary'
    files.set(path, bytes)
    return { ...response, data: path }
  }
  if (bytes.length === 0) return response
  if (responseType === 'arraybuffer') {
    return { ...response, data: new Uint8Array(bytes).buffer }
  }
  const text = faults.decodesPieces ? pieces.map(String).join('') : bytes.toString()
  return {
    ...response,
    data: responseType === 'text' ? text : json(request, response, text, attempt),
  }
}

function json(
  request: ContractRequest,
  response: ContractResponse,
  text: string,
  attempt: number,
): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    if (response.status > 299) return text
    const unread = { ...response, data: text }
    throw referenceError(request, { code: 'unreadable', attempt, response: unread })
  }
}

function failure(request: ContractRequest, wire: ContractWire, error: unknown): unknown {
  if (wire.signal.aborted) return reasonOf(request, wire)
  if (isTyped(error)) return error
  return referenceError(request, { code: 'network', attempt: wire.attempt, cause: error })
}

function reasonOf(request: ContractRequest, { signal, attempt }: ContractWire): unknown {
  const { reason: cause } = signal
  if (isTyped(cause)) return cause
  return referenceError(request, { code: 'aborted', attempt, cause })
}

function isTyped(error: unknown): boolean {
  return Symbol.for('@allium/RequestError') in Object(error)
}

function tell(
  onProgress: ((progress: { loaded: number; total: number }) => void) | undefined,
  loaded: number,
  total: number,
): void {
  try {
    onProgress?.({ loaded, total })
  } catch {
    // As the contract has it.
  }
}
