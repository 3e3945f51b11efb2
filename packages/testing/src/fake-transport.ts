/** What is moved, where it is more than a plain exchange. */
export interface FakeTransfer {
  readonly kind: 'upload' | 'download' | 'stream'
  /** The file of an upload, by its path, or where a download is to be kept. */
  readonly filePath?: string | undefined
  /** The file of an upload itself, where it has no path. */
  readonly file?: object | undefined
  /** The form field that holds the file. */
  readonly name?: string | undefined
  /** The other fields of the form, as text. */
  readonly formData?: Readonly<Record<string, string>> | undefined
  /** Tells the caller how far it has come. */
  readonly onProgress?:
    | ((progress: { readonly loaded: number; readonly total: number }) => void)
    | undefined
}

/** What a fake transport is given to send. */
export interface FakeRequest {
  /** The method, upper-cased by the caller. */
  readonly method: string
  /** The finished url, query included. */
  readonly url: string
  /** The headers as they would go to the host. */
  readonly headers: Readonly<Record<string, string>>
  /** The finished body; absent or `undefined` when there is none. */
  readonly body?: string | ArrayBuffer | undefined
  /** What the answer is wanted as. */
  readonly responseType?: 'json' | 'text' | 'arraybuffer' | undefined
  /** How long the attempt may take, in ms; the client ends it by itself. */
  readonly timeout?: number | undefined
  /** Absent where it is a plain exchange. */
  readonly transfer?: FakeTransfer | undefined
}

/** As much of an AbortSignal as a transport needs. */
export interface SignalLike {
  /** Whether the request has been aborted. */
  readonly aborted: boolean
  /** Listens for the abort. */
  addEventListener(type: 'abort', fn: () => void): void
  /** Stops listening for the abort. */
  removeEventListener(type: 'abort', fn: () => void): void
}

/** What a fake transport is given beside the request. */
export interface FakeWire {
  /** Tells the transport that nobody wants the answer any more. */
  readonly signal: SignalLike
}

/** What a fake transport resolves with. */
export interface FakeResponse {
  /** The HTTP status. @default 200 */
  readonly status: number
  /** The headers, names in lower case. @default {} */
  readonly headers: Readonly<Record<string, string>>
  /** The values of the `set-cookie` headers. @default [] */
  readonly cookies: readonly string[]
  /** The parsed body. @default undefined */
  readonly data: unknown
  /** The url as sent. @default the request's url */
  readonly url: string
  /** The host's raw answer. @default undefined */
  readonly raw: unknown
}

/** One request as a fake transport saw it. */
export interface FakeCall {
  /** The request itself, not a copy. */
  readonly request: FakeRequest
  /** The place among all calls, from 0. */
  readonly index: number
  /** The request's abort signal. */
  readonly signal: SignalLike
}

/** Answers a request with the parts of a response that matter to the test. */
export type FakeHandler = (
  request: FakeRequest,
  call: FakeCall,
) => Partial<FakeResponse> | Promise<Partial<FakeResponse>>

/** A transport that opens no socket. */
export interface FakeTransport {
  (request: FakeRequest, wire: FakeWire): Promise<FakeResponse>
  /** Every call, in order. */
  readonly calls: FakeCall[]
}

/**
 * Makes a transport from a handler; a handler that throws makes the transport reject.
 *
 * @example
 * import { fakeTransport } from '@allium/testing'
 *
 * const transport = fakeTransport(({ url }) =>
 *   url.endsWith('/me') ? { data: { name: 'Lin' } } : { status: 404 },
 * )
 */
export function fakeTransport(handler: FakeHandler): FakeTransport {
  const calls: FakeCall[] = []
  const transport = async (
    request: FakeRequest,
    wire: FakeWire,
  ): Promise<FakeResponse> => {
    const call: FakeCall = { request, index: calls.length, signal: wire.signal }
    calls.push(call)
    const answer = await handler(request, call)
    return {
      status: 200,
      headers: {},
      cookies: [],
      data: undefined,
      url: request.url,
      raw: undefined,
      ...answer,
    }
  }
  return Object.assign(transport, { calls })
}
