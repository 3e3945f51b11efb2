import compose from 'koa-compose'
import type { Held, RequestContext } from './context'
import type { Context, Layer, Next } from './layer'
import type { LayerTrace } from './request-events'
import type { Nothing } from './types'

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
 *
 * @throws TypeError where it is given no function.
 */
export function replayable<L extends Layer<Nothing, object>>(layer: L): L
/** The same for a layer with per-request options that must be given. */
export function replayable<L extends Layer<never, object>>(layer: L): L
export function replayable(layer: Layer<never, object>): Layer<never, object> {
  if (typeof layer !== 'function') {
    throw new TypeError('[replayable] takes a layer: a function `(ctx, next) => …`')
  }
  const replaying: Layer<never, object> = (ctx, next) => layer(ctx, next)
  const { name } = layer
  return Object.defineProperties(replaying, {
    name: { value: name },
    [mark]: { value: true },
  })
}

/**
 * koa-compose's onion, made replayable: what stands inside a replayable layer is an
 * onion of its own, which each pass runs anew. koa-compose's rule on a second `next()`
 * then holds as it is for every other layer.
 */
export function onion(layers: readonly Layer[], core: Layer): Onion {
  const at = layers.findIndex(layer => mark in Object(layer))
  if (at === -1) return compose([...layers.map(handled), core])
  const replaying = traceable(layers[at] as Layer)
  const inside = onion(layers.slice(at + 1), core)
  const pass: Layer = ctx => {
    const inner = new Passes(ctx as RequestContext, inside)
    return replaying(ctx, () => inner.run())
  }
  return compose([...layers.slice(0, at).map(handled), pass])
}

const passes = Symbol('passes')

/** Says of a layer that it always returns what comes of `next`: nobody has to mind that. */
export function passing<L extends Layer<Nothing, object>>(layer: L): L {
  // Stryker disable next-line ObjectLiteral,BooleanLiteral: that it is there says it; and
  // without it a layer is handled like any other, and as well, if slower.
  return Object.assign(layer, { [passes]: true })
}

/** The same layer; where it drops what `next` gives, no rejection goes unhandled. */
function handled(layer: Layer): Layer {
  // What is no function is left for koa-compose to refuse.
  if (typeof layer !== 'function') return layer
  // Stryker disable next-line ConditionalExpression: a short cut.
  if (passes in layer) return traceable(layer)
  const run: Layer = (ctx, next) => layer(ctx, () => quiet(next()))
  return traceable(run, layer.name)
}

/** The same layer, whose steps are told where somebody listens. */
function traceable(layer: Layer, name: string = layer.name): Layer {
  return (ctx, next) => {
    const { trace } = ctx as RequestContext
    return trace ? traced(layer, name, ctx, next, trace) : layer(ctx, next)
  }
}

/** The same promise, whose rejection is nobody's fault where it is dropped. */
function quiet(promise: Promise<void>): Promise<void> {
  promise.then(undefined, ignore)
  return promise
}

function refusal(reason: unknown): Promise<void> {
  return quiet(Promise.reject(reason))
}

function ignore(): void {}

/** Runs a layer, and tells of its steps. */
async function traced(
  layer: Layer,
  name: string,
  ctx: Context,
  next: Next,
  trace: LayerTrace,
): Promise<void> {
  trace(name, 'in')
  const rest: Next = () => {
    trace(name, 'next')
    const inside = next()
    const back = () => trace(name, 'back')
    inside.then(back, back)
    return inside
  }
  try {
    await layer(ctx, rest)
  } finally {
    trace(name, 'out')
  }
}

/**
 * What is inside a replaying layer, for one request. Each pass starts from the request as
 * the layer holds it.
 */
class Passes {
  private isUnderWay = false

  constructor(
    private readonly ctx: RequestContext,
    private readonly inside: Onion,
  ) {}

  /** The layer's `next`, which may be called again. */
  run(): Promise<void> {
    const { ctx } = this
    if (this.isUnderWay) return refusal(new Error('next() called multiple times'))
    if (ctx.signal.aborted) return refusal(ctx.signal.reason)
    this.isUnderWay = true
    const held = ctx.startPass()
    const pass = this.inside(ctx)
    // Heard here first, before the layer hears; and where it drops what it is given, no
    // rejection goes unhandled.
    const end = () => this.end(held)
    pass.then(end, end)
    return pass
  }

  private end(held: Held): void {
    this.isUnderWay = false
    this.ctx.endPass(held)
  }
}
