import type { QueryInput, QueryOptions } from '../src/index'

/** One rule of how a query is written. */
export interface QueryRule {
  readonly rule: string
  readonly input: QueryInput
  readonly options: QueryOptions
  readonly expected: string
  /**
   * What an independent parser of the same style reads back, where it is not the input
   * with its values as text: some rules drop or fold on purpose.
   */
  readonly reads?: unknown
}

const list = { a: [1, 2] }
const tree = { o: { x: 1, y: { z: 'deep' } } }
const mixed = { a: [{ x: 1 }, { x: 2 }] }
const emptyOnes = { a: [], o: {}, s: 's' }
const nulls = { a: null, b: [1, null, 2], o: { x: null }, s: 's' }

/** The golden table of K41: the same on every transport. */
export const queryTable: readonly QueryRule[] = [
  // arrays
  { rule: 'arrays repeat by default', input: list, options: {}, expected: 'a=1&a=2' },
  {
    rule: 'arrays repeat',
    input: list,
    options: { arrays: 'repeat' },
    expected: 'a=1&a=2',
  },
  {
    rule: 'arrays brackets',
    input: list,
    options: { arrays: 'brackets' },
    expected: 'a%5B%5D=1&a%5B%5D=2',
  },
  {
    rule: 'arrays indices',
    input: list,
    options: { arrays: 'indices' },
    expected: 'a%5B0%5D=1&a%5B1%5D=2',
  },
  { rule: 'arrays comma', input: list, options: { arrays: 'comma' }, expected: 'a=1,2' },
  {
    rule: 'arrays json',
    input: list,
    options: { arrays: 'json' },
    expected: 'a=%5B1%2C2%5D',
  },
  {
    rule: 'a comma inside a value is no separator',
    input: { a: ['1,2', '3'] },
    options: { arrays: 'comma' },
    expected: 'a=1%2C2,3',
  },
  {
    rule: 'an array of one repeats once',
    input: { a: ['x'] },
    options: {},
    expected: 'a=x',
    reads: { a: 'x' },
  },
  {
    rule: 'an array of one in brackets stays an array',
    input: { a: ['x'] },
    options: { arrays: 'brackets' },
    expected: 'a%5B%5D=x',
  },
  {
    rule: 'undefined members are dropped',
    input: { a: [1, undefined, 2] },
    options: {},
    expected: 'a=1&a=2',
    reads: { a: ['1', '2'] },
  },
  {
    rule: 'nested arrays repeat flat',
    input: { a: [1, [2, 3]] },
    options: {},
    expected: 'a=1&a=2&a=3',
    reads: { a: ['1', '2', '3'] },
  },
  {
    rule: 'nested arrays by comma are flat',
    input: { a: [1, [2, 3]] },
    options: { arrays: 'comma' },
    expected: 'a=1,2,3',
    reads: { a: ['1', '2', '3'] },
  },
  {
    rule: 'nested arrays by indices',
    input: { a: [['x'], ['y', 'z']] },
    options: { arrays: 'indices' },
    expected: 'a%5B0%5D%5B0%5D=x&a%5B1%5D%5B0%5D=y&a%5B1%5D%5B1%5D=z',
  },
  {
    rule: 'nested arrays as json',
    input: { a: [1, [2, 3]] },
    options: { arrays: 'json' },
    expected: 'a=%5B1%2C%5B2%2C3%5D%5D',
  },
  // objects
  {
    rule: 'objects brackets by default',
    input: tree,
    options: {},
    expected: 'o%5Bx%5D=1&o%5By%5D%5Bz%5D=deep',
  },
  {
    rule: 'objects brackets',
    input: tree,
    options: { objects: 'brackets' },
    expected: 'o%5Bx%5D=1&o%5By%5D%5Bz%5D=deep',
  },
  {
    rule: 'objects dots',
    input: tree,
    options: { objects: 'dots' },
    expected: 'o.x=1&o.y.z=deep',
  },
  {
    rule: 'objects json',
    input: tree,
    options: { objects: 'json' },
    expected: 'o=%7B%22x%22%3A1%2C%22y%22%3A%7B%22z%22%3A%22deep%22%7D%7D',
  },
  {
    rule: 'arrays in objects repeat under the whole name',
    input: { o: { a: [1, 2] } },
    options: {},
    expected: 'o%5Ba%5D=1&o%5Ba%5D=2',
  },
  {
    rule: 'arrays in objects by comma and dots',
    input: { o: { a: [1, 2] } },
    options: { arrays: 'comma', objects: 'dots' },
    expected: 'o.a=1,2',
  },
  {
    rule: 'objects in arrays by indices and brackets',
    input: mixed,
    options: { arrays: 'indices' },
    expected: 'a%5B0%5D%5Bx%5D=1&a%5B1%5D%5Bx%5D=2',
  },
  {
    rule: 'objects in arrays by indices and dots',
    input: mixed,
    options: { arrays: 'indices', objects: 'dots' },
    expected: 'a%5B0%5D.x=1&a%5B1%5D.x=2',
  },
  {
    rule: 'objects in arrays by repeat and json',
    input: mixed,
    options: { objects: 'json' },
    expected: 'a=%7B%22x%22%3A1%7D&a=%7B%22x%22%3A2%7D',
  },
  {
    rule: 'objects in arrays by comma are json, whatever the objects’ style',
    input: mixed,
    options: { arrays: 'comma' },
    expected: 'a=%7B%22x%22%3A1%7D,%7B%22x%22%3A2%7D',
  },
  {
    rule: 'objects in arrays as json',
    input: mixed,
    options: { arrays: 'json' },
    expected: 'a=%5B%7B%22x%22%3A1%7D%2C%7B%22x%22%3A2%7D%5D',
  },
  // empty ones
  {
    rule: 'empty arrays and objects write nothing',
    input: emptyOnes,
    options: {},
    expected: 's=s',
    reads: { s: 's' },
  },
  {
    rule: 'empty arrays by comma write nothing',
    input: emptyOnes,
    options: { arrays: 'comma' },
    expected: 's=s',
    reads: { s: 's' },
  },
  {
    rule: 'empty arrays and objects as json are written',
    input: emptyOnes,
    options: { arrays: 'json', objects: 'json' },
    expected: 'a=%5B%5D&o=%7B%7D&s=s',
  },
  { rule: 'an empty query writes nothing', input: {}, options: {}, expected: '' },
  // undefined, null
  {
    rule: 'undefined is dropped',
    input: { a: undefined, o: { x: undefined }, s: 's' },
    options: {},
    expected: 's=s',
    reads: { s: 's' },
  },
  {
    rule: 'undefined is dropped where null is empty, too',
    input: { a: undefined, s: 's' },
    options: { nulls: 'empty' },
    expected: 's=s',
    reads: { s: 's' },
  },
  {
    rule: 'null is dropped by default',
    input: nulls,
    options: {},
    expected: 'b=1&b=2&s=s',
    reads: { b: ['1', '2'], s: 's' },
  },
  {
    rule: 'null is dropped by comma',
    input: nulls,
    options: { arrays: 'comma' },
    expected: 'b=1,2&s=s',
    reads: { b: ['1', '2'], s: 's' },
  },
  {
    rule: 'null is empty by option',
    input: nulls,
    options: { nulls: 'empty' },
    expected: 'a=&b=1&b=&b=2&o%5Bx%5D=&s=s',
    reads: { a: '', b: ['1', '', '2'], o: { x: '' }, s: 's' },
  },
  {
    rule: 'null is empty by option, by comma as well',
    input: nulls,
    options: { nulls: 'empty', arrays: 'comma' },
    expected: 'a=&b=1,,2&o%5Bx%5D=&s=s',
    reads: { a: '', b: ['1', '', '2'], o: { x: '' }, s: 's' },
  },
  {
    rule: 'null inside json is json’s',
    input: { a: [1, null], o: { x: null } },
    options: { arrays: 'json', objects: 'json' },
    expected: 'a=%5B1%2Cnull%5D&o=%7B%22x%22%3Anull%7D',
  },
  {
    rule: 'functions and symbols are dropped like undefined',
    input: { f: () => {}, s: Symbol('s'), t: 't' },
    options: {},
    expected: 't=t',
    reads: { t: 't' },
  },
  // scalars
  {
    rule: 'empty text, zero and false are kept',
    input: { a: '', b: 0, c: false, d: true, e: -0 },
    options: {},
    expected: 'a=&b=0&c=false&d=true&e=0',
  },
  {
    rule: 'empty text, zero and false are kept in arrays',
    input: { a: ['', 0, false] },
    options: {},
    expected: 'a=&a=0&a=false',
  },
  {
    rule: 'big integers keep their digits',
    input: { a: BigInt('12345678901234567890') },
    options: {},
    expected: 'a=12345678901234567890',
  },
  {
    rule: 'big integers inside json are text',
    input: { a: [BigInt('12345678901234567890')] },
    options: { arrays: 'json' },
    expected: 'a=%5B%2212345678901234567890%22%5D',
  },
  {
    rule: 'numbers as the language writes them',
    input: { a: 1.5, b: 1e21, c: Number.NaN, d: -1 },
    options: {},
    expected: 'a=1.5&b=1e%2B21&c=NaN&d=-1',
  },
  // dates
  {
    rule: 'a Date as ISO 8601',
    input: { at: new Date(0), o: { at: new Date(1_000) } },
    options: {},
    expected: 'at=1970-01-01T00%3A00%3A00.000Z&o%5Bat%5D=1970-01-01T00%3A00%3A01.000Z',
    reads: { at: '1970-01-01T00:00:00.000Z', o: { at: '1970-01-01T00:00:01.000Z' } },
  },
  {
    rule: 'Dates by comma',
    input: { at: [new Date(0), new Date(1_000)] },
    options: { arrays: 'comma' },
    expected: 'at=1970-01-01T00%3A00%3A00.000Z,1970-01-01T00%3A00%3A01.000Z',
    reads: { at: ['1970-01-01T00:00:00.000Z', '1970-01-01T00:00:01.000Z'] },
  },
  {
    rule: 'a Date inside json',
    input: { o: { at: new Date(0) } },
    options: { objects: 'json' },
    expected: 'o=%7B%22at%22%3A%221970-01-01T00%3A00%3A00.000Z%22%7D',
    reads: { o: { at: '1970-01-01T00:00:00.000Z' } },
  },
  {
    rule: 'a Date that is none is null',
    input: { at: new Date(Number.NaN), s: 's' },
    options: {},
    expected: 's=s',
    reads: { s: 's' },
  },
  {
    rule: 'what says itself what it is, is that',
    input: { money: { cents: 5, toJSON: () => '0.05' }, o: { toJSON: () => ({ x: 1 }) } },
    options: {},
    expected: 'money=0.05&o%5Bx%5D=1',
    reads: { money: '0.05', o: { x: '1' } },
  },
  // encoding
  {
    rule: 'a space is %20 in names and values',
    input: { 'a b': 'c d' },
    options: {},
    expected: 'a%20b=c%20d',
  },
  {
    rule: 'of the signs only -._~ stand as they are',
    input: { s: '-._~!\'()*$&+,/:;=?@#[]%"<>\\^`{|}' },
    options: {},
    expected:
      's=-._~%21%27%28%29%2A%24%26%2B%2C%2F%3A%3B%3D%3F%40%23%5B%5D%25%22%3C%3E%5C%5E%60%7B%7C%7D',
  },
  {
    rule: 'signs in names too',
    input: { 'a&b=c#d!': '1' },
    options: {},
    expected: 'a%26b%3Dc%23d%21=1',
  },
  {
    rule: 'what looks encoded is encoded again',
    input: { a: '%20+' },
    options: {},
    expected: 'a=%2520%2B',
  },
  {
    rule: 'line ends and tabs',
    input: { a: '\r\n\t\0' },
    options: {},
    expected: 'a=%0D%0A%09%00',
  },
  {
    rule: 'Chinese in names and values',
    input: { 城市: '北京' },
    options: {},
    expected: '%E5%9F%8E%E5%B8%82=%E5%8C%97%E4%BA%AC',
  },
  {
    rule: 'emoji, joined ones too',
    input: { a: '😀', b: '👩‍💻' },
    options: {},
    expected: 'a=%F0%9F%98%80&b=%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB',
  },
  {
    rule: 'a lone surrogate is the replacement character',
    input: { a: '\uD800', b: 'x\uDC00y', c: '\uDC00\uD800', '\uD83D': '1' },
    options: {},
    expected: 'a=%EF%BF%BD&b=x%EF%BF%BDy&c=%EF%BF%BD%EF%BF%BD&%EF%BF%BD=1',
    reads: { a: '\uFFFD', b: 'x\uFFFDy', c: '\uFFFD\uFFFD', '\uFFFD': '1' },
  },
  // order and names
  {
    rule: 'parameters keep the order of their keys',
    input: { z: 1, a: 2, m: [3, 4] },
    options: {},
    expected: 'z=1&a=2&m=3&m=4',
  },
  {
    rule: 'the same object twice is no cycle',
    input: { a: tree.o, b: tree.o },
    options: { objects: 'dots' },
    expected: 'a.x=1&a.y.z=deep&b.x=1&b.y.z=deep',
  },
  {
    rule: 'names of the language’s own are plain names',
    input: JSON.parse('{"__proto__":"a","constructor":"b"}'),
    options: {},
    expected: '__proto__=a&constructor=b',
  },
]
