import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { canBeCode, fieldOf, parsed } from '../src/body-field'

const test = suite('body-field')

test('A02 a text that holds a JSON object is read, white space and all', () => {
  for (const text of ['{"code":1}', ' \n{ "code": 1 }\n', '\uFEFF{"code":1}']) {
    assert.equal(parsed(text), { code: 1 }, JSON.stringify(text))
  }
})

test('A02 any other body is what it is', () => {
  const bytes = new ArrayBuffer(8)
  const list = ['{"code":1}']
  for (const body of [bytes, list, { code: 1 }, 408, true, null, undefined]) {
    assert.is(parsed(body), body)
  }
  for (const text of ['', '0002', '408', '[{"code":1}]', '<p>{"code":1}</p>']) {
    assert.is(parsed(text), text)
  }
})

test('A02 a code is a text, a number, or true or false', () => {
  for (const code of ['0002', '', 0, 408, true, false]) assert.ok(canBeCode(code))
  for (const other of [undefined, null, [408], {}]) assert.not.ok(canBeCode(other))
})

test('A02 half a JSON text is no body', () => {
  assert.is(parsed('{"code":1'), undefined)
})

test('A02 a field of a field is found in what there is, and nothing where there is less', () => {
  assert.is(fieldOf({ error: { code: 'E1' } }, 'error.code'), 'E1')
  assert.is(fieldOf('{"error":{"code":"E1"}}', 'error.code'), 'E1')
  assert.is(fieldOf({ list: [{ code: 'E1' }] }, 'list.0.code'), 'E1')
  for (const body of [{ error: null }, { error: 'E1' }, { code: 'E1' }, 'E1', null]) {
    assert.is(fieldOf(body, 'error.code'), undefined)
  }
})

test.run()
