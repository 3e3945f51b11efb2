import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { hostDocument, hostWindow } from '../src/page'
import { handPage, quiet, withGlobals } from './helpers'

const test = suite('page')
test.after.each(quiet)

test('T05 without a page there is neither window nor document', () => {
  assert.equal([hostWindow(), hostDocument()], [undefined, undefined])
})

test('T05 the globals of a page are found when they are asked for', async () => {
  const document = handPage()
  const { addEventListener, removeEventListener } = handPage()
  await withGlobals({ document, addEventListener, removeEventListener }, () => {
    assert.is(hostDocument(), document)
    assert.equal(hostWindow(), { addEventListener, removeEventListener })
  })
})

test.run()
