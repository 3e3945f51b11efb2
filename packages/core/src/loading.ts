import { onAbort } from './abort-controller'
import type { Layer } from './types'

/** What shows and hides: the screen is the host's, so it is given to the layer. */
export interface LoadingView {
  show(): void
  hide(): void
}

/** What the layer adds to every request's options. */
export interface LoadingRequestOptions {
  /** `false` for a request in the background: it never touches the screen. @default true */
  readonly loading?: boolean
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
 * client.use(loading(wxLoading({ title: '加载中', mask: true })))
 *
 * @throws TypeError where the view cannot show and hide.
 */
export function loading(view: LoadingView): Layer<LoadingRequestOptions> {
  if (typeof view?.show !== 'function' || typeof view.hide !== 'function') {
    throw new TypeError('[loading] takes a view that can `show` and `hide`')
  }
  let wanting = 0
  const change = (by: 1 | -1, edge: number, act: () => void) => {
    wanting += by
    // What the screen throws is no fault of the request.
    if (wanting === edge) attempt(act)
  }
  return async function loading(ctx, next) {
    if (ctx.options.loading === false) return next()
    let shown = true
    const release = () => {
      if (shown) change(-1, 0, () => view.hide())
      shown = false
    }
    change(1, 1, () => view.show())
    // An aborted request is over for the person, whatever the layers inside still do.
    const unlisten = onAbort(ctx.signal, release)
    try {
      await next()
    } finally {
      unlisten()
      release()
    }
  }
}

function attempt(act: () => void): void {
  try {
    act()
  } catch {}
}
