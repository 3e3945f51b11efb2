import type { Gate, ParseJson, Response, Wire, WireRequest } from '@allium/core'
import type { RequestHost } from './host'

/** What the transport is made of. */
export interface WxTransportOptions {
  /** `uni`, `qq`, `tt`, or a fake. @default the global `wx`, looked up at each request */
  readonly host?: RequestHost | undefined
  /** Moves uploads and downloads: `wxFiles()`. @default none, they are refused */
  readonly files?: WxFiles | undefined
  /** Streams answers piece by piece: `wxStreams()`. @default none, they are refused */
  readonly streams?: WxStreams | undefined
  /** Reads JSON, another way than `JSON.parse` say. */
  readonly parseJson?: ParseJson | undefined
  /** Sends `PATCH`, which hosts refuse, as `POST` with `X-HTTP-Method-Override`. @default false */
  readonly tunnelPatch?: boolean | undefined
  /**
   * More of the host's own options for every request. WeChat follows redirects by itself
   * and takes the headers along; `{ redirect: 'manual' }` keeps tokens from going there.
   * What the transport says itself (`url`, `header`, `timeout`, …) is refused here.
   */
  readonly hostOptions?: Readonly<Record<string, unknown>> | undefined
  /**
   * How many requests, uploads and downloads go at once, or the gate that says so: give
   * the same to several transports of one app. @default 10, WeChat's own limit
   */
  readonly maxConcurrent?: number | Gate | undefined
}

/** What uploads and downloads need of a transport, as `wxFiles` makes it. */
export interface WxFiles {
  /** Refuses a host that moves no files, when the transport is made. */
  checkHost(host: RequestHost): void
  /** One upload or download, by the options of the transport. */
  moveFile(
    request: WireRequest,
    wire: Wire,
    options: WxTransportOptions,
  ): Promise<Response>
}

/** What streams need of a transport, as `wxStreams` makes it. */
export interface WxStreams {
  /** One exchange whose answer comes in pieces, by the options of the transport. */
  openStream(
    request: WireRequest,
    wire: Wire,
    options: WxTransportOptions,
  ): Promise<Response>
}
