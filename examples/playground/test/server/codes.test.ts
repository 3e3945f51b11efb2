import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createCodes } from '../../src/server/codes'

const test = suite('codes')

test('a code is fresh, of one user, and good once', () => {
  const codes = createCodes()
  const [li, wang] = [codes.issue('li'), codes.issue('wang')]
  assert.is.not(li, wang)
  assert.ok(codes.redeem(li))
  assert.equal([codes.userOf(li), codes.userOf(wang)], ['li', 'wang'])
  assert.not(codes.redeem(li))
  assert.not(codes.redeem('made up'))
  assert.throws(() => codes.userOf('made up'))
})

test.run()
