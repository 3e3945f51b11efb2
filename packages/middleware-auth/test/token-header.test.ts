import type { Request } from '@allium/core'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { tokenHeader } from '../src/index'

const test = suite('token-header')

const request = (headers: Record<string, string> = {}): Request =>
  Object.freeze({
    method: 'GET',
    url: 'https://api.test/a',
    headers: Object.freeze(headers),
  }) as Request

test('F02 the token stands alone in its header, beside those there are', () => {
  const before = request({ 'x-a': '1', authorization: 'Basic x' })
  const after = tokenHeader('B-T').attach(before, { accessToken: 'a0.secret' })
  assert.equal(after.headers, {
    'x-a': '1',
    authorization: 'Basic x',
    'b-t': 'a0.secret',
  })
  assert.equal(before.headers, { 'x-a': '1', authorization: 'Basic x' })
})

test('F02 a token that stands there is replaced, not joined', () => {
  const after = tokenHeader('B-T').attach(request({ 'b-t': 'a0.secret' }), {
    accessToken: 'a1.secret',
  })
  assert.equal(after.headers, { 'b-t': 'a1.secret' })
})

test('A06 a header of the caller’s own is known, one it refuses as well', () => {
  const { isSuppliedBy } = tokenHeader('B-T')
  assert.is(isSuppliedBy(request({ 'b-t': 'own' })), true)
  assert.is(isSuppliedBy(request({ 'b-t': '' })), true)
  assert.is(isSuppliedBy({ ...request(), withheld: ['b-t'] }), true)
  assert.is(isSuppliedBy({ ...request(), withheld: ['cookie'] }), false)
  assert.is(isSuppliedBy(request({ authorization: 'Bearer x', 'b-t2': 'x' })), false)
})

test.run()
