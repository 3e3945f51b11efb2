import * as assert from 'uvu/assert'
import { type QueryOptions, query, type RequestOptions } from '../src/index'
import { bench, quietSuite, rejection } from './helpers'
import { queryTable } from './query-table'

const test = quietSuite('query')

const FORM = 'application/x-www-form-urlencoded'

/** The request as the transport gets it. */
async function send(url: string, options: RequestOptions, style?: QueryOptions) {
  const { client, transport } = bench()
  await client.use(query(style)).request({ url, ...options })
  assert.is(transport.calls.length, 1)
  return transport.calls[0]?.request as (typeof transport.calls)[0]['request']
}

test('K40 K41 by every rule the query stands in the URL, and in a form body', async () => {
  for (const { rule, input, options, expected } of queryTable) {
    const { url } = await send('/x', { query: input }, options)
    assert.is(url, expected === '' ? '/x' : `/x?${expected}`, rule)
    const headers = { 'Content-Type': FORM }
    const form = await send('/x', { method: 'POST', data: input, headers }, options)
    assert.equal([form.url, form.body], ['/x', expected], rule)
  }
})

const joins: ReadonlyArray<[name: string, url: string, query: object, sent: string]> = [
  ['an existing query is kept', '/x?a=1', { b: 2 }, '/x?a=1&b=2'],
  ['a name that is there already comes again', '/x?a=1', { a: 2 }, '/x?a=1&a=2'],
  [
    'an existing query is not written anew',
    '/x?a=%20b+c&d',
    { e: 1 },
    '/x?a=%20b+c&d&e=1',
  ],
  ['a bare question mark is used', '/x?', { a: 1 }, '/x?a=1'],
  ['a trailing ampersand is used', '/x?a=1&', { b: 2 }, '/x?a=1&b=2'],
  ['an empty query adds nothing', '/x', {}, '/x'],
  ['nor does one of nothing but nothing', '/x', { a: undefined, b: null, c: [] }, '/x'],
  ['nor does it take a question mark away', '/x?', {}, '/x?'],
  ['the hash is never sent', '/x#top', { a: 1 }, '/x?a=1'],
  ['a query before the hash is kept', '/x?a=1#top?b', { c: 3 }, '/x?a=1&c=3'],
  ['a whole URL', 'https://api.test', { a: 1 }, 'https://api.test?a=1'],
]

for (const [name, url, input, sent] of joins) {
  test(`K41 ${name}`, async () => {
    assert.is((await send(url, { query: input as never })).url, sent)
  })
}

const methods = [
  'GET',
  'HEAD',
  'OPTIONS',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'get',
  'delete',
]

test('K40 query is an option of every method, data the body of all but GET and HEAD', async () => {
  const table: unknown[] = []
  for (const method of methods) {
    const { url, body, headers } = await send('/x', {
      method,
      query: { q: 1 },
      data: { d: 2 },
    })
    table.push([method, url, body, headers['content-type']])
  }
  const json = ['/x?q=1', '{"d":2}', 'application/json']
  const none = ['/x?q=1&d=2', undefined, undefined]
  assert.equal(table, [
    ['GET', ...none],
    ['HEAD', ...none],
    ['OPTIONS', ...json],
    ['POST', ...json],
    ['PUT', ...json],
    ['DELETE', ...json],
    ['PATCH', ...json],
    ['get', ...none],
    ['delete', ...json],
  ])
})

test('K40 method names are upper-cased', async () => {
  assert.is((await send('/x', { method: 'pOsT' })).method, 'POST')
})

test('K40 text data of a GET joins the query as it is', async () => {
  assert.is((await send('/x', { data: 'a=1&b' })).url, '/x?a=1&b')
  assert.is((await send('/x', { data: '' })).url, '/x')
  assert.is((await send('/x', { data: {}, query: {} })).url, '/x')
})

test('K40 data of a GET that is no parameters is an invalid use', async () => {
  for (const data of [null, 1, true, new ArrayBuffer(1), new Uint8Array(1)]) {
    const { client, transport } = bench()
    const error = await rejection(client.use(query()).get('/x', { data }))
    assert.is(error.code, 'invalid')
    assert.is(
      error.message,
      'GET /x: the `data` of a GET or HEAD must be an object or a string',
    )
    assert.is(transport.calls.length, 0)
  }
})

test('K40 a form is written only where the header says so, and data is an object', async () => {
  const form = { 'content-TYPE': `${FORM}; charset=utf-8` }
  const bodies: unknown[] = []
  for (const [headers, data] of [
    [form, { a: [1, 2], o: { x: null } }],
    [form, {}],
    [form, 'a=1'],
    [form, undefined],
    [{}, { a: 1 }],
    [{ 'content-type': 'application/json' }, { a: 1 }],
  ] as const) {
    bodies.push((await send('/x', { method: 'POST', headers, data })).body)
  }
  assert.equal(bodies, ['a=1&a=2', '', 'a=1', undefined, '{"a":1}', '{"a":1}'])
})

test('K40 a buffer under a form’s header goes as it is', async () => {
  const data = new Uint8Array([97, 61, 49]).buffer
  const { body } = await send('/x', {
    method: 'POST',
    data,
    headers: { 'content-type': FORM },
  })
  assert.equal([...new Uint8Array(body as ArrayBuffer)], [97, 61, 49])
})

test('K41 cyclic data is a clear error, and nothing is sent', async () => {
  const cyclic: Record<string, unknown> = { list: [{}] }
  ;(cyclic.list as object[])[0] = { back: cyclic }
  const { client, transport } = bench()
  const api = client.use(query())
  const byQuery = await rejection(api.get('/x', { query: cyclic }))
  const byData = await rejection(api.post('/x', cyclic))
  assert.equal([byQuery.code, byData.code], ['invalid', 'invalid'])
  assert.is(byQuery.message, 'GET /x: it cannot be sent: query.list[0].back holds itself')
  assert.is(byData.message, 'POST /x: it cannot be sent: data.list[0].back holds itself')
  assert.instance(byData.cause, TypeError)
  assert.is(transport.calls.length, 0)
})

test('K32 wrong options are refused by name', () => {
  const table: ReadonlyArray<[options: unknown, name: string]> = [
    [null, 'an object of options'],
    ['repeat', 'an object of options'],
    [
      { arrays: 'bracket' },
      '`arrays` must be one of repeat, brackets, indices, comma, json',
    ],
    [{ objects: 'dot' }, '`objects` must be one of brackets, dots, json'],
    [{ nulls: true }, '`nulls` must be one of drop, empty'],
    [{ array: 'repeat' }, '`array`; it has: arrays, objects, nulls'],
  ]
  for (const [options, words] of table) {
    assert.throws(
      () => query(options as never),
      (error: Error) =>
        error instanceof TypeError &&
        error.message.startsWith('[query] ') &&
        error.message.includes(words),
      words,
    )
  }
})

test.run()
