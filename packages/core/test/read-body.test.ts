import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  type RequestError,
  type ResponseType,
  readBody,
  type WireRequest,
} from '../src/index'
import { answer } from './helpers'

const test = suite('read body')

const request = (responseType: ResponseType): WireRequest => ({
  method: 'GET',
  url: 'https://api.test/me?token=a0',
  headers: {},
  body: undefined,
  responseType,
  timeout: 10_000,
})

const buffer = new Uint8Array([1]).buffer

const table: ReadonlyArray<
  [name: string, type: ResponseType, status: number, data: unknown, read: unknown]
> = [
  ['JSON is parsed', 'json', 200, '{"a":[1]}', { a: [1] }],
  ['JSON under another status too', 'json', 404, '{"why":"gone"}', { why: 'gone' }],
  ['a byte-order mark is no JSON', 'json', 200, '\uFEFF{}', {}],
  ['what the host has parsed stays', 'json', 200, { a: 1 }, { a: 1 }],
  ['text is text', 'text', 200, '{"a":1}', '{"a":1}'],
  ['a buffer is a buffer', 'arraybuffer', 200, buffer, buffer],
  ['204 is nothing', 'json', 204, '{"a":1}', undefined],
  ['an empty body is nothing', 'json', 200, '', undefined],
  ['an empty text is nothing', 'text', 200, '', undefined],
  ['an empty buffer is nothing', 'arraybuffer', 200, new ArrayBuffer(0), undefined],
  ['null of the host is nothing', 'json', 200, null, undefined],
  ['no data is nothing', 'json', 200, undefined, undefined],
  ['the page of a gateway stays', 'json', 502, '<html>', '<html>'],
  ['so outside 2xx on either side', 'json', 300, '<html>', '<html>'],
  ['so below', 'json', 199, '<html>', '<html>'],
]

for (const [name, type, status, data, read] of table) {
  test(`T02 ${name}`, () => {
    const given = Object.freeze(answer({ status, data }))
    const got = readBody(request(type), given, 1)
    assert.equal(got.data, read)
    assert.equal({ ...got, data }, { ...given })
  })
}

test('T02 broken JSON in a 2xx is an unreadable answer, with its text readable', () => {
  for (const status of [200, 299]) {
    const given = answer({ status, data: '{"a":' })
    assert.throws(
      () => readBody(request('json'), given, 3),
      (error: RequestError) =>
        error.code === 'unreadable' &&
        error.message === `GET /me: ${status}, but the body is not JSON` &&
        error.response === given &&
        error.attempt === 3 &&
        error.cause === undefined,
    )
  }
})

test('T02 a parser of one’s own reads instead', () => {
  const keepBig = (text: string) => ({ kept: text })
  const given = answer({ data: '{"id":12345678901234567890}' })
  assert.equal(readBody(request('json'), given, 1, keepBig).data, { kept: given.data })
})

test.run()
