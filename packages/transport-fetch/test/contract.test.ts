import { type ContractTransport, transportContract } from '@allium/testing'
import { suite } from 'uvu'
import { fetchTransport } from '../src/index'
import { quiet } from './helpers'

const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256)

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
    transport: transport as ContractTransport,
    cookies: true,
    redirectManual: true,
    // To `fetch` a 407 is the proxy's, and a failed connection.
    hiddenStatuses: [407],
    upload: { filePath: URL.createObjectURL(file), bytes },
    download: { read: async (blob: Blob) => new Uint8Array(await blob.arrayBuffer()) },
    stream: true,
  })
  for (const { name, run } of checks) test(name, run)
  test.run()
}
