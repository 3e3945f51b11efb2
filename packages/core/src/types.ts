import type { AbortSignalLike } from './abort-controller'
import type { Clock } from './clock'

/** No per-request options, no events: what a layer adds unless it says otherwise. */
export type Nothing = Record<never, never>

/** Header fields as a caller writes them; `undefined` and `null` are not sent. */
export type HeaderInput = Readonly<
  Record<string, string | number | boolean | null | undefined>
>

/** Header fields as the kernel keeps them: names in lower case, values as text. */
export type Headers = Readonly<Record<string, string>>

/** Query parameters before they are serialised: a tree of plain values. */
export type QueryInput = Readonly<Record<string, unknown>>

/** How an answer's body is read. */
export type ResponseType = 'json' | 'text' | 'arraybuffer'

/** What a caller may ask for, whatever layers the client has. */
export interface RequestOptions {
  /** HTTP method, in any letter case. @default 'GET' */
  readonly method?: string
  /** Query parameters; the `query` layer writes them into the URL. */
  readonly query?: QueryInput
  /**
   * The body: plain data (JSON, or a form when the content type says so), a string or
   * an `ArrayBuffer` as it is. On `GET` and `HEAD` it joins the query.
   */
  readonly data?: unknown
  /** Header fields; they win over those of any layer. */
  readonly headers?: HeaderInput
  /** How the answer's body is read. @default 'json' */
  readonly responseType?: ResponseType
  /** Limit of one attempt in ms, from the moment the host has it. @default 10_000 */
  readonly timeout?: number
  /** Limit in ms of everything: queue, holding, refresh, replays. @default none */
  readonly deadline?: number
  /** Aborts the request, wherever it is; any object of the AbortSignal shape. */
  readonly signal?: AbortSignalLike
  /** Which statuses are answers; every other rejects. @default 200 to 299 */
  readonly acceptStatus?: (status: number) => boolean
  /** Layers of this request alone; they stand innermost. */
  readonly layers?: readonly AnyLayer[]
}

/** A request on its way through the layers. Frozen: a layer replaces it. */
export interface Request {
  /** Upper case. */
  readonly method: string
  /** Joined with the base URL, without a `#hash`. */
  readonly url: string
  readonly headers: Headers
  /** Not yet in the URL: a frozen copy of what the caller gave. */
  readonly query?: QueryInput | undefined
  /** Not yet the body: a frozen copy of what the caller gave. */
  readonly data?: unknown
  readonly responseType: ResponseType
  /** Limit of one attempt in ms. */
  readonly timeout: number
}

/** What a layer may write to `ctx.request`: header names in any case, `null` to drop. */
export type RequestDraft = Omit<Request, 'headers'> & { readonly headers: HeaderInput }

/** A finished request, as a transport gets it. */
export interface WireRequest {
  readonly method: string
  /** Complete, query included. */
  readonly url: string
  readonly headers: Headers
  readonly body: string | ArrayBuffer | undefined
  readonly responseType: ResponseType
  /** The kernel ends the attempt after so many ms; the host may be told. */
  readonly timeout: number
}

/** An answer: any status, whatever the transport. */
export interface Response<Data = unknown> {
  readonly status: number
  /** Names in lower case; repeated fields joined by a comma. */
  readonly headers: Headers
  /** The `Set-Cookie` values, one by one. */
  readonly cookies: readonly string[]
  readonly data: Data
  /** The URL as sent. */
  readonly url: string
  /** What the host gave, untouched. */
  readonly raw: unknown
}

/** What a transport is given beside the request. */
export interface Wire {
  /** Ends the exchange; its `reason` is the error to reject with. */
  readonly signal: AbortSignalLike
  /** Which attempt this is, from 1. */
  readonly attempt: number
}

/**
 * The core of the onion. Resolves for every HTTP status and rejects with a
 * `RequestError` only where no answer was had.
 */
export type Transport = (request: WireRequest, wire: Wire) => Promise<Response>

/** What a layer sees of one request. */
export interface Context<Options extends object = Nothing> {
  /** Replace it, never write into it: `ctx.request = { ...ctx.request, headers }`. */
  get request(): Request
  set request(draft: RequestDraft)
  /** The answer, after `next`; a layer that answers by itself sets it. */
  response: Response | undefined
  /** What the caller passed, as it is. */
  readonly options: Readonly<RequestOptions & Options>
  /** 1, 2, …: counts the passes that reached the transport. */
  readonly attempt: number
  /** Names the request in events; the same over all its attempts. */
  readonly id: number
  /** Notes of the layers, kept over all attempts of the request. */
  readonly state: Record<string, unknown>
  /** Fires when the request is aborted or its deadline passes. */
  readonly signal: AbortSignalLike
}

/** Runs everything inside a layer. */
export type Next = () => Promise<void>

/**
 * A middleware of the onion: `async (ctx, next) => { …; await next(); … }`.
 *
 * `Options` are the per-request options it reads, `Events` the events it announces;
 * clients that use the layer have both in their types.
 */
export interface Layer<
  Options extends object = Nothing,
  Events extends object = Nothing,
> {
  (ctx: Context<Options>, next: Next): Promise<void>
  /** Carries the type of the events; never set. */
  readonly events?: Events
}

/** A layer that needs its client is made from it: once for each client that has it. */
export interface Mountable<
  Options extends object = Nothing,
  Events extends object = Nothing,
> {
  mount(host: LayerHost): Layer<Options, Events>
}

/** What `use` takes. */
export type LayerLike<Options extends object, Events extends object> =
  | Layer<Options, Events>
  | Mountable<Options, Events>

/** A layer or mountable with whatever options. */
export type AnyLayer = LayerLike<never, object>

/** What a client lends to a layer that is mounted in it. */
export interface LayerHost {
  /** The client's base URL, `''` if it has none. */
  readonly baseURL: string
  readonly clock: Clock
  /** The same object for all clients derived from one another. */
  readonly family: object
  /** Announces an event of the layer to the client's listeners. */
  emit(type: string, payload: unknown): void
  /** Sends a request of the layer's own through the layers inside it, without events. */
  send(options: SendOptions): Promise<Response>
}

/** A request of a layer's own. */
export type SendOptions = RequestOptions & { readonly url: string }
