import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { isIdempotent, uuid } from '../src/idempotency-key'
import { context } from './helpers'

const test = suite('idempotency key')

test('F02 methods that do twice what they do once need none', () => {
  const methods = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']
  const others = ['POST', 'PATCH', 'get', 'GETTER', 'FORGET', '']
  const safe = [...methods, ...others].filter(method =>
    isIdempotent(context({ method }).request),
  )
  assert.equal(safe, methods)
})

test('F02 a UUID is one of version 4, and no two are alike', () => {
  const form = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
  const many = new Set(Array.from({ length: 1_000 }, uuid))
  for (const one of many) assert.match(one, form)
  assert.is(many.size, 1_000)
})

test.run()
