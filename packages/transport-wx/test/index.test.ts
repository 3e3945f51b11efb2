import { readdirSync, readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as exported from '../src/index'

const test = suite('index')

test('T05 it exports the bindings of a host and nothing else', () => {
  assert.equal(Object.keys(exported).sort(), [
    'callContainerTransport',
    'createGate',
    'wxFiles',
    'wxLoading',
    'wxLogin',
    'wxLoginPage',
    'wxRecordStorage',
    'wxResume',
    'wxStorage',
    'wxStreams',
    'wxToast',
    'wxTransport',
  ])
})

test('T05 what carries plain requests imports nothing of files and streams', () => {
  const imported = new Set<string>()
  const follow = (file: string) => {
    if (imported.has(file)) return
    imported.add(file)
    const text = readFileSync(new URL(`../src/${file}.ts`, import.meta.url), 'utf8')
    const statements = text.matchAll(/^import (?!type )[^;]*? from '\.\/(.+)'$/gm)
    for (const [, next] of statements) follow(next as string)
  }
  follow('wx-transport')
  assert.ok(imported.has('exchange') && imported.has('host-answer'))
  const optIn = ['wx-files', 'wx-streams', 'stream-exchange', 'host-bytes']
  assert.equal(
    optIn.filter(file => imported.has(file)),
    [],
  )
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
