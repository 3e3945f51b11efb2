// The contract's checks, and the transport they are about, both in the page.
import { fetchTransport } from '@allium/transport-fetch'
import { transportContract } from '../../../packages/testing/src/transport-contract.ts'

const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256)

const checks = transportContract({
  transport: fetchTransport(),
  // To `fetch` a 407 is the proxy's, and a failed connection.
  hiddenStatuses: [407],
  upload: { filePath: URL.createObjectURL(new Blob([bytes])), bytes },
  download: { read: async blob => new Uint8Array(await blob.arrayBuffer()) },
  stream: true,
  // Node is asked and answers beside each request.
  patienceMs: 5_000,
})

window.namesOfChecks = () => checks.map(({ name }) => name)

/** Runs one; gives what is wrong, or nothing. */
window.runCheck = async index => {
  try {
    await checks[index].run()
    return undefined
  } catch (error) {
    return String(error?.stack ?? error)
  }
}
