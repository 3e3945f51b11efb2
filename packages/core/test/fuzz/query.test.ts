import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { type QueryInput, query } from '../../src/index'
import { type QueryStyle, serializeQuery } from '../../src/serialize-query'
import { bench, quietSuite } from '../helpers'
import { campaign } from './campaign'

const test = quietSuite('fuzz: query')

const styles: fc.Arbitrary<QueryStyle> = fc.record({
  arrays: fc.constantFrom('repeat', 'brackets', 'indices', 'comma', 'json'),
  objects: fc.constantFrom('brackets', 'dots', 'json'),
  nulls: fc.constantFrom('drop', 'empty'),
})

// Any text, half characters and the signs that a URL gives a meaning to among them.
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({
    unit: fc.constantFrom(..."&=#?%+ ,;[].!'()*你😀", '\ud800', '\udc00'),
    maxLength: 8,
  }),
)
const scalar = fc.oneof(
  text,
  fc.oneof(fc.integer(), fc.double(), fc.bigInt(), fc.boolean()),
  fc.date({ noInvalidDate: false }),
  fc.constantFrom(null, undefined),
)
const name = fc.stringMatching(/^[a-z]{1,3}$/)
const { tree } = fc.letrec<{ tree: QueryInput; node: unknown }>(tie => ({
  tree: fc.dictionary(name, tie('node'), { maxKeys: 4, noNullPrototype: true }),
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('node'), { maxLength: 3 }),
    tie('tree'),
  ),
}))

/** A value that is written by itself: where it stands, without places in lists, and as what. */
type Leaf = readonly [path: string, text: string]

/** What a tree has to say, in its order. */
function leavesOf(
  value: unknown,
  path: string,
  style: QueryStyle,
  listed = false,
): Leaf[] {
  const { arrays, objects, nulls } = style
  const plain = value instanceof Date ? value.toJSON() : value
  if (plain === undefined) return []
  if (plain === null) return nulls === 'empty' ? [[path, '']] : []
  if (typeof plain !== 'object') return [[path, wellFormed(`${plain}`)]]
  if (Array.isArray(plain)) {
    if (arrays === 'json') return [[path, asJson(plain)]]
    return plain.flatMap(each => leavesOf(each, path, style, true))
  }
  if (objects === 'json' || (arrays === 'comma' && listed)) return [[path, asJson(plain)]]
  return Object.entries(plain).flatMap(([key, each]) =>
    leavesOf(each, `${path}.${key}`, style),
  )
}

/** What a server reads, by the platform's decoder. */
function read(written: string, { arrays }: QueryStyle): Leaf[] {
  return pairsOf(written).flatMap(([name, raw]) => {
    const path = decoded(name)
      .replace(/\[\d*\]/g, '')
      .replace(/\[(.+?)\]/g, '.$1')
    const values = arrays === 'comma' ? raw.split(',') : [raw]
    return values.map((value): Leaf => [path, decoded(value)])
  })
}

function pairsOf(written: string): Array<[name: string, raw: string]> {
  if (written === '') return []
  return written.split('&').map(pair => {
    const at = pair.indexOf('=')
    return [pair.slice(0, at), pair.slice(at + 1)]
  })
}

const decoded = (raw: string) => new URLSearchParams(`v=${raw}`).get('v') as string
const wellFormed = (text: string) => Buffer.from(text).toString()
const asJson = (value: unknown) =>
  wellFormed(
    JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? `${each}` : each)),
  )

test('K41 every tree is read back, value by value, in every style', () => {
  const holds = (input: QueryInput, style: QueryStyle) => {
    const written = serializeQuery(input, style)
    assert.match(written, /^(?:[\w\-.~,&=]|%[0-9A-F]{2})*$/)
    const leaves = Object.entries(input).flatMap(([key, value]) =>
      leavesOf(value, key, style),
    )
    assert.equal(read(written, style), leaves)
  }
  fc.assert(fc.property(tree, styles, holds), campaign(4_000))
})

test('K41 by indices and brackets or dots a list stays the list that it was', () => {
  const list = fc.array(fc.array(fc.integer(), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 12,
  })
  const holds = (input: number[][], objects: 'brackets' | 'dots') => {
    const style: QueryStyle = { arrays: 'indices', objects, nulls: 'drop' }
    const result = input.map(() => [] as number[])
    for (const [name, value] of pairsOf(serializeQuery({ a: input }, style))) {
      const [, i, j] = /^a\[(\d+)\]\[(\d+)\]$/.exec(decoded(name)) ?? []
      ;(result[Number(i)] as number[])[Number(j)] = Number(value)
    }
    assert.equal(result, input)
  }
  fc.assert(fc.property(list, fc.constantFrom('brackets', 'dots'), holds), campaign(300))
})

test('K41 any name and any text come through', () => {
  const flat = fc.dictionary(text, text, { maxKeys: 5, noNullPrototype: true })
  const style: QueryStyle = { arrays: 'repeat', objects: 'brackets', nulls: 'drop' }
  const holds = (input: Record<string, string>) =>
    assert.equal(
      [...new URLSearchParams(serializeQuery(input, style))],
      Object.entries(input).map(pair => pair.map(wellFormed)),
    )
  fc.assert(fc.property(flat, holds), campaign(1_000))
})

const flat = fc.dictionary(name, text, { maxKeys: 3, noNullPrototype: true })
const aPath = fc.constantFrom('/a', '/a?', '/a?x=1', '/a?x=%20&', '/a?x=1&y', '')

test('K40 K41 the query joins what the URL has, before a hash that is not sent', async () => {
  const holds = async (
    path: string,
    own: Record<string, string>,
    data: Record<string, string>,
    hash: string,
  ) => {
    const { client, transport } = bench(() => ({}), { baseURL: 'https://api.test' })
    const url = `${path}${hash}`
    if (url === '' || url.startsWith('#')) return
    await client.use(query()).get(url, { query: own, data })
    const sent = new URL(transport.calls[0]?.request.url as string)
    const before = new URL(path, 'https://api.test')
    assert.equal(
      [...sent.searchParams],
      [...before.searchParams, ...entriesOf(own), ...entriesOf(data)],
    )
    assert.is(sent.pathname, before.pathname)
    assert.is(sent.hash, '')
  }
  const hash = fc.constantFrom('', '#', '#top', '#?x=1', '#a#b')
  await fc.assert(fc.asyncProperty(aPath, flat, flat, hash, holds), campaign(400))
})

test('K40 a form is read back from its body', async () => {
  const holds = async (data: Record<string, string>) => {
    const { client, transport } = bench()
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    await client.use(query()).post('/a', data, { headers })
    const { body, url } = transport.calls[0]?.request ?? {}
    assert.equal([...new URLSearchParams(body as string)], entriesOf(data))
    assert.is(url, '/a')
  }
  await fc.assert(fc.asyncProperty(flat, holds), campaign(200))
})

function entriesOf(input: Record<string, string>): string[][] {
  return Object.entries(input).map(pair => pair.map(wellFormed))
}

test.run()
