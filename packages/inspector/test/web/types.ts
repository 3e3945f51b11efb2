// Compile-only: `tsc -p .` is the test. Nothing here runs.
import { createClient, envelope, type Transport } from '@allium/core'
import { auth, type Session } from '@allium/middleware-auth'
import {
  createInspector,
  type InspectOptions,
  type Inspector,
  type InspectorOptions,
  inspect,
  type MountOptions,
  type Watchable,
  type WireLayer,
} from '../../src/dom'

/** Compiles only if the second type can stand for the first. */
type Fits<Wanted, Given extends Wanted> = [Wanted, Given]

declare const transport: Transport
declare const session: Session

/** A client that is inspected is of the same kind as before. */
export function inspects(isDevelopment: boolean): Promise<string> {
  const client = createClient({ transport }).use(envelope()).use(auth({ session }))
  const options: InspectOptions = { keep: 100, locale: 'zh', parent: document.body }
  const api = isDevelopment ? inspect(client, options) : client
  api.on('hold', ({ id }) => id.toFixed())
  // @ts-expect-error a client has `use`
  inspect({ on: () => () => {} })
  return api.get<{ user: string }>('/me', { auth: false }).then(({ data }) => data.user)
}

/** What may be left out may be `undefined`, as an app's own options have it. */
export type OptionsOfAnApp = [
  Fits<InspectOptions, Record<keyof InspectOptions, undefined>>,
  Fits<MountOptions, Record<keyof MountOptions, undefined>>,
]

/** What a page makes of the parts can be named by this entry alone. */
export function parts(client: Watchable, options: InspectorOptions): WireLayer {
  const inspector: Inspector = createInspector(options)
  inspector.watch(client)
  return inspector.layer
}
