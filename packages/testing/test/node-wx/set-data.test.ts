import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { setData } from '../../src/node-wx/set-data'

const test = suite('setData')

test('puts values at paths, and makes what is missing', () => {
  const data = { name: 'a', list: [{ name: 'b' }, { name: 'c' }] }
  setData(data, { name: 'A', 'list[1].name': 'C', 'deep.er[0].x': 1, 'm[0][0]': 2 })
  assert.equal(data, {
    name: 'A',
    list: [{ name: 'b' }, { name: 'C' }],
    deep: { er: [{ x: 1 }] },
    m: [[2]],
  } as unknown as typeof data)
})

test('copies values, and passes over undefined', () => {
  const data: Record<string, unknown> = { kept: 1 }
  const list = [1]
  setData(data, { list, kept: undefined, none: null })
  list.push(2)
  assert.equal(data, { kept: 1, list: [1], none: null })
})

test.run()
