import axios, { AxiosError, CanceledError } from 'axios'
import * as assert from 'uvu/assert'
import { standIn } from '../src/stand-in'
import { quietSuite } from './helpers'

const test = quietSuite('stand-in')

const config = { url: '/a', headers: { Authorization: 'Bearer mine.secret' } } as never
const response = { status: 404, data: 'no' } as never

/** The fields that axios users read. */
const fields = (error: unknown) => {
  const { name, message, code, config, request, response, status } = error as AxiosError
  return { name, message, code, config, request, response, status }
}

test('an error has the fields of axios’s own', () => {
  const facts = ['no', 'ERR_BAD_REQUEST', config, { method: 'GET' }, response] as const
  const ours = new standIn.AxiosError(...facts)
  assert.equal(fields(ours), fields(new AxiosError(...facts)))
  assert.ok(axios.isAxiosError(ours))
  assert.not(axios.isCancel(ours))
  assert.instance(ours, Error)
  assert.is(String(ours), 'AxiosError: no')
})

test('a cancellation has them, too', () => {
  for (const message of [undefined, 'left']) {
    const ours = new standIn.CanceledError(message, config)
    assert.equal(fields(ours), fields(new CanceledError(message, config)))
    assert.ok(axios.isCancel(ours))
    assert.ok(axios.isAxiosError(ours))
    assert.instance(ours, standIn.AxiosError)
  }
})

test('its JSON holds no header, no body and no query', () => {
  const ours = new standIn.AxiosError('no', 'ERR_NETWORK', config, undefined, response)
  const { stack, ...json } = JSON.parse(JSON.stringify(ours))
  assert.equal(json, {
    name: 'AxiosError',
    message: 'no',
    code: 'ERR_NETWORK',
    status: 404,
  })
  assert.match(stack, /stand-in\.test/)
  assert.not.match(stack, /secret/)
})

test.run()
