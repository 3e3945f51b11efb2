import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { inColour, plain } from '../src/paint'

const test = suite('paint')

test('paints for a terminal, and leaves text alone for a file', () => {
  const sign = String.fromCharCode(27)
  assert.is(inColour('green', 'ok'), `${sign}[32mok${sign}[0m`)
  assert.is(plain('green', 'ok'), 'ok')
})

test.run()
