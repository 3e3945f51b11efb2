import { baseLibrary } from './node-wx/base-library'
import { orderlyDelivery } from './node-wx/callbacks'
import { checkOptions } from './node-wx/check-options'
import { createGuard } from './node-wx/guard'
import { createNetwork, type NetworkControl } from './node-wx/network'
import { createRequest } from './node-wx/request'
import { createScreen, type ScreenControl } from './node-wx/screen'
import { createScreenMethods } from './node-wx/screen-methods'
import { createStorage, type StorageControl } from './node-wx/storage'
import { platformTimers, type Timers } from './node-wx/timers'
import type { NodeWx } from './node-wx/wx'

/** The options of `createNodeWx`. */
export interface NodeWxOptions {
  /** How many requests run together; the others wait in a queue. @default 10 */
  readonly concurrency?: number | undefined
  /** The clock of `screen.timeline`, in ms. @default Date.now */
  readonly now?: (() => number) | undefined
  /** The timers of toasts and request timeouts. @default Node's, unref'ed */
  readonly timers?: Timers | undefined
  /** The version of the base library; older ones lack abilities. @default '3.16.2' */
  readonly baseLibrary?: string | undefined
}

/** A host, and what a test sees of it and does to it. */
export interface NodeWxHost {
  /** What the app calls. */
  readonly wx: NodeWx
  /** The loading and the toast. */
  readonly screen: ScreenControl
  /** The storage. */
  readonly storage: StorageControl
  /** The requests. */
  readonly network: NetworkControl
  /** Aborts everything, closes all connections and clears all timers. */
  dispose(): void
}

/**
 * Makes a `wx` for Node, whose requests go over real sockets.
 *
 * @example
 * import { createNodeWx } from '@allium/testing'
 *
 * const { wx, network, dispose } = createNodeWx()
 * wx.request({
 *   url: 'http://127.0.0.1:8080/me',
 *   success: ({ statusCode, data }) => console.log(statusCode, data, network.sent),
 *   complete: dispose,
 * })
 */
export function createNodeWx(options: NodeWxOptions = {}): NodeWxHost {
  checkOptions(options)
  const { concurrency = 10, now = Date.now, timers = platformTimers } = options
  const library = baseLibrary(options.baseLibrary ?? '3.16.2')

  const swallowed: unknown[] = []
  const guard = createGuard(swallowed)
  const deliver = orderlyDelivery(guard)
  const network = createNetwork(concurrency, timers, swallowed)
  const storage = createStorage()
  const screen = createScreen(now, timers)

  return {
    wx: {
      request: createRequest({ network, deliver, guard, library }),
      ...storage.methods,
      ...createScreenMethods(screen, deliver, library),
    },
    screen: screen.control,
    storage: storage.control,
    network: network.control,
    dispose: () => {
      network.dispose()
      screen.dispose()
    },
  }
}
