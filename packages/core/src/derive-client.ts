import { attempts } from './attempt'
import { methodOf } from './build-request'
import { type Call, type CallDefaults, type CallTools, call } from './call'
import type { Client } from './client'
import type { Clock } from './clock'
import type { Emitter } from './events'
import type { AnyLayer, Layer, LayerHost } from './layer'
import { type Onion, onion } from './onion'
import { announcer, type CallObserver, type CoreEvents, silent } from './request-events'
import type { DownloadOptions, UploadOptions } from './transfer'
import type { RequestOptions, SendOptions, Transport } from './types'

/** What clients derived from one another share. */
export interface Kernel {
  readonly transport: Transport
  readonly defaults: CallDefaults
  readonly clock: Clock
  readonly events: Emitter<CoreEvents>
  readonly nextId: () => number
  /** The same instant, but where the clock was turned back: never before an earlier one. */
  readonly rising: (at: number) => number
}

/** A request's options while they are put together. */
type Draft = { -readonly [Key in keyof SendOptions]: SendOptions[Key] }

const asItIs: CallTools['change'] = options => options

/** A client of these layers. */
export function derive(
  kernel: Kernel,
  layers: readonly AnyLayer[],
  change: CallTools['change'] = asItIs,
): Client {
  const observer = announcer(kernel.events, kernel.clock)
  const send = sender(kernel, layers, observer, change)
  const ask = (method: string, url: string, options?: RequestOptions, data?: unknown) => {
    // Not by a spread with more behind it, which V8 is slow at: a microsecond.
    const asked = Object.assign({}, options) as Draft
    asked.url = url
    asked.method = method
    if (data !== undefined) asked.data = data
    return send(asked)
  }
  const plain = (method: string) => (url: string, options?: RequestOptions) =>
    ask(method, url, options)
  const withData =
    (method: string) => (url: string, data?: unknown, options?: RequestOptions) =>
      ask(method, url, options, data)
  const client = {
    use: (layer: AnyLayer) => derive(kernel, [...layers, layer], change),
    with(next: CallTools['change']) {
      if (typeof next !== 'function') {
        throw new TypeError('[with] takes a function of the request’s options')
      }
      return derive(kernel, layers, given => {
        const options = change(given)
        return next({ ...options, method: methodOf(options, kernel.defaults) })
      })
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
