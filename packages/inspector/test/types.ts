// Compile-only: `tsc -p .` is the test. Nothing here runs.
import { createClient, loading, type Transport } from '@allium/core'
import { auth, type Session } from '@allium/middleware-auth'
import {
  createInspector,
  type Inspector,
  type InspectorOptions,
  type Row,
  renderText,
  type TextOptions,
} from '../src/index'

/** Compiles only if the second type can stand for the first. */
type Fits<Wanted, Given extends Wanted> = [Wanted, Given]

declare const transport: Transport
declare const session: Session

/** Every client can be watched, and has the layer innermost without losing its types. */
export function watches(): Inspector {
  const inspector = createInspector({ keep: 100 })
  const plain = createClient({ transport })
  const api = plain
    .use(loading({ show() {}, hide() {} }))
    .use(auth({ session }))
    .use(inspector.layer)
  const stop: () => void = inspector.watch(plain)
  inspector.watch(api, 'shop')
  api.on('hold', ({ id }) => id.toFixed())
  api
    .get<{ user: string }>('/me', { auth: false, loading: false })
    .then(({ data }) => data.user)
  // @ts-expect-error a client is an object with `on`
  inspector.watch({})
  stop()
  return inspector
}

/** What may be left out may be `undefined`, as an app's own options have it. */
export type OptionsOfAnApp = [
  Fits<InspectorOptions, Record<keyof InspectorOptions, undefined>>,
  Fits<TextOptions, Record<keyof TextOptions, undefined>>,
]

/** What is kept can be read, and not be written. */
export function reads(inspector: Inspector): string {
  const rows: readonly Row[] = inspector.rows()
  const [row] = rows
  // @ts-expect-error rows are readonly
  if (row !== undefined) row.state = 'failed'
  return renderText(rows, { width: 60 })
}
