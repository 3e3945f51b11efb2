import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bearer } from '../src/bearer'

const test = suite('bearer')

test('takes the token of a bearer header, and of no other', () => {
  assert.is(bearer({ authorization: 'Bearer a.0' }), 'a.0')
  assert.is(bearer({ authorization: 'bearer  a.0' }), 'a.0')
  for (const authorization of [
    'a.0',
    'Basic a.0',
    'Bearer',
    'Bearer ',
    'Bearer a b',
    '',
  ]) {
    assert.is(bearer({ authorization }), undefined)
  }
  assert.is(bearer({}), undefined)
})

test.run()
