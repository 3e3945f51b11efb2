import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Ability, baseLibrary, isVersion } from '../../src/node-wx/base-library'

const test = suite('baseLibrary')

const NAMES: Ability[] = ['cookies', 'enableChunked', 'noConflict', 'errno', 'redirect']
const abilities = (version: string): Ability[] => NAMES.filter(baseLibrary(version).has)

test('grows its abilities with its version', () => {
  assert.equal(abilities('2.9.5'), [])
  assert.equal(abilities('2.10.0'), ['cookies'])
  assert.equal(abilities('2.20.2'), ['cookies', 'enableChunked'])
  assert.equal(abilities('2.22.1'), ['cookies', 'enableChunked', 'noConflict'])
  assert.equal(abilities('2.24.0'), ['cookies', 'enableChunked', 'noConflict', 'errno'])
  assert.equal(abilities('3.2.1'), ['cookies', 'enableChunked', 'noConflict', 'errno'])
  assert.equal(abilities('3.2.2'), NAMES)
  assert.equal(abilities('10.0.0'), NAMES)
})

test('leaves out the members that are younger than it, and no other', () => {
  const task = { abort: 1, onHeadersReceived: 2, onChunkReceived: 3, of: 'one’s own' }
  const names = (version: string) => Object.keys(baseLibrary(version).known(task))
  assert.equal(names('1.3.9'), ['of'])
  assert.equal(names('1.4.0'), ['abort', 'of'])
  assert.equal(names('2.1.0'), ['abort', 'onHeadersReceived', 'of'])
  assert.equal(names('2.20.0'), ['abort', 'onHeadersReceived', 'of'])
  assert.equal(names('2.20.1'), Object.keys(task))
  assert.is(baseLibrary('2.20.1').known(task).onChunkReceived, 3)
})

test('knows a version by its form', () => {
  assert.equal(['2.10.0', '2.10', 'latest', '2.10.0-beta', 2].map(isVersion), [
    true,
    false,
    false,
    false,
    false,
  ])
})

test.run()
