import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { setGlobals } from '../src/globals'

const test = suite('globals')

const read = (name: string) => Reflect.get(globalThis, name)

test('are set, and put back as they were, accessors and gaps included', () => {
  let reads = 0
  const get = () => {
    reads += 1
    return 'before'
  }
  Object.defineProperty(globalThis, 'there', { get, configurable: true })
  const restore = setGlobals({ there: 1, new: 2 })
  assert.equal([read('there'), read('new')], [1, 2])
  assert.is(reads, 0)
  restore()
  assert.is(read('there'), 'before')
  assert.not.ok('new' in globalThis)
  Reflect.deleteProperty(globalThis, 'there')
})

test.run()
