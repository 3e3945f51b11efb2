import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { payload } from '../../src/node-wx/body'

const test = suite('payload')

const JSON_TYPE = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded; charset=utf-8'
const URL = 'http://h/p'
const query = (data: unknown, url: string = URL): string =>
  decodeURIComponent(payload('GET', url, data, JSON_TYPE).url)
const body = (data: unknown, type: string = JSON_TYPE, method = 'POST'): unknown =>
  payload(method, URL, data, type).body

test('is nothing without data', () => {
  assert.equal(payload('POST', URL, undefined, JSON_TYPE), { url: URL, body: undefined })
  assert.is(body(null), undefined)
})

test('puts the object of a GET into the query, oddities included', () => {
  assert.is(query({ n: null, u: undefined }), 'http://h/p?n=null&u=undefined')
  assert.is(query({ arr: [1, 2], o: { k: 1 } }), 'http://h/p?arr=[1,2]&o={"k":1}')
  assert.is(query([1, 2]), 'http://h/p?0=1&1=2')
  assert.is(query({}), 'http://h/p')
  assert.is(payload('GET', URL, { a: 1 }, JSON_TYPE).body, undefined)
})

test('percent-encodes names and values of a query', () => {
  assert.is(
    payload('GET', URL, { 'a b': '中&=' }, JSON_TYPE).url,
    'http://h/p?a%20b=%E4%B8%AD%26%3D',
  )
})

test('puts a query behind an existing one, and behind a hash', () => {
  assert.is(query({ b: 2 }, 'http://h/p?a=1'), 'http://h/p?a=1&b=2')
  assert.is(query({ b: 2 }, 'http://h/p#top'), 'http://h/p#top?b=2')
})

test('makes JSON of an object, for DELETE and for an unknown content type too', () => {
  assert.is(body({ a: [1, null] }), '{"a":[1,null]}')
  assert.is(body({ a: 1 }, JSON_TYPE, 'DELETE'), '{"a":1}')
  assert.is(body({ a: 1 }, 'text/xml', 'PUT'), '{"a":1}')
})

test('makes a form of an object without care for what is nested', () => {
  assert.is(
    decodeURIComponent(String(body({ a: [1, 2], o: { k: 1 }, n: null }, FORM_TYPE))),
    'a=1,2&o=[object Object]&n=null',
  )
})

test('passes a text as it is, and makes one of a number', () => {
  assert.is(body('{"a": 1}'), '{"a": 1}')
  assert.is(body('', FORM_TYPE), '')
  assert.is(body(5), '5')
})

test('copies an ArrayBuffer', () => {
  const data = new Uint8Array([1, 2, 255])
  const sent = body(data.buffer)
  data[0] = 9
  assert.equal(sent, new Uint8Array([1, 2, 255]))
})

test('throws on data that cannot be written', () => {
  const cyclic: Record<string, unknown> = {}
  cyclic.self = cyclic
  assert.throws(() => body(cyclic))
  assert.throws(() => query({ a: '\ud800' }))
})

test.run()
