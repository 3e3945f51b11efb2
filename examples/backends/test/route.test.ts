import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { findRoute, get, parseJson, post, type Route, stringField } from '../src/route'

const test = suite('route')

const routes: readonly Route[] = [
  { method: 'GET', path: '/a', access: 'open', handle: () => ({ status: 200 }) },
  { method: 'POST', path: /^\/a\/\d$/, access: 'guarded', handle: () => 'hang' },
]

test('finds a route by method and whole path', () => {
  assert.is(findRoute(routes, { method: 'GET', path: '/a' }), routes[0])
  assert.is(findRoute(routes, { method: 'POST', path: '/a/1' }), routes[1])
  assert.is(findRoute(routes, { method: 'POST', path: '/a' }), undefined)
  assert.is(findRoute(routes, { method: 'GET', path: '/a/' }), undefined)
})

test('makes routes that answer anybody', () => {
  const handle = () => ({ status: 200 })
  assert.equal(get('/a', handle), { method: 'GET', path: '/a', access: 'open', handle })
  assert.equal(post('/a', handle), { method: 'POST', path: '/a', access: 'open', handle })
})

test('parses JSON of any kind and nothing else', () => {
  assert.equal(parseJson('{"a":1}'), { a: 1 })
  assert.is(parseJson('null'), null)
  assert.is(parseJson(''), undefined)
  assert.is(parseJson('a=1'), undefined)
})

test('takes a non-empty string of its own from an object only', () => {
  assert.is(stringField({ a: 'x' }, 'a'), 'x')
  for (const json of [undefined, null, 'a', { a: '' }, { a: 1 }, {}]) {
    assert.is(stringField(json, 'a'), undefined)
  }
  assert.is(stringField({}, 'toString'), undefined)
})

test.run()
