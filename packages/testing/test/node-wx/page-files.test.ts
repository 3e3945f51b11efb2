import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createGuard } from '../../src/node-wx/guard'
import { createPageFiles, type PageFiles } from '../../src/node-wx/page-files'
import type { PageFunction } from '../../src/node-wx/page-types'

const test = suite('createPageFiles')

interface Globals {
  readonly Page: PageFunction
}

function opened() {
  const swallowed: unknown[] = []
  const files: PageFiles<Globals> = createPageFiles(
    () => ({ Page: files.Page }),
    createGuard(swallowed),
  )
  return { ...files, swallowed }
}

test('load a file when its page is first opened, and once', () => {
  const { define, optionsOf } = opened()
  let loads = 0
  const options = { onLoad() {} }
  define('/pages/a/a', ({ Page }) => {
    loads += 1
    Page(options)
  })
  assert.is(loads, 0)
  assert.is(optionsOf('pages/a/a'), options)
  assert.is(optionsOf('pages/a/a'), options)
  assert.is(loads, 1)
})

test('know what is there and what is in the tab bar', () => {
  const { define, has, isTab } = opened()
  define('pages/a', () => {}, { tab: true })
  define('pages/b', () => {})
  assert.equal(['pages/a', 'pages/b', 'pages/c'].map(has), [true, true, false])
  assert.equal(['pages/a', 'pages/b', 'pages/c'].map(isTab), [true, false, false])
})

test('have nothing of a file that throws or calls no Page', () => {
  const { define, optionsOf, swallowed } = opened()
  const error = new Error('in the file')
  define('pages/a', () => {
    throw error
  })
  define('pages/b', () => {})
  assert.equal([optionsOf('pages/a'), optionsOf('pages/b')], [undefined, undefined])
  assert.is(swallowed[0], error)
})

test('refuse Page outside of a file, and a file that is no function', () => {
  const { Page, define, optionsOf } = opened()
  assert.throws(() => Page({}), /^\[pages] Page\(\) is called outside/)
  define('pages/b', () => {})
  assert.is(optionsOf('pages/b'), undefined)
  assert.throws(() => Page({}), /^\[pages] Page\(\) is called outside/)
  assert.throws(
    () => define('pages/a', {} as never),
    (error: unknown) => error instanceof TypeError,
  )
})

test.run()
