import {
  createInspector,
  type InspectorOptions,
  type Watchable,
} from '../create-inspector'
import type { WireLayer } from '../wire-layer'
import { type MountOptions, mountInspector } from './mount-inspector'

/** What can be inspected: a client, whatever layers it has. */
export interface Inspectable extends Watchable {
  /** Makes a client of this one, with the layer innermost. */
  use(layer: WireLayer): unknown
}

/** How a client is inspected. */
export interface InspectOptions extends InspectorOptions, MountOptions {
  /** Where the timeline goes. @default the end of the page's body */
  readonly parent?: Element | undefined
}

/**
 * Draws all that this client does from now on into the page, and gives the client to go on
 * with: the same, with the inspector's layer innermost.
 *
 * @example
 * import { inspect } from '@allium/inspector/dom'
 *
 * // A production build has nothing of the inspector.
 * export const api = import.meta.env.DEV ? inspect(client) : client
 *
 * @throws TypeError for what is no client, for wrong options, or where there is no body yet.
 */
export function inspect<Inspected extends Inspectable>(
  client: Inspected,
  options: InspectOptions = {},
): Inspected {
  const { parent = document.body } = options
  const inspector = createInspector(options)
  inspector.watch(client)
  mountInspector(parent, inspector, options)
  // The layer adds no option and no data: it is a client of the same kind.
  return client.use(inspector.layer) as Inspected
}
