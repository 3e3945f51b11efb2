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
  const calls: unknown[] = []
  // A browser's own refuse to be called on any object but their window.
  const native = (name: string) =>
    function (this: unknown, type: string) {
      if (this !== undefined && this !== globalThis)
        throw new TypeError('Illegal invocation')
      calls.push([name, type])
    }
  const addEventListener = native('add')
  const removeEventListener = native('remove')
  await withGlobals({ document, addEventListener, removeEventListener }, () => {
    assert.is(hostDocument(), document)
    const window = hostWindow()
    const listener = () => {}
    window?.addEventListener('storage', listener)
    window?.removeEventListener('storage', listener)
  })
  assert.equal(calls, [
    ['add', 'storage'],
    ['remove', 'storage'],
  ])
})

test.run()
