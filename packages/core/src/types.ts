import type { AbortSignalLike } from './abort-controller'
import type { Clock } from './clock'
import type { Transfer, TransferInput } from './transfer'

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
  readonly query?: object
  /**
   * The body: plain data (JSON, or a form when the content type says so), a string or
   * an `ArrayBuffer` as it is. On `GET` and `HEAD` it joins the query.
   */
  readonly data?: unknown
  /** Header fields; they win over those of any layer. */
  readonly headers?: HeaderInput
  /** How the answer's body is read. @default 'json' */
  readonly responseType?: ResponseType
  /** Limit of one attempt in ms, from the moment the host has it. @default the client's */
  readonly timeout?: number
  /** Limit in ms of everything: queue, holding, refresh, replays. @default the client's */
  readonly deadline?: number
  /** Aborts the request, wherever it is; any object of the AbortSignal shape. */
  readonly signal?: AbortSignalLike
  /** Which statuses are answers; every other rejects. @default the client's */
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
  /** Names of fields that the caller refused, by `null`; absent where there are none. */
  readonly withheld?: readonly string[] | undefined
  /** Not yet in the URL: a frozen copy of what the caller gave. */
  readonly query?: QueryInput | undefined
  /** Not yet the body: a frozen copy of what the caller gave. */
  readonly data?: unknown
  readonly responseType: ResponseType
  /** Limit of one attempt in ms. */
  readonly timeout: number
  /** Which statuses are answers. */
  readonly acceptStatus: (status: number) => boolean
  /** What is moved, where it is more than a plain exchange. */
  readonly transfer?: Transfer | undefined
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
  readonly transfer?: Transfer | undefined
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
  /** Of a stream: settles when nothing more comes. Until then it can be aborted. */
  readonly ended?: Promise<void> | undefined
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
  /** Fires when the request is aborted, its deadline passes, or it has failed otherwise. */
  readonly signal: AbortSignalLike
}

/** Runs everything inside a layer. */
export type Next = () => Promise<void>

/**
 * A function of types, from what a caller names in `get<Named>` to what `response.data`
 * is. A layer that changes the answer's data says so with a shape of its own.
 *
 * @example
 * interface Enveloped extends Shape {
 *   readonly data: Envelope<this['named']>
 * }
 */
export interface Shape {
  readonly named: unknown
  readonly data: unknown
}

/** `response.data` is what the caller names: so it is without a layer that changes it. */
export interface AsNamed extends Shape {
  readonly data: this['named']
}

/** The shape of a layer that leaves the answer's data as it is. */
export interface Unchanged extends Shape {
  readonly unchanged: true
}

/** What `response.data` is where the caller names `Named`. */
export type DataOf<S extends Shape, Named> = (S & { readonly named: Named })['data']

/**
 * A middleware of the onion: `async (ctx, next) => { …; await next(); … }`.
 *
 * `Options` are the per-request options it reads, `Events` the events it announces, `Data`
 * the shape it gives to the answer's data; clients that use the layer have them in their
 * types.
 */
export interface Layer<
  Options extends object = Nothing,
  Events extends object = Nothing,
  Data extends Shape = Unchanged,
> {
  (ctx: Context<Options>, next: Next): Promise<void>
  /** Carry types; never set. */
  readonly events?: Events
  readonly data?: Data
}

/** A layer that needs its client is made from it: once for each client that has it. */
export interface Mountable<
  Options extends object = Nothing,
  Events extends object = Nothing,
  Data extends Shape = Unchanged,
> {
  mount(host: LayerHost): Layer<Options, Events, Data>
}

/** What `use` takes. */
export type LayerLike<
  Options extends object,
  Events extends object,
  Data extends Shape = Unchanged,
> = Layer<Options, Events, Data> | Mountable<Options, Events, Data>

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

/** A request with its URL; `transfer` says what `upload`, `download` and `stream` say. */
export type SendOptions = RequestOptions & {
  readonly url: string
  readonly transfer?: TransferInput
}
