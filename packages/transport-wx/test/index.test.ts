import { readdirSync, readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as exported from '../src/index'

const test = suite('index')

test('T05 it exports the bindings of a host and nothing else', () => {
  assert.equal(Object.keys(exported).sort(), [
    'callContainerTransport',
    'createGate',
    'wxLoading',
    'wxLogin',
    'wxLoginPage',
    'wxRecordStorage',
    'wxResume',
    'wxStorage',
    'wxToast',
    'wxTransport',
  ])
})

test('T05 it loads where there is no `wx`', () => {
  assert.not.ok('wx' in globalThis)
})

test('T05 no emitted type names an ambient one: consumers may have no wx types', () => {
  // `isolatedDeclarations` copies types as they are written, so that the sources tell.
  const source = new URL('../src/', import.meta.url)
  for (const file of readdirSync(source)) {
    const text = readFileSync(new URL(file, source), 'utf8')
    assert.not.match(text, /WechatMiniprogram|<reference/, file)
  }
})

test.run()
