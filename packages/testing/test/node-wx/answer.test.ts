import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { arrayBufferOf, requestFailure, requestResult } from '../../src/node-wx/answer'
import { baseLibrary } from '../../src/node-wx/base-library'
import { failures } from '../../src/node-wx/failures'
import type { NodeWxRequestOptions } from '../../src/node-wx/request-types'
import { wireRequest } from '../../src/node-wx/wire-request'

const test = suite('answer')

const NEW = baseLibrary('3.16.2')
const OLD = baseLibrary('2.9.0')

function dataOf(
  body: string | Buffer,
  options: Partial<NodeWxRequestOptions> = {},
): unknown {
  const wire = wireRequest({ url: 'http://h/', ...options }, NEW)
  const raw = { statusCode: 200, header: {}, cookies: [], body: Buffer.from(body) }
  return requestResult(wire, raw, NEW).data
}

test('has the members of a WeChat result', () => {
  const wire = wireRequest({ url: 'http://h/' }, NEW)
  const body = Buffer.from('1')
  const raw = { statusCode: 500, header: { Date: 'x' }, cookies: ['a=1'], body }
  assert.equal(requestResult(wire, raw, NEW), {
    data: 1,
    statusCode: 500,
    header: { Date: 'x' },
    cookies: ['a=1'],
    errMsg: 'request:ok',
  })
  assert.not('cookies' in requestResult(wire, raw, OLD))
})

test('parses JSON once', () => {
  assert.equal(dataOf('{"a":[1]}'), { a: [1] })
  assert.is(dataOf('"{\\"a\\":1}"'), '{"a":1}')
})

test('delivers broken JSON as text, and nothing as an empty text', () => {
  assert.is(dataOf('<html>'), '<html>')
  assert.is(dataOf(''), '')
})

test('parses nothing where another type is asked for', () => {
  assert.is(dataOf('{"a":1}', { dataType: 'text' }), '{"a":1}')
  assert.is(dataOf('1', { dataType: 'JSON' }), '1')
})

test('strips one BOM and no second one', () => {
  assert.equal(dataOf('\uFEFF{"a":1}'), { a: 1 })
  assert.is(dataOf('\uFEFF\uFEFFa', { dataType: 'text' }), '\uFEFFa')
})

test('delivers an ArrayBuffer with these bytes and no others', () => {
  const shared = Buffer.from([9, 0, 255, 9]).subarray(1, 3)
  const data = dataOf(shared, { responseType: 'arraybuffer' })
  assert.instance(data, ArrayBuffer)
  assert.equal([...new Uint8Array(data as ArrayBuffer)], [0, 255])
  assert.is(arrayBufferOf(shared).byteLength, 2)
})

test('delivers no data for a chunked request', () => {
  assert.is(dataOf('{"error":1}', { enableChunked: true }), '')
})

test('drops errno where the base library has none', () => {
  assert.equal(requestFailure(failures.timeout(), OLD), {
    errMsg: 'request:fail timeout',
  })
  assert.equal(requestFailure(failures.timeout(), NEW), failures.timeout())
})

test.run()
