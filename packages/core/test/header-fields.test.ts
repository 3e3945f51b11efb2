import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { HeaderInput } from '../src/index'
import { headerFields } from '../src/index'

const test = suite('header fields')

const table: ReadonlyArray<
  [name: string, inputs: Array<HeaderInput | undefined>, fields: Record<string, string>]
> = [
  ['nothing gives nothing', [undefined, {}], {}],
  [
    'names become lower case',
    [{ 'Content-TYPE': 'text/plain' }],
    { 'content-type': 'text/plain' },
  ],
  [
    'values become text',
    [{ a: 1, b: 0, c: true, d: false, e: '' }],
    { a: '1', b: '0', c: 'true', d: 'false', e: '' },
  ],
  ['null and undefined are not sent', [{ a: null, b: undefined, c: 'c' }], { c: 'c' }],
  [
    'later inputs win, in any case',
    [{ 'X-A': '1', 'X-B': '1' }, { 'x-a': '2' }],
    { 'x-a': '2', 'x-b': '1' },
  ],
  ['a later null takes back', [{ 'X-A': '1' }, { 'x-A': null }], {}],
  ['a later undefined takes back', [{ 'X-A': '1' }, { 'x-A': undefined }], {}],
  ['in one input the last spelling wins', [{ 'X-A': '1', 'x-a': '2' }], { 'x-a': '2' }],
  ['in one input too a null takes back', [{ 'X-A': '1', 'x-a': null }], {}],
  ['a value returns after a null', [{ a: '1' }, { a: null }, { A: '3' }], { a: '3' }],
]

for (const [name, inputs, fields] of table) {
  test(`K31 ${name}`, () => {
    const before = JSON.stringify(inputs)
    assert.equal(headerFields(...inputs), fields)
    assert.is(JSON.stringify(inputs), before)
  })
}

test.run()
