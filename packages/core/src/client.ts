import type { ByteStream } from './byte-stream'
import type { Call } from './call'
import type { Listener, Unsubscribe } from './events'
import type { AsNamed, DataOf, LayerLike, Shape, Unchanged } from './layer'
import type { CoreEvents } from './request-events'
import type { DownloadOptions, UploadOptions } from './transfer'
import type { Nothing, RequestOptions, SendOptions } from './types'

/** Options that may be left out, unless a layer needs one of them. */
type Given<Own extends object, Options extends object> = Nothing extends Options
  ? [options?: Own & Options]
  : [options: Own & Options]

/** Options of a method whose name says the rest. */
type SendOnly = Omit<RequestOptions, 'method'>
type SendWithData = Omit<RequestOptions, 'method' | 'data'>

/** The shape a layer gives, or the one there was. */
type Reshaped<Before extends Shape, Given extends Shape> = Given extends Unchanged
  ? Before
  : Given

/**
 * Sends requests through its layers. `Options`, `Events` and `Data` are what the layers
 * add to every request, to `on`, and make of the answer's data.
 */
export interface Client<
  // How they vary is written out: TypeScript erases the type parameters of methods before it
  // compares them, and would take any client for any other.
  in out Options extends object = Nothing,
  out Events extends object = CoreEvents,
  in out Data extends Shape = AsNamed,
> {
  /** A new client with one layer more, inside those it has; this one stays as it is. */
  use<
    LayerOptions extends object = Nothing,
    LayerEvents extends object = Nothing,
    LayerData extends Shape = Unchanged,
  >(
    layer: LayerLike<LayerOptions, LayerEvents, LayerData>,
  ): Client<Options & LayerOptions, Events & LayerEvents, Reshaped<Data, LayerData>>
  /**
   * The same client, whose requests are changed before they begin: with a signal or a
   * header more, say. What `change` is given has its method, whoever said it; the rest is
   * the caller's, and not to be written to.
   */
  with(
    change: (options: SendOptions & Options) => SendOptions & Options,
  ): Client<Options, Events, Data>
  /** Listens to this client and to all that are derived from one another with it. */
  on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): Unsubscribe
  /** Sends any method; `PATCH`, say. */
  request<Named = unknown>(options: SendOptions & Options): Call<DataOf<Data, Named>>
  /** Asks for something; `data` joins the query. */
  get<Named = unknown>(
    url: string,
    ...options: Given<SendOnly, Options>
  ): Call<DataOf<Data, Named>>
  /** Asks for the headers alone. */
  head<Named = unknown>(
    url: string,
    ...options: Given<SendOnly, Options>
  ): Call<DataOf<Data, Named>>
  /** Asks what may be done. */
  options<Named = unknown>(
    url: string,
    ...options: Given<SendOnly, Options>
  ): Call<DataOf<Data, Named>>
  /** Deletes something; `data`, if given, is the body. */
  delete<Named = unknown>(
    url: string,
    ...options: Given<SendOnly, Options>
  ): Call<DataOf<Data, Named>>
  /** Sends `data` as the body: JSON, unless the content type says a form. */
  post<Named = unknown>(
    url: string,
    data?: unknown,
    ...options: Given<SendWithData, Options>
  ): Call<DataOf<Data, Named>>
  /** Puts `data` in the place of what is there. */
  put<Named = unknown>(
    url: string,
    data?: unknown,
    ...options: Given<SendWithData, Options>
  ): Call<DataOf<Data, Named>>
  /** Sends a file as a form; the answer is read like any other. */
  upload<Named = unknown>(
    url: string,
    options: UploadOptions & Options,
  ): Call<DataOf<Data, Named>>
  /** Fetches a file; `data` is its path, or what the host has instead: a browser's `Blob`. */
  download<File = string>(
    url: string,
    ...options: Given<DownloadOptions, Options>
  ): Call<File>
  /** Asks for an answer in pieces; `data` gives them as they come. */
  stream(url: string, ...options: Given<RequestOptions, Options>): Call<ByteStream>
}
