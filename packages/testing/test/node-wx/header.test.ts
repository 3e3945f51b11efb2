import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { answerHeader, requestHeader } from '../../src/node-wx/header'

const test = suite('header')

const REFERER = 'https://servicewechat.com/wx0000000000000000/devtools/page-frame.html'

test('is JSON by default, and has the fixed Referer', () => {
  assert.equal(requestHeader(undefined), {
    'content-type': 'application/json',
    Referer: REFERER,
  })
})

test('folds the name content-type and no other', () => {
  assert.equal(requestHeader({ 'Content-TYPE': 'text/plain', 'X-Trace': 'a' }), {
    'content-type': 'text/plain',
    'X-Trace': 'a',
    Referer: REFERER,
  })
})

test('makes every value a text', () => {
  const { a, b, c, d } = requestHeader({ a: 5, b: true, c: null, d: undefined })
  assert.equal([a, b, c, d], ['5', 'true', '[object Null]', '[object Undefined]'])
})

test('leaves out what only the network may set', () => {
  assert.equal(
    requestHeader({ referer: 'x', HOST: 'x', 'Content-Length': '9', connection: 'x' }),
    { 'content-type': 'application/json', Referer: REFERER },
  )
})

test('of an answer keeps the names as the server wrote them', () => {
  assert.equal(answerHeader(['Content-Type', 'text/plain', 'x-lower', '1']), {
    header: { 'Content-Type': 'text/plain', 'x-lower': '1' },
    cookies: [],
  })
})

test('of an answer joins repeated names with a comma, whatever their case', () => {
  assert.equal(answerHeader(['X-Part', 'a', 'x-part', 'b', 'X-Part', 'c']).header, {
    'X-Part': 'a,b,c',
  })
})

test('of an answer gives each cookie by itself as well', () => {
  assert.equal(answerHeader(['Set-Cookie', 'a=1; Path=/', 'set-cookie', 'b=2']), {
    header: { 'Set-Cookie': 'a=1; Path=/,b=2' },
    cookies: ['a=1; Path=/', 'b=2'],
  })
})

test.run()
