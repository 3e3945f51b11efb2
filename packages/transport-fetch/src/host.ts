/** Bytes with a type: a `Blob` or a `File` of the web fits. */
export interface BlobLike {
  /** In bytes. */
  readonly size: number
  /** As `image/png`; `''` where it is not known. */
  readonly type: string
}

/** An answer's bytes on their way: a `ReadableStream` of the web fits. */
export interface FetchBody {
  /** Takes the bytes: `done` after the last piece. */
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>
  }
}

/** What is read of an answer: a `Response` of the web fits. */
export interface FetchAnswer {
  /** The HTTP status; 0 where a browser hides a redirect. */
  readonly status: number
  /** The fields that the browser shows; `getSetCookie` is Node's. */
  readonly headers: {
    forEach(run: (value: string, name: string) => void): void
    getSetCookie?(): string[]
  }
  /** `undefined` where the host has no streams. */
  readonly body?: FetchBody | null | undefined
  /** The body as text. */
  text(): Promise<string>
  /** The body as bytes. */
  arrayBuffer(): Promise<ArrayBuffer>
  /** The body of a download. */
  blob(): Promise<BlobLike>
}

/** What `fetch` is told of every request. */
export interface FetchRequest {
  /** In upper case. */
  readonly method: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** A text, an `ArrayBuffer` or a `FormData`; `undefined` where there is none. */
  readonly body: unknown
  /** An `AbortSignal` of the web. */
  readonly signal: FetchSignal
  /** Where cookies go along and are kept. */
  readonly credentials: 'omit' | 'same-origin' | 'include'
  /** `manual` follows no redirect. */
  readonly redirect: 'follow' | 'manual'
}

/** The part of an `AbortSignal` that is used here. */
export interface FetchSignal {
  /** Calls back when nobody wants the answer any more. */
  addEventListener(type: 'abort', listener: () => void): void
}

/** What stops the host: its own `AbortController`, since it takes no other signal. */
export interface FetchAbort {
  readonly signal: FetchSignal
  abort(): void
}

/**
 * What a `fetch` of one's own is given: `RequestInit`, where the program knows the types
 * of the web. None of them is needed here, so that a program without them compiles.
 */
export type FetchInit = typeof globalThis extends {
  fetch(input: never, init?: infer Init): unknown
}
  ? NonNullable<Init>
  : FetchRequest

/** `fetch`, or a function that stands for it. */
export type Fetch = FetchHost['fetch']

/** As a method, so that the real one fits, which takes more. */
export interface FetchHost {
  fetch(url: string, init: FetchInit): Promise<FetchAnswer>
}

declare const fetch: Fetch | undefined
declare const AbortController: new () => FetchAbort
declare const navigator: { readonly onLine?: boolean } | undefined
declare const Request: (new (url: string, init: unknown) => unknown) | undefined

/** The global `fetch`, or `undefined` where there is none. */
export function hostFetch(): Fetch | undefined {
  // Called without its object, as browsers want it.
  return typeof fetch === 'function' ? (url, init) => fetch(url, init) : undefined
}

/** Makes one; hosts that have `fetch` have it. */
export function hostAbort(): FetchAbort {
  return new AbortController()
}

/** Whether the host is sure that there is no network. */
export function isOffline(): boolean {
  return typeof navigator === 'object' && navigator?.onLine === false
}

/** Whether `fetch` refuses this before it sends anything: that is how it makes a `Request`. */
export function isRefused(url: string, init: FetchRequest): boolean {
  if (typeof Request !== 'function') return false
  try {
    new Request(url, init)
    return false
  } catch {
    return true
  }
}
