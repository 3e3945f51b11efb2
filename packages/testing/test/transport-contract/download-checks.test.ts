import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { ContractTransport } from '../../src/index'
import { data, type Plant } from './plant'
import { failuresOf } from './planted'
import { referenceTransport } from './reference-transport'

const test = suite('download checks')

test('T06 what nobody can read is said in the name of the check', async () => {
  const name = 'T06 a download’s data is there; nobody reads what it leads to'
  const failures = (plant: Plant) =>
    failuresOf('T06 a download’s data', plant, { download: {} })
  assert.equal(await failures(good => good), [[name, undefined]])
  const blobs = data((value, { transfer }) => (transfer ? { blob: value } : value))
  assert.equal(await failures(blobs), [[name, undefined]])
  const lost = data(() => undefined)
  assert.equal(await failures(lost), [
    [name, 'the data: expected what leads to the file, found undefined'],
  ])
})

test('T06 whatever a download gives is read by who knows how', async () => {
  const files = new Map<string, Uint8Array>()
  const inBlobs: ContractTransport = async (request, wire) => {
    const response = await referenceTransport(files)(request, wire)
    const isFile = request.transfer?.kind === 'download' && response.status === 200
    if (!isFile) return response
    return { ...response, data: new Blob([files.get(`${response.data}`) as never]) }
  }
  const read = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer())
  const download = { download: { read } }
  const found = await failuresOf('T06 a download', () => inBlobs, download)
  assert.is(found.length, 5)
  for (const [name, failure] of found) assert.is(failure, undefined, name)
})

test.run()
