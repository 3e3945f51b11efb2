import { inspect } from 'node:util'
import * as assert from 'uvu/assert'
import {
  BusinessError,
  type BusinessErrorFacts,
  isBusinessError,
  isRequestError,
  RequestError,
} from '../src/index'
import { answer, quietSuite } from './helpers'

const test = quietSuite('business error')

const SECRET = 's3cr3t'
const request = { method: 'POST', url: `https://api.test/orders?token=${SECRET}` }
const response = answer({ data: { code: 50001, msg: SECRET, token: SECRET } })

const failed = (facts: Partial<BusinessErrorFacts> = {}) =>
  new BusinessError({ request, response, businessCode: 50001, ...facts })

test('K13 it is a RequestError with the code, the text and the answer of the server', () => {
  const error = failed({ serverMessage: '库存不足', attempt: 2 })
  assert.instance(error, RequestError)
  assert.is(error.name, 'BusinessError')
  assert.is(error.code, 'business')
  assert.is(error.message, 'POST /orders: the body says that it failed: code 50001')
  assert.is(error.businessCode, 50001)
  assert.is(error.serverMessage, '库存不足')
  assert.is(error.response, response)
  const { attempt, retryable, sent, moot } = error
  assert.equal([attempt, retryable, sent, moot], [2, false, true, false])
  assert.is(failed().serverMessage, undefined)
})

test('K13 its message tells the type of the code as well', () => {
  const message = (businessCode: string | number | boolean) =>
    failed({ businessCode }).message.replace(/.*: /, '')
  assert.is(message('0002'), 'code "0002"')
  assert.is(message(2), 'code 2')
  assert.is(message(false), 'code false')
})

test('K13 its JSON form has the code, and not the server’s text', () => {
  assert.equal(JSON.parse(JSON.stringify(failed({ serverMessage: SECRET }))), {
    name: 'BusinessError',
    code: 'business',
    message: 'POST /orders: the body says that it failed: code 50001',
    method: 'POST',
    url: 'https://api.test/orders',
    status: 200,
    attempt: 1,
    retryable: false,
    businessCode: 50001,
  })
})

test('K13 H02 what prints it tells no more', () => {
  const error = failed({ serverMessage: SECRET })
  const printed = [
    String(error),
    error.stack,
    JSON.stringify(error),
    JSON.stringify(Object.getOwnPropertyDescriptors(error)),
    inspect(error),
    inspect({ error }, { depth: 10, showHidden: true }),
    inspect({ ...error }, { depth: 10, showHidden: true }),
  ].join('\n')
  assert.not.match(printed, SECRET)
  assert.match(inspect(error), 'BusinessError: POST /orders')
  assert.match(inspect(error), '"businessCode":50001')
})

test('K13 the guard knows it by brand and name, and nothing else', () => {
  assert.ok(isBusinessError(failed()))
  assert.ok(isRequestError(failed()))
  const plain = new RequestError('business', { request, message: 'no' })
  const lookalike = { name: 'BusinessError', code: 'business', businessCode: 1 }
  for (const other of [plain, lookalike, new Error('x'), undefined, null, 'x']) {
    assert.not(isBusinessError(other))
  }
})

test.run()
