import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { cookie, cookiesOf } from '../src/cookies'

const test = suite('cookies')

test('reads names and values in order, whatever the spaces', () => {
  assert.equal(cookiesOf({ cookie: 'a=1; b=x=y;c=;junk; a=2' }), [
    ['a', '1'],
    ['b', 'x=y'],
    ['c', ''],
    ['a', '2'],
  ])
  assert.equal(cookiesOf({ cookie: '' }), [])
  assert.equal(cookiesOf({}), [])
})

test('takes a cookie that came once, and none that came twice', () => {
  assert.is(cookie({ cookie: 'x=0; a=1' }, 'a'), '1')
  assert.is(cookie({ cookie: 'a=1; a=1' }, 'a'), undefined)
  assert.is(cookie({ cookie: 'A=1' }, 'a'), undefined)
})

test.run()
