import axios from 'axios'
import * as assert from 'uvu/assert'
import { isOver, sizeOf } from '../src/limits'
import { bench, quietSuite, rejection } from './helpers'

const test = quietSuite('limits')

test('sizes are those of the bytes', () => {
  const texts = ['', 'a', 'é', '中', '🌏', 'a中🌏']
  assert.equal(
    texts.map(sizeOf),
    texts.map(text => Buffer.byteLength(text)),
  )
  assert.equal([new ArrayBuffer(5), undefined, null, {}].map(sizeOf), [5, 0, 0, 0])
})

test('-1, Infinity and nothing are no limit; 0 is one', () => {
  for (const none of [-1, Number.POSITIVE_INFINITY, undefined]) {
    assert.not(isOver(none, 'long'))
  }
  assert.equal(
    [isOver(0, 'a'), isOver(1, 'a'), isOver(0, undefined)],
    [true, false, false],
  )
})

test('a body that is too long is not sent', async () => {
  const { api, calls } = bench()
  const error = await rejection(api.post('/a', '中文', { maxBodyLength: 5 }))
  assert.ok(axios.isAxiosError(error))
  assert.equal(
    [error.code, error.message, error.request],
    ['ERR_BAD_REQUEST', 'Request body larger than maxBodyLength limit', undefined],
  )
  assert.is(calls.length, 0)
  await api.post('/a', '中文', { maxBodyLength: 6 })
  assert.is(calls.length, 1)
})

test('an answer that is too long is an error, as with axios', async () => {
  const { api } = bench(() => ({ data: '{"a":1}' }))
  const error = await rejection(api.get('/a', { maxContentLength: 6 }))
  assert.equal(
    [error.code, error.message],
    ['ERR_BAD_RESPONSE', 'maxContentLength size of 6 exceeded'],
  )
  assert.ok(error.request)
  assert.equal((await api.get('/a', { maxContentLength: 7 })).data, { a: 1 })
})

test.run()
