import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { BusinessError, RequestError, serverMessage } from '../src/index'
import { answer } from './helpers'

const test = suite('serverMessage')

const request = { method: 'GET', url: '/me' }
const failed = (data: unknown, cause?: unknown) =>
  new RequestError('status', {
    request,
    message: 'x',
    response: answer({ status: 401, data }),
    cause,
  })

test('L02 it is the text of the answer, under the names that servers use', () => {
  assert.is(serverMessage(failed({ msg: '令牌过期' })), '令牌过期')
  assert.is(serverMessage(failed({ message: 'expired' })), 'expired')
  assert.is(serverMessage(failed({ error_description: 'expired' })), 'expired')
  assert.is(serverMessage(failed({ message: 'second', msg: 'first' })), 'first')
})

test('L02 what stands behind an error says more than the error', () => {
  const behind = failed({ msg: '登录已过期' })
  assert.is(serverMessage(failed({ msg: 'token expired' }, behind)), '登录已过期')
  assert.is(serverMessage(failed({ msg: 'own' }, failed({}))), 'own')
  assert.is(serverMessage(failed({ msg: 'own' }, { errMsg: 'request:fail' })), 'own')
})

test('L02 of a business error it is the text that the envelope names', () => {
  const business = (serverMessage?: string, data: unknown = {}) =>
    new BusinessError({
      request,
      businessCode: 5,
      serverMessage,
      response: answer({ data }),
    })
  assert.is(serverMessage(business('库存不足', { msg: 'no' })), '库存不足')
  assert.is(serverMessage(business(undefined, { msg: 'sold out' })), 'sold out')
  assert.is(serverMessage(business('', { msg: 'sold out' })), 'sold out')
  assert.is(serverMessage(business()), undefined)
  assert.is(serverMessage(failed({ msg: 'own' }, business('behind'))), 'behind')
})

test('L02 there is none where the server said none', () => {
  for (const data of [undefined, null, '', 'text', 5, [], { msg: 5 }, { msg: '' }]) {
    assert.is(serverMessage(failed(data)), undefined)
  }
  for (const error of [undefined, null, 'text', new Error('x'), {}]) {
    assert.is(serverMessage(error), undefined)
  }
})

test.run()
