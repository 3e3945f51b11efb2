import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { MASK, maskedHeaders, maskedURL } from '../src/masked'

const test = suite('masked')

test('masks every value but those of harmless fields, whatever its length', () => {
  const headers = {
    Authorization: 'Bearer a0',
    Cookie: 'JSESSIONID=s0',
    'B-T': 'b0',
    'X-Anything': 'x',
    'Content-Type': 'application/json',
    'x-requested-with': 'XMLHttpRequest',
  }
  assert.equal(maskedHeaders(headers), [
    { name: 'authorization', value: MASK },
    { name: 'b-t', value: MASK },
    { name: 'content-type', value: 'application/json' },
    { name: 'cookie', value: MASK },
    { name: 'x-anything', value: MASK },
    { name: 'x-requested-with', value: 'XMLHttpRequest' },
  ])
})

test('has no fields where there are none', () => {
  assert.equal(maskedHeaders(undefined), [])
})

test('shows the names of parameters, and none of their values', () => {
  const masked = maskedURL('https://api.test/token?username=u1&password=p0&flag&=odd#a0')
  assert.is(
    masked,
    `https://api.test/token?username=${MASK}&password=${MASK}&${MASK}&${MASK}`,
  )
})

test('leaves out a name and password before the host', () => {
  assert.is(maskedURL('https://u1:p0@api.test/me'), 'https://api.test/me')
  assert.is(maskedURL('/me'), '/me')
})

test.run()
