import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as exported from '../src/index'

const test = suite('index')

test('T05 it exports the transport and four bindings, and nothing else', () => {
  assert.equal(Object.keys(exported).sort(), [
    'fetchTransport',
    'webLock',
    'webMemory',
    'webResume',
    'webStorage',
  ])
})

test.run()
