import type { AbortSignalLike } from './abort-controller'
import type { Clock } from './clock'
import type {
  Nothing,
  Request,
  RequestDraft,
  RequestOptions,
  Response,
  SendOptions,
} from './types'

/** What a layer sees of one request. */
export interface Context<Options extends object = Nothing> {
  /**
   * Replace it, never write into it: `ctx.request = { ...ctx.request, headers }`. Notes of
   * a layer belong into `state`: a field that no request has is left out.
   */
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
  mount(host: LayerHost<Events>): Layer<Options, Events, Data>
}

/** What `use` takes. */
export type LayerLike<
  Options extends object,
  Events extends object,
  Data extends Shape = Unchanged,
> = Layer<Options, Events, Data> | Mountable<Options, Events, Data>

/** A layer or mountable with whatever options. */
export type AnyLayer = LayerLike<never, object, Shape>

/** What a client lends to a layer that is mounted in it, and that announces `Events`. */
export interface LayerHost<Events extends object = Nothing> {
  /** The client's base URL, `''` if it has none. */
  readonly baseURL: string
  readonly clock: Clock
  /** The same object for all clients derived from one another. */
  readonly family: object
  /** Announces an event of the layer to the client's listeners. */
  emit<Name extends keyof Events & string>(type: Name, payload: Events[Name]): void
  /** Sends a request of the layer's own through the layers inside it, without events. */
  send(options: SendOptions): Promise<Response>
}
