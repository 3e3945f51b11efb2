import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { finishRequest } from '../src/finish-request'
import type { Request, RequestError } from '../src/index'
import { context } from './helpers'

const test = suite('finish request')

const finish = (parts: Partial<Request>) =>
  finishRequest(context({ method: 'POST', ...parts }).request)

const buffer = new Uint8Array([1, 2]).buffer

const bodies: ReadonlyArray<
  [
    name: string,
    data: unknown,
    type: string | undefined,
    body: unknown,
    sent: string | undefined,
  ]
> = [
  ['no data is no body', undefined, undefined, undefined, undefined],
  [
    'no data keeps the header that is there',
    undefined,
    'text/plain',
    undefined,
    'text/plain',
  ],
  [
    'an object is JSON',
    { a: 1, b: [null] },
    undefined,
    '{"a":1,"b":[null]}',
    'application/json',
  ],
  ['an array is JSON', [1, 2], undefined, '[1,2]', 'application/json'],
  ['null is JSON', null, undefined, 'null', 'application/json'],
  ['zero and false are JSON', 0, undefined, '0', 'application/json'],
  [
    'an object is JSON under any JSON type',
    {},
    'application/problem+JSON',
    '{}',
    'application/problem+JSON',
  ],
  ['text goes as it is', 'a=1', 'text/plain', 'a=1', 'text/plain'],
  [
    'text without a type is taken for JSON',
    '{"a":1}',
    undefined,
    '{"a":1}',
    'application/json',
  ],
  ['empty text is a body', '', 'text/plain', '', 'text/plain'],
  ['a buffer goes as it is', buffer, undefined, buffer, 'application/octet-stream'],
  ['a buffer keeps its type', buffer, 'image/png', buffer, 'image/png'],
]

for (const [name, data, type, body, sent] of bodies) {
  test(`K40 ${name}`, () => {
    const headers = type === undefined ? {} : { 'content-type': type }
    const wire = finish({ data, headers })
    assert.is(wire.body, body)
    assert.is(wire.headers['content-type'], sent)
  })
}

test('K40 the rest stands as the layers left it', () => {
  const headers = Object.freeze({ 'x-a': '1' })
  const url = 'https://api.test/x?a=1'
  assert.equal(finish({ url, headers, responseType: 'text', timeout: 5 }), {
    method: 'POST',
    url,
    headers,
    body: undefined,
    responseType: 'text',
    timeout: 5,
  })
})

const cyclic: Record<string, unknown> = {}
cyclic.self = cyclic

const refused: ReadonlyArray<[name: string, parts: Partial<Request>, message: string]> = [
  [
    'a query that no layer writes',
    { query: {} },
    'it has a query, and the client no `query()` layer',
  ],
  [
    'data of a GET that no layer writes',
    { method: 'GET', data: {} },
    'it has `data`, and the client no `query()` layer',
  ],
  [
    'data of a HEAD that no layer writes',
    { method: 'HEAD', data: '' },
    'it has `data`, and the client no `query()` layer',
  ],
  [
    'a form that no layer writes',
    { data: {}, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    'no layer of the client writes data as its content type',
  ],
  [
    'what JSON cannot hold',
    { data: { big: BigInt(1) } },
    'the data cannot be written as JSON',
  ],
  ['what holds itself', { data: cyclic }, 'the data cannot be written as JSON'],
  [
    'a map that a layer has put there',
    { data: new Map([['a', 1]]) },
    '`data` must be plain data, a string or an ArrayBuffer; files go by `upload`',
  ],
]

for (const [name, parts, message] of refused) {
  test(`K40 ${name} is an invalid use`, () => {
    const method = parts.method ?? 'POST'
    assert.throws(
      () => finish(parts),
      (error: RequestError) =>
        error.code === 'invalid' &&
        error.sent === false &&
        error.message === `${method} /me: ${message}`,
    )
  })
}

test.run()
