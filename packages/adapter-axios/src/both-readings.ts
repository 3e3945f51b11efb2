import type { Escort, Layer, Response, ResponseType } from '@allium/core'

/** One request's answer, read for both sides. */
export interface BothReadings {
  /** Stands innermost, and gives the layers JSON where there is JSON. */
  readonly layer: Layer
  /** The body as it came, for axios to transform; or what a layer has made of it. */
  forAxios(data: unknown): unknown
  /** The body that came last, as it came. */
  body(): unknown
}

/**
 * Axios parses what it is given, by `transformResponse`; auth and envelopes look into a
 * body that is parsed. So text comes over the wire, the layers get what JSON makes of it,
 * and axios the text itself. What is no JSON stays text, as it does with axios.
 */
export function bothReadings(type: ResponseType | undefined): BothReadings {
  const isJson = type === 'json'
  let last: { came: Response; body: unknown; readable: Response } | undefined
  const read = (came: Response): Response => {
    if (last?.came !== came) {
      const body = bodyOf(came.data, type)
      const data = isJson && came.data !== undefined ? parsed(body) : came.data
      last = { came, body, readable: { ...came, data } }
    }
    return last.readable
  }
  // A method keeps its name, whatever a bundler makes of it.
  const named: { bothReadings: Layer } = {
    async bothReadings(ctx, next) {
      const { request } = ctx
      ctx.request = {
        ...request,
        ...(isJson && { responseType: 'text' }),
        ...(request.escort && { escort: reading(request.escort, read) }),
      }
      try {
        await next()
      } finally {
        ctx.request = request
      }
      if (ctx.response !== undefined) ctx.response = read(ctx.response)
    },
  }
  return {
    layer: named.bothReadings,
    forAxios(data) {
      if (last !== undefined && data === last.readable.data) return last.body
      // A text that a layer took out of the body is no JSON; axios would parse it.
      return isJson && typeof data === 'string' ? JSON.stringify(data) : data
    },
    body: () => last?.body,
  }
}

/** Who goes with the request to the wire is a layer, too, and reads what layers read. */
function reading(escort: Escort, read: (came: Response) => Response): Escort {
  return {
    ...escort,
    onSend: request => escort.onSend?.(request),
    onSettled: came => escort.onSettled?.(came && read(came)),
  }
}

/** A body as axios's own adapters give it: an empty one is no `undefined`. */
function bodyOf(data: unknown, type: ResponseType | undefined): unknown {
  if (typeof data === 'string') return data.replace(/^\uFEFF/, '')
  return data ?? (type === 'arraybuffer' ? new ArrayBuffer(0) : '')
}

function parsed(body: unknown): unknown {
  try {
    return typeof body === 'string' ? JSON.parse(body) : body
  } catch {
    return body
  }
}
