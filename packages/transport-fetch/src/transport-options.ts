import {
  aFunction,
  aGate,
  anObject,
  checkOptions,
  type Gate,
  type ParseJson,
} from '@allium/core'
import type { BlobLike, Fetch, FetchInit, FetchRequest } from './host'

/** What the transport is made of. */
export interface FetchTransportOptions {
  /** Stands for `fetch`. @default the global one, looked up at each request */
  readonly fetch?: Fetch | undefined
  /** Where cookies go along and are kept. @default 'same-origin' */
  readonly credentials?: FetchRequest['credentials'] | undefined
  /**
   * `manual` follows no redirect. Node gives it as an answer; browsers hide it, and the
   * request fails as `unreadable`. @default 'follow'
   */
  readonly redirect?: FetchRequest['redirect'] | undefined
  /** Reads JSON, another way than `JSON.parse` say. */
  readonly parseJson?: ParseJson | undefined
  /**
   * Called with an upload's `filePath` each time it is sent; gives the file. What it throws
   * fails the upload before anything is sent. @default reads `blob:` and `data:` URLs
   */
  readonly fileOf?: ((filePath: string) => BlobLike | Promise<BlobLike>) | undefined
  /**
   * More for every `fetch`: `{ mode: 'cors', cache: 'no-store' }`. What the transport says
   * itself (`method`, `headers`, `signal`, …) is refused here.
   */
  readonly init?: Readonly<Omit<FetchInit, keyof FetchRequest>> | undefined
  /**
   * How many exchanges go at once, or the gate that says so; a refresh goes before all that
   * wait. Over HTTP/1.1 a browser opens six connections to a host, and queues the rest in
   * the order of asking; give more with HTTP/2. A stream holds its slot while it flows, as
   * it holds its connection. @default 6 in a page, no limit where there is no `document`
   */
  readonly maxConcurrent?: number | Gate | undefined
}

/** What the transport says itself. */
const told: ReadonlyArray<keyof FetchRequest> = [
  'method',
  'headers',
  'body',
  'signal',
  'credentials',
  'redirect',
]

/** @throws TypeError for wrong options. */
export function checkTransportOptions(options: FetchTransportOptions): void {
  checkOptions('fetchTransport', options, {
    fetch: aFunction,
    credentials: oneOf('omit', 'same-origin', 'include'),
    redirect: oneOf('follow', 'manual'),
    parseJson: aFunction,
    fileOf: aFunction,
    init: [isInit, `an object, without ${told.join(', ')}`],
    maxConcurrent: aGate,
  })
}

function oneOf(...words: string[]): [(value: unknown) => boolean, string] {
  return [value => words.includes(value as string), `one of ${words.join(', ')}`]
}

function isInit(value: unknown): boolean {
  return anObject[0](value) && !told.some(name => name in (value as object))
}
