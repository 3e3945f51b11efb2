import type { AbortSignalLike } from './abort-controller'
import type { AnyLayer } from './layer'
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
  /** HTTP method, in any letter case. @default the client's */
  readonly method?: string | undefined
  /** Query parameters; the `query` layer writes them into the URL. */
  readonly query?: object | undefined
  /**
   * The body: plain data (JSON, or a form when the content type says so), a string or
   * an `ArrayBuffer` as it is. On `GET` and `HEAD` it joins the query.
   */
  readonly data?: unknown
  /** Header fields; they win over those of any layer. */
  readonly headers?: HeaderInput | undefined
  /** How the answer's body is read. @default 'json' */
  readonly responseType?: ResponseType | undefined
  /** Limit of one attempt in ms, from the moment the host has it. @default the client's */
  readonly timeout?: number | undefined
  /** Limit in ms of everything: queue, holding, refresh, replays. @default the client's */
  readonly deadline?: number | undefined
  /**
   * Who goes first where the host has few slots: the higher. Waiting counts, too, so that
   * nothing starves. @default 0
   */
  readonly priority?: number | undefined
  /** Aborts the request, wherever it is; any object of the AbortSignal shape. */
  readonly signal?: AbortSignalLike | undefined
  /** Which statuses are answers; every other rejects. @default the client's */
  readonly acceptStatus?: ((status: number) => boolean) | undefined
  /** Layers of this request alone; they stand innermost. */
  readonly layers?: readonly AnyLayer[] | undefined
}

/** A request on its way through the layers. Frozen: a layer replaces it. */
export interface Request {
  /** Upper case. */
  readonly method: string
  /** Joined with the base URL, without a `#hash`. */
  readonly url: string
  readonly headers: Headers
  /** Names of fields that the caller refused, by `null`. */
  readonly withheld?: readonly string[] | undefined
  /** Not yet in the URL: a frozen copy of what the caller gave. */
  readonly query?: QueryInput | undefined
  /** Not yet the body: a frozen copy of what the caller gave. */
  readonly data?: unknown
  readonly responseType: ResponseType
  /** Limit of one attempt in ms. */
  readonly timeout: number
  /** Limit of everything in ms, from when the caller asked. */
  readonly deadline?: number | undefined
  /** Who goes first where the host has few slots: the higher. */
  readonly priority: number
  /** Which statuses are answers. */
  readonly acceptStatus: (status: number) => boolean
  /** What is moved, where it is more than a plain exchange. */
  readonly transfer?: Transfer | undefined
  /** Goes with the request to the wire. */
  readonly escort?: Escort | undefined
}

/**
 * Goes with a request through what is inside a layer: the layer hears when the request is
 * about to leave, and when the wire is done with it, however long its caller has gone.
 */
export interface Escort {
  /**
   * Called with the finished request when it has its slot, right before it is sent. What
   * it throws ends the pass, and nothing has been sent.
   */
  onSend?(request: WireRequest): void
  /**
   * Called once for what was sent: with the answer, or `undefined` where there was none. A
   * promise keeps the answer's slot from the next until it settles, or the call ends.
   */
  onSettled?(response: Response | undefined): void | Promise<void>
  /** Whether the exchange goes on without its caller, until its timeout. @default false */
  readonly staysOnWire?: boolean
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
  /** The HTTP status. */
  readonly status: number
  /** Names in lower case; repeated fields joined by a comma. */
  readonly headers: Headers
  /** The `Set-Cookie` values, one by one. */
  readonly cookies: readonly string[]
  /** The body, read as `responseType` says, as the layers have left it. */
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
export interface Transport {
  (request: WireRequest, wire: Wire): Promise<Response>
  /** Who may send now, where the host has few slots. */
  readonly gate?: Gate | undefined
}

/** Lets so many exchanges go at once. An attempt's timeout starts behind it. */
export interface Gate {
  /**
   * Gives a slot, at once or later, as the function that frees it: it is called once.
   * Rejects with the signal's reason when it fires before.
   */
  enter(ticket: {
    readonly request: WireRequest
    readonly priority: number
    readonly signal: AbortSignalLike
    /** When the caller asked, in ms of the client's clock; it never falls from call to call. */
    readonly since: number
    /** Counts the requests of clients that are derived from one another. */
    readonly id: number
  }): (() => void) | Promise<() => void>
}

/** A request with its URL; `transfer` says what `upload`, `download` and `stream` say. */
export type SendOptions = RequestOptions & {
  readonly url: string
  readonly transfer?: TransferInput | undefined
}
