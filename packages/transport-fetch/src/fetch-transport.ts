import { abortReason, gateOf, onAbort, type Transport } from '@allium/core'
import { exchange } from './exchange'
import { hostAbort } from './host'
import { hostDocument } from './page'
import { checkTransportOptions, type FetchTransportOptions } from './transport-options'

/**
 * Connections that a browser opens to one host over HTTP/1.1; Firefox has the same limit:
 * https://chromium.googlesource.com/chromium/src/+/main/net/socket/client_socket_pool_manager.cc
 */
const CONNECTIONS = 6

/**
 * `fetch` at the core of the onion: in browsers, on H5, in Node.
 *
 * @example
 * import { createClient } from '@allium/core'
 * import { fetchTransport } from '@allium/transport-fetch'
 *
 * const api = createClient({ baseURL: '/api', transport: fetchTransport() })
 *
 * @throws TypeError for wrong options.
 */
export function fetchTransport(options: FetchTransportOptions = {}): Transport {
  checkTransportOptions(options)
  const { maxConcurrent = hostDocument() && CONNECTIONS } = options
  const transport: Transport = (request, wire) =>
    new Promise((resolve, reject) => {
      const { signal } = wire
      if (signal.aborted) return reject(abortReason(request, wire, false))
      const host = hostAbort()
      // At once: a host may take its time, or never come back.
      const unlisten = onAbort(signal, () => {
        reject(abortReason(request, wire, true))
        host.abort()
      })
      exchange(request, wire, host, options).then(
        response => {
          // A stream can be aborted as long as it flows.
          if (response.ended === undefined) unlisten()
          else response.ended.then(unlisten)
          resolve(response)
        },
        error => {
          unlisten()
          reject(error)
        },
      )
    })
  if (maxConcurrent === undefined) return transport
  return Object.assign(transport, { gate: gateOf(maxConcurrent) })
}
