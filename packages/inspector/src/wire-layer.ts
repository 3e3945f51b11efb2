import { maskedHeaders, maskedURL } from './masked'

/** A finished request; as much of it as is looked at. */
interface Finished {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** An answer; as much of it as is looked at. */
interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
}

/** What goes with a request to the wire. */
interface Companion {
  onSend?(request: never): void
  onSettled?(answer: never): void | Promise<void>
  readonly staysOnWire?: boolean
}

/** As much of a layer's context as is used. */
export interface WireContext {
  request: object
  readonly id: number
  readonly attempt: number
}

/** What a client lends to a layer; as much of it as is used. */
export interface WireHost {
  readonly clock: { now(): number }
  emit(type: string, payload: unknown): void
}

/** Tells what goes over the wire, as events of the client. */
export interface WireLayer {
  /** Called by `use`, once for each client. */
  mount(host: WireHost): (ctx: WireContext, next: () => Promise<void>) => Promise<void>
}

/** The name of the layer's function: its own steps are not worth a ring. */
export const WIRE_LAYER = 'inspector'

/**
 * A layer that announces each exchange as it leaves and as it comes back: masked headers,
 * names of parameters, sizes. It goes innermost; no token gets into what it tells.
 */
export const wireLayer: WireLayer = {
  mount: ({ emit, clock }) =>
    function inspector(ctx, next) {
      const { escort } = ctx.request as { escort?: Companion }
      const tell = (type: string, facts: object) => {
        emit(type, { id: ctx.id, at: clock.now(), ...facts })
      }
      let attempt = ctx.attempt
      const own: Companion = {
        staysOnWire: escort?.staysOnWire ?? false,
        onSend(request: Finished) {
          // Whoever goes along may call the request back; then nothing has been sent.
          escort?.onSend?.(request as never)
          attempt = ctx.attempt
          tell('wire:sent', {
            attempt,
            method: request.method,
            url: maskedURL(request.url),
            headers: maskedHeaders(request.headers),
            bytes: sizeOf(request.body),
          })
        },
        onSettled(answer: Answered | undefined) {
          const { status, headers } = Object(answer) as Partial<Answered>
          const bytes = headers && Number.parseInt(headers['content-length'] ?? '', 10)
          tell('wire:answer', {
            attempt,
            status,
            headers: maskedHeaders(headers),
            ...(bytes !== undefined && bytes >= 0 && { bytes }),
          })
          return escort?.onSettled?.(answer as never)
        },
      }
      ctx.request = { ...ctx.request, escort: own }
      return next()
    },
}

/** In bytes; of a text, those of UTF-8. */
function sizeOf(body: unknown): number | undefined {
  if (body === undefined) return 0
  if (typeof body !== 'string') return (body as { byteLength?: number }).byteLength
  let size = 0
  for (const sign of body) {
    const code = sign.codePointAt(0) as number
    size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return size
}
