import axios from 'axios'
import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { basicAuth } from '../src/basic-auth'
import { bench, quietSuite } from './helpers'

const test = quietSuite('basic auth')

test('writes any name and password as Node does', () => {
  const text = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(text, text, (username, password) => {
      const expected = Buffer.from(`${username}:${password}`).toString('base64')
      assert.is(basicAuth({ username, password }), `Basic ${expected}`)
    }),
    { numRuns: 300, seed: 1 },
  )
  assert.is(basicAuth({}), 'Basic Og==')
  assert.is(basicAuth({ username: '\uD83C' }), basicAuth({ username: '\uFFFD' }))
})

test('goes with the request in the place of a header, and into nothing else', async () => {
  const { api, calls } = bench()
  const auth = { username: 'lin', password: 'secret' }
  const { config } = await api.get('/a', {
    auth,
    headers: { Authorization: 'Bearer mine' },
  })
  assert.is(calls[0]?.request.headers.authorization, 'Basic bGluOnNlY3JldA==')
  assert.is(axios.AxiosHeaders.from(config.headers).get('Authorization'), 'Bearer mine')
})

test.run()
