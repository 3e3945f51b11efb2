import { type Client, type ClientOptions, createClient } from '@allium/core'
import { createNodeWx, type NodeWxHost, type NodeWxOptions } from '@allium/testing'
import { type WxTransportOptions, wxFiles, wxStreams, wxTransport } from '../src/index'
import { serve, type TestServer } from './helpers'

/** What the tests of a file have opened. */
export const closing: Array<() => unknown> = []
/** For `test.after.each`: ends the servers and hosts of a test. */
export async function closeAll(): Promise<void> {
  for (const close of closing.splice(0)) await close()
}

/** A server, a host before it, and clients over real sockets. */
export interface WireBench extends NodeWxHost {
  readonly server: TestServer
  /** The client of this server, on `createNodeWx`. */
  client(transport?: WxTransportOptions, options?: Partial<ClientOptions>): Client
}

export async function wireBench(
  answer: Parameters<typeof serve>[0],
  options?: NodeWxOptions,
): Promise<WireBench> {
  const server = await serve(answer)
  const host = createNodeWx(options)
  closing.push(host.dispose, server.close)
  return {
    ...host,
    server,
    client: (transport, more) =>
      createClient({
        baseURL: server.url,
        transport: wxTransport({
          host: host.wx,
          // A host of the test's own may move none.
          ...(transport?.host === undefined && { files: wxFiles() }),
          streams: wxStreams(),
          ...transport,
        }),
        ...more,
      }),
  }
}
