import { type ContractTransport, transportContract } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fetchTransport } from '../src/index'
import { quiet, rejection } from './helpers'

const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256)

/** What downloads have given; the contract reads files by their paths. */
const blobs = new Map<string, Blob>()

/** Gives a download's Blob a path, as a mini program has one. */
function withPaths(transport: ContractTransport): ContractTransport {
  return async (request, wire) => {
    const response = await transport(request, wire)
    if (!(response.data instanceof Blob)) return response
    const path = `blob-${blobs.size}`
    blobs.set(path, response.data)
    return { ...response, data: path }
  }
}

/** To `fetch` a 407 is the proxy's, and a failed connection; the contract has it answered. */
function but407(transport: ContractTransport): ContractTransport {
  return async (request, wire) => {
    if (!request.url.endsWith('/407')) return transport(request, wire)
    const { code } = await rejection<{ code: string }>(transport(request, wire))
    assert.is(code, 'network')
    const { url } = request
    return { status: 407, headers: {}, cookies: [], data: undefined, url, raw: code }
  }
}

async function read(path: string): Promise<Uint8Array | undefined> {
  const blob = blobs.get(path)
  return blob && new Uint8Array(await blob.arrayBuffer())
}

const file = new Blob([bytes])

const ways = {
  'as it is': fetchTransport({ redirect: 'manual' }),
  'with a `fetch` and a `fileOf` of one’s own': fetchTransport({
    redirect: 'manual',
    fetch: (url, init) => fetch(url, init),
    fileOf: async path => (await fetch(path)).blob(),
  }),
}

for (const [way, transport] of Object.entries(ways)) {
  const test = suite(`fetchTransport keeps the transport contract, ${way}`)
  test.after.each(quiet)
  const checks = transportContract({
    transport: but407(withPaths(transport as ContractTransport)),
    cookies: true,
    redirectManual: true,
    upload: { filePath: URL.createObjectURL(file), bytes },
    download: { read },
    stream: true,
  })
  for (const { name, run } of checks) test(name, run)
  test.run()
}
