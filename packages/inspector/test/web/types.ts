// Compile-only: `tsc -p .` is the test. Nothing here runs.
import { createClient, envelope, type Transport } from '@allium/core'
import { auth, type Session } from '@allium/middleware-auth'
import { type InspectOptions, inspect } from '../../src/dom'

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
