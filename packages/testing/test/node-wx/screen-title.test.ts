import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { isCut } from '../../src/node-wx/screen-title'

const test = suite('isCut')

test('allows seven Chinese characters beside an icon', () => {
  assert.equal(
    [isCut('一二三四五六七', undefined), isCut('一二三四五六七八', 'error')],
    [false, true],
  )
})

test('counts two Latin letters for one Chinese character', () => {
  assert.equal(
    [isCut('abcdefghijklmn', 'success'), isCut('abcdefghijklmno', 'success')],
    [false, true],
  )
})

test('allows any length without an icon', () => {
  assert.is(isCut('一二三四五六七八九十', 'none'), false)
})

test.run()
