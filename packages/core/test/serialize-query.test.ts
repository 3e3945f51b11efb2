import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { QueryInput, QueryOptions } from '../src/index'
import { type QueryStyle, serializeQuery } from '../src/serialize-query'
import { queryTable } from './query-table'
import { asText, readQuery } from './read-query'

const test = suite('serialize query')

const whole = (options: QueryOptions) =>
  ({ arrays: 'repeat', objects: 'brackets', nulls: 'drop', ...options }) as QueryStyle

/** Plain, for two trees without prototypes of the language. */
const plain = (value: unknown) => JSON.stringify(value)

for (const { rule, input, options, expected, reads } of queryTable) {
  test(`K41 ${rule}`, () => {
    const text = serializeQuery(input, whole(options))
    assert.is(text, expected)
    assert.is(plain(readQuery(text, options)), plain(reads ?? asText(input)))
  })
}

test('K41 the table has a rule for every style of arrays and of objects', () => {
  const has = (name: 'arrays' | 'objects' | 'nulls') =>
    [...new Set(queryTable.map(({ options }) => options[name] ?? 'default'))].sort()
  assert.equal(has('arrays'), [
    'brackets',
    'comma',
    'default',
    'indices',
    'json',
    'repeat',
  ])
  assert.equal(has('objects'), ['brackets', 'default', 'dots', 'json'])
  assert.equal(has('nulls'), ['default', 'empty'])
  const rules = queryTable.map(({ rule }) => rule)
  assert.is(new Set(rules).size, rules.length)
})

// Names without the signs that the styles give a meaning to, nor those that JavaScript sorts.
const name = fc.stringMatching(/^[a-zÀ-ž一-龥 &=#%+]{1,6}$/u)
const text = fc.string({ unit: 'binary', maxLength: 8 })
const { tree } = fc.letrec<{ tree: QueryInput; node: unknown }>(tie => ({
  tree: fc.dictionary(name, tie('node'), {
    minKeys: 1,
    maxKeys: 4,
    noNullPrototype: true,
  }),
  node: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
    tie('tree'),
  ),
}))

test('K41 every tree of text reads back as it was, by indices and brackets or dots', () => {
  for (const objects of ['brackets', 'dots'] as const) {
    const style = whole({ arrays: 'indices', objects })
    const holds = (input: QueryInput) =>
      assert.equal(asText(readQuery(serializeQuery(input, style), style)), asText(input))
    fc.assert(fc.property(tree, holds), { seed: 41, numRuns: 300 })
  }
})

test('K41 no text, however broken, makes it throw or write a sign of its own', () => {
  const anything = fc.string({
    unit: fc.integer({ min: 0, max: 0xffff }).map(n => String.fromCharCode(n)),
  })
  const holds = (key: string, value: string) => {
    const written = serializeQuery({ [key]: value }, whole({}))
    assert.match(
      written,
      /^(?:[A-Za-z0-9\-._~]|%[0-9A-F]{2})*=(?:[A-Za-z0-9\-._~]|%[0-9A-F]{2})*$/,
    )
  }
  fc.assert(fc.property(anything, anything, holds), { seed: 41, numRuns: 500 })
})

test.run()
