// The contract's checks, and the transport they are about, both in the page.
import { fetchTransport } from '@allium/transport-fetch'
import { transportContract } from '../../../packages/testing/src/transport-contract.ts'

const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256)
const blobs = new Map()

/** Gives a download's Blob a path, as a mini program has one. */
const withPaths = transport => async (request, wire) => {
  const response = await transport(request, wire)
  if (!(response.data instanceof Blob)) return response
  const path = `blob-${blobs.size}`
  blobs.set(path, response.data)
  return { ...response, data: path }
}

/** To `fetch` a 407 is the proxy's, and a failed connection; the contract has it answered. */
const but407 = transport => async (request, wire) => {
  const { url } = request
  if (!url.endsWith('/407')) return transport(request, wire)
  const error = await transport(request, wire).catch(reason => reason)
  if (error.code !== 'network') throw new Error('a 407 is no failed connection any more')
  return { status: 407, headers: {}, cookies: [], data: undefined, url, raw: error }
}

const checks = transportContract({
  transport: but407(withPaths(fetchTransport())),
  upload: { filePath: URL.createObjectURL(new Blob([bytes])), bytes },
  download: {
    read: async path => {
      const blob = blobs.get(path)
      return blob && new Uint8Array(await blob.arrayBuffer())
    },
  },
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
