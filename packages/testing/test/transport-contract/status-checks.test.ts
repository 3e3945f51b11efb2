import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { NOBODY } from '../../src/transport-contract/contract-server'
import type { Plant } from './plant'
import { failuresOf } from './planted'

const test = suite('status checks')

/** As a browser's `fetch`: who asks for these has no answer. */
const hides =
  (...statuses: number[]): Plant =>
  good =>
  async (request, wire) => {
    const response = await good(request, wire)
    if (!statuses.includes(response.status)) return response
    return good({ ...request, url: NOBODY }, wire)
  }

test('T01 a status that the host hides is named, and has to be a failed connection', async () => {
  const name = 'T01 every status from 200 to 599 is an answer'
  const hidden = `${name}, but for 407, 418, which the host hides`
  const failures = (plant: Plant, hiddenStatuses?: readonly number[]) =>
    failuresOf('T01 every status', plant, { hiddenStatuses })
  assert.equal(await failures(hides(407, 418), [407, 418]), [[hidden, undefined]])
  const expected = 'the answers: expected each with the status sent, found'
  assert.equal(await failures(hides(407), [407, 418]), [
    [hidden, `${expected} [ '418: 418' ]`],
  ])
  assert.equal(await failures(hides(407)), [[name, `${expected} [ "407: 'network'" ]`]])
})

test('T01 a hidden status is asked for in no other check of statuses', async () => {
  const name = 'T01 an answer outside 2xx has its data like any other'
  const options = { hiddenStatuses: [401] }
  const found = await failuresOf(name, hides(401), options)
  assert.equal(found, [[name, undefined]])
  const [[, failure] = []] = await failuresOf(name, hides(401), {})
  assert.match(failure ?? '', /^GET \/401: expected an answer/)
})

test.run()
