import { attempts } from './attempt'
import type { ByteStream } from './byte-stream'
import { type Call, type CallDefaults, type CallTools, call } from './call'
import type { Clock } from './clock'
import type { Emitter, Listener, Unsubscribe } from './events'
import type {
  AnyLayer,
  AsNamed,
  DataOf,
  Layer,
  LayerHost,
  LayerLike,
  Shape,
  Unchanged,
} from './layer'
import { type Onion, onion } from './onion'
import { announcer, type CallObserver, type CoreEvents, silent } from './request-events'
import type { DownloadOptions, UploadOptions } from './transfer'
import type { Nothing, RequestOptions, SendOptions, Transport } from './types'

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
  Options extends object = Nothing,
  Events extends object = CoreEvents,
  Data extends Shape = AsNamed,
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
   * header more, say. What `change` is given is the caller's, and is not to be written to.
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

/** What clients derived from one another share. */
export interface Kernel {
  readonly transport: Transport
  readonly defaults: CallDefaults
  readonly clock: Clock
  readonly events: Emitter<CoreEvents>
  readonly nextId: () => number
}

const asItIs: CallTools['change'] = options => options

/** A client of these layers. */
export function derive(
  kernel: Kernel,
  layers: readonly AnyLayer[],
  change: CallTools['change'] = asItIs,
): Client {
  const observer = announcer(kernel.events, kernel.clock)
  const send = sender(kernel, layers, observer, change)
  const plain = (method: string) => (url: string, options?: RequestOptions) =>
    send(Object.assign({}, options, { url, method }))
  const withData =
    (method: string) => (url: string, data?: unknown, options?: RequestOptions) =>
      send({ ...options, url, method, ...(data !== undefined && { data }) })
  const client = {
    use: (layer: AnyLayer) => derive(kernel, [...layers, layer], change),
    with(next: CallTools['change']) {
      if (typeof next !== 'function') {
        throw new TypeError('[with] takes a function of the request’s options')
      }
      return derive(kernel, layers, options => next(change(options)))
    },
    on: kernel.events.on,
    request: send,
    get: plain('GET'),
    head: plain('HEAD'),
    options: plain('OPTIONS'),
    delete: plain('DELETE'),
    post: withData('POST'),
    put: withData('PUT'),
    upload: (url: string, options: UploadOptions) =>
      send({ ...options, url, method: 'POST', transfer: { ...options, kind: 'upload' } }),
    download: (url: string, options?: DownloadOptions) =>
      send({
        ...options,
        url,
        method: 'GET',
        transfer: { ...options, kind: 'download' },
      }),
    stream: (url: string, options?: RequestOptions) =>
      send({ ...options, url, transfer: { kind: 'stream' } }),
  }
  return client as Client
}

/** Sends requests through these layers and, innermost, those that a request brings. */
function sender(
  kernel: Kernel,
  layers: readonly AnyLayer[],
  observer: CallObserver,
  change: CallTools['change'],
): <Data>(options: SendOptions) => Call<Data> {
  const core = attempts({ ...kernel, observer })
  const mounted = mountAll(kernel, layers)
  const whole = onion(mounted, core)
  const onionFor = (options: RequestOptions): Onion =>
    options.layers?.length
      ? onion([...mounted, ...mountAll(kernel, options.layers)], core)
      : whole
  const tools: CallTools = { ...kernel, observer, onionFor, change }
  return options => call(options, tools)
}

/** The layers as functions; those that need their client are made from it. */
function mountAll(kernel: Kernel, layers: readonly AnyLayer[]): Layer[] {
  return layers.map((layer, at) => {
    if (typeof layer === 'function') return layer as Layer
    if (typeof layer?.mount !== 'function') {
      throw new TypeError('[use] takes a layer: `(ctx, next) => …`, or what mounts one')
    }
    return layer.mount(hostFor(kernel, layers.slice(at + 1))) as Layer
  })
}

function hostFor(kernel: Kernel, inside: readonly AnyLayer[]): LayerHost {
  const { defaults, clock, events } = kernel
  let send: ReturnType<typeof sender> | undefined
  return {
    baseURL: defaults.baseURL,
    clock,
    family: events,
    emit: (name, payload) => events.emit(name as never, () => payload as never),
    // Made on first use: few layers send anything by themselves.
    send: options => {
      send ??= sender(kernel, inside, silent, asItIs)
      return send(options)
    },
  }
}
