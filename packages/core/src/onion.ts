import compose from 'koa-compose'
import type { RequestContext } from './context'
import type { Layer, Next } from './types'

/** Layers run as one: outer to inner and back. */
export type Onion = (ctx: RequestContext) => Promise<void>

// Known by name and not by identity, so that a layer made with another copy counts.
const mark = Symbol.for('@allium/replayable')

/**
 * Says that a layer may call `next` again once the pass it started has settled. All
 * that is inside it then runs again, from the request as the layer holds it.
 *
 * @example
 * const twice = replayable(async (ctx, next) => {
 *   await next()
 *   if (ctx.response?.status === 503) await next()
 * })
 */
export function replayable<L extends Layer<never, object>>(layer: L): L {
  const replaying: Layer<never, object> = (ctx, next) => layer(ctx, next)
  return Object.defineProperty(replaying, mark, { value: true }) as L
}

/**
 * koa-compose's onion, made replayable: what stands inside a replayable layer is an
 * onion of its own, which each pass runs anew. koa-compose's rule on a second `next()`
 * then holds as it is for every other layer.
 */
export function onion(layers: readonly Layer[], core: Layer): Onion {
  const at = layers.findIndex(layer => mark in layer)
  if (at === -1) return compose([...layers, core])
  const replaying = layers[at] as Layer
  const inside = onion(layers.slice(at + 1), core)
  const pass: Layer = ctx => {
    const context = ctx as RequestContext
    return replaying(context, passes(context, inside))
  }
  return compose([...layers.slice(0, at), pass])
}

/** A `next` that may be called again: each pass starts from the request held outside. */
function passes(ctx: RequestContext, inside: Onion): Next {
  let underWay = false
  return () => {
    if (underWay) return Promise.reject(new Error('next() called multiple times'))
    underWay = true
    const endPass = ctx.startPass()
    const settle = () => {
      underWay = false
      endPass()
    }
    return inside(ctx).then(settle, error => {
      settle()
      throw error
    })
  }
}
