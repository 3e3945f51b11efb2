import { type AbortSignalLike, whenAborted } from './abort-controller'
import { checkOptions } from './check-options'
import { type Clock, canTime, hostClock } from './clock'
import { isRequestError } from './errors'
import { failureOf } from './failure'
import type { Context, Layer } from './layer'
import { passing } from './onion'
import { aClock, aStay } from './option-rules'
import { type LoadingLook, type LoadingView, Screen } from './screen'

/** How the loading behaves, and what is said of failures. */
export interface LoadingOptions {
  /** How long a request may take before the loading shows, in ms. @default 0 */
  readonly delayMs?: number | undefined
  /** How long it stays once it shows, in ms. @default 0 */
  readonly minMs?: number | undefined
  /** How long it waits for another request before it hides, in ms. @default 50 */
  readonly bridgeMs?: number | undefined
  /**
   * What a toast says of a request that failed: a text, or a function of the error that
   * gives one, or `undefined` for none. Aborted requests show none, nor do those of a
   * session that is gone. @default no toast
   */
  readonly errorToast?: string | ((error: unknown) => string | undefined) | undefined
  /** How long a toast stands, in ms. @default 2_000 */
  readonly toastMs?: number | undefined
  /** Time; a manual one in tests. @default the host's */
  readonly clock?: Clock | undefined
}

/** What the layer adds to every request's options. */
export interface LoadingRequestOptions {
  /**
   * `false` for a request in the background, which never touches the screen; or a title
   * and mask of its own, for the loading that it is the first to want. @default true
   */
  readonly loading?: boolean | LoadingLook | undefined
  /** `false` for no error toast. @default true */
  readonly toast?: boolean | undefined
  /** Who looks at the screen for it: when this fires, it shows nothing any more. */
  readonly audience?: AbortSignalLike | undefined
}

/**
 * Shows the loading with the first request that wants it and hides it with the last,
 * whatever its end. One request is one show, however often it is sent.
 *
 * Put it outermost. Clients that share a screen share one layer, for it does the counting.
 *
 * @example
 * import { loading } from '@allium/core'
 * import { wxLoading } from '@allium/transport-wx'
 *
 * client.use(
 *   loading(wxLoading({ title: '加载中', mask: true }), {
 *     delayMs: 300,
 *     errorToast: '请求数据失败，请稍后重试。',
 *   }),
 * )
 *
 * @throws TypeError for wrong options.
 */
export function loading(
  view: LoadingView,
  options: LoadingOptions = {},
): Layer<LoadingRequestOptions> {
  const { errorToast, screen } = configure(view, options)
  // A method keeps its name, whatever a bundler makes of it.
  const named: { loading: Layer<LoadingRequestOptions> } = {
    loading(ctx, next) {
      const { loading: look = true, audience } = ctx.options
      if (look === false || ctx.signal.aborted || audience?.aborted) return next()
      screen.want(look === true ? {} : look)
      const show = new Show(ctx, screen, errorToast)
      return next().then(
        () => show.succeed(),
        error => show.fail(error),
      )
    },
  }
  return passing(named.loading)
}

/** One request's loading, until it is over for the person, by whatever end. */
class Show {
  private isOver = false
  private readonly end: () => void
  private leave: (() => void) | undefined = undefined

  constructor(
    private readonly ctx: Context<LoadingRequestOptions>,
    private readonly screen: Screen,
    private readonly errorToast: LoadingOptions['errorToast'],
  ) {
    const { signal, options } = ctx
    // An abort or a deadline ends it for the person, whatever the layers inside still do.
    // Bound, and no closure: V8 keeps one that is stored in a field for too long.
    this.end = this.aborted.bind(this)
    whenAborted(signal, this.end)
    if (options.audience && !this.isOver) {
      this.leave = this.over.bind(this, undefined)
      whenAborted(options.audience, this.leave)
    }
  }

  succeed(): void {
    try {
      this.over(failureOf(this.ctx))
    } catch (error) {
      this.fail(error)
    }
  }

  fail(error: unknown): never {
    this.over(error)
    throw error
  }

  private aborted(): void {
    this.over(this.ctx.signal.reason)
  }

  private over(failure: unknown): void {
    if (this.isOver) return
    this.isOver = true
    const { screen, ctx } = this
    const { audience, toast } = ctx.options
    // First of all: somebody's own signal may throw.
    screen.leave()
    ctx.signal.removeEventListener('abort', this.end)
    if (audience && this.leave) audience.removeEventListener('abort', this.leave)
    if (failure === undefined || toast === false) return
    if (isRequestError(failure) && failure.moot) return
    const text = textFor(failure, this.errorToast)
    if (text) screen.tell(text, audience)
  }
}

/** What the app's own function throws is no fault of the request. */
function textFor(
  error: unknown,
  errorToast: LoadingOptions['errorToast'],
): string | undefined {
  if (typeof errorToast !== 'function') return errorToast
  try {
    return errorToast(error)
  } catch {
    return undefined
  }
}

function configure(view: LoadingView, options: LoadingOptions) {
  if (typeof view?.show !== 'function' || typeof view.hide !== 'function') {
    throw new TypeError('[loading] takes a view that can `show` and `hide`')
  }
  checkOptions('loading', options, {
    delayMs: aStay,
    minMs: aStay,
    bridgeMs: aStay,
    errorToast: [
      value => typeof value === 'string' || typeof value === 'function',
      'a text, or a function of the error',
    ],
    toastMs: aStay,
    clock: aClock,
  })
  const { clock = hostClock, errorToast } = options
  if (errorToast !== undefined && typeof view.toast !== 'function') {
    throw new TypeError('[loading] `errorToast` needs a view that can `toast`')
  }
  const { delayMs = 0, minMs = 0 } = options
  // Where there are no timers, only what takes no time can be done.
  const { bridgeMs = canTime(clock) ? 50 : 0 } = options
  const { toastMs = errorToast === undefined ? 0 : 2_000 } = options
  if (!canTime(clock) && delayMs + minMs + bridgeMs + toastMs > 0) {
    throw new TypeError(
      '[loading] its times need timers, and this host has none: give a `clock`',
    )
  }
  const times = { delayMs, minMs, bridgeMs, toastMs }
  return { errorToast, screen: new Screen(view, times, clock) }
}
