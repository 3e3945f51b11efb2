// The same with the queue left to the host, as all peers leave it.
import { wxTransport } from '@allium/transport-wx'
import { create as createGated } from './allium.mjs'

export const create = tools =>
  createGated({
    ...tools,
    transport: wxTransport({ host: tools.wx, maxConcurrent: 1_000_000 }),
  })
