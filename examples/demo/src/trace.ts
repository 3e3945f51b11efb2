import type { Layer } from '@allium/core'

/** One attempt of a request, in ms since 1970. */
export interface Span {
  readonly id: number
  readonly attempt: number
  /** Which URL, for people to read. */
  readonly path: string
  readonly from: number
  readonly to: number
  /** 0 where no answer was had. */
  readonly status: number
}

/** A layer that notes when each attempt went out and came back, and with what. */
export function trace(): { layer: Layer; spans: Span[] } {
  const spans: Span[] = []
  const layer: Layer = async (ctx, next) => {
    const from = Date.now()
    try {
      await next()
    } finally {
      const path = ctx.request.url.replace(/^https?:\/\/[^/]+/, '')
      const status = ctx.response?.status ?? 0
      spans.push({ id: ctx.id, attempt: ctx.attempt, path, from, to: Date.now(), status })
    }
  }
  return { layer, spans }
}
