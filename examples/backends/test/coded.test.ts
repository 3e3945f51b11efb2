import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { coded } from '../src/coded'

const test = suite('coded')

test('says 200 for good, else the status, unless the sample has a code of its own', () => {
  assert.equal(coded(201, { data: 1 }), { status: 201, body: { code: 200, data: 1 } })
  assert.equal(coded(404, { msg: 'x' }), { status: 404, body: { code: 404, msg: 'x' } })
  assert.equal(coded(200, { code: 5001 }), { status: 200, body: { code: 5001 } })
})

test.run()
