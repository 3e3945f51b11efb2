import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Ability, baseLibrary, isVersion } from '../../src/node-wx/base-library'

const test = suite('baseLibrary')

const ALL: Ability[] = ['cookies', 'chunked', 'noConflict', 'errno', 'redirect']
const abilities = (version: string): Ability[] => ALL.filter(baseLibrary(version).has)

test('grows its abilities with its version', () => {
  assert.equal(abilities('2.9.5'), [])
  assert.equal(abilities('2.10.0'), ['cookies'])
  assert.equal(abilities('2.20.2'), ['cookies', 'chunked'])
  assert.equal(abilities('2.22.1'), ['cookies', 'chunked', 'noConflict'])
  assert.equal(abilities('2.24.0'), ['cookies', 'chunked', 'noConflict', 'errno'])
  assert.equal(abilities('3.2.1'), ['cookies', 'chunked', 'noConflict', 'errno'])
  assert.equal(abilities('3.2.2'), ALL)
  assert.equal(abilities('10.0.0'), ALL)
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
