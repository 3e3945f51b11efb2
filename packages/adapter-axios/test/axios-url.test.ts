import axios from 'axios'
import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { axiosURL } from '../src/axios-url'
import { bench, quietSuite, rejection } from './helpers'

const test = quietSuite('axios URL')

type Config = Parameters<typeof axiosURL>[0]

/** The URL as it is written here, and as axios writes it. */
const both = (config: object): [ours: string, theirs: string] => [
  axiosURL(config as Config),
  axios.getUri(config),
]

test('base and URL join as axios joins them', () => {
  const bases = [
    undefined,
    '',
    '/',
    '/v1',
    '/v1/',
    'https://a.test',
    'https://a.test/x//',
  ]
  const urls = ['', '/', 'me', '/me', '//cdn.test/me', '?a=1', 'https://b.test/me', 'a:b']
  for (const baseURL of bases) {
    for (const url of urls) {
      for (const allowAbsoluteUrls of [undefined, true, false]) {
        const [ours, theirs] = both({ baseURL, url, allowAbsoluteUrls })
        assert.is(ours, theirs, JSON.stringify({ baseURL, url, allowAbsoluteUrls }))
      }
    }
  }
  assert.is(axiosURL({} as Config), '')
})

const at = new Date(0)
const cases: object[] = [
  {},
  { a: '', b: 0, c: false, d: null, e: undefined, f: Number.NaN },
  { s: "a b&c=d+é中🌏:$,[]!'()*~@/?#" },
  { at, map: new Map([[1, 2]]), big: BigInt(10) },
  { a: [] },
  { a: [1, null, undefined, 'x', at, true] },
  { a: [[1, 2], [3]] },
  { a: [{ b: 1 }, { b: [1, 2] }] },
  { 'a[]': [1, { b: 2 }], 'b[]': 1, 'c[]': { d: 1 } },
  { 'a{}': { b: [1] }, 'b{}': [1, 2], 'c{}': 'text' },
  { o: { x: 1, y: { z: [1, 2] }, 'w[]': [1], n: null } },
  { o: { '': 1 }, '': 2, ' padded ': 3, ' o ': { ' p ': 4 } },
  { bare: Object.assign(Object.create(null), { a: 1 }), own: new (class Own {})() },
  { o: { date: at, flag: false, list: [true] } },
  [1, 2],
  new URLSearchParams([
    ['a', '1 2'],
    ['a', '中'],
  ]),
]
const serializers = [
  undefined,
  {},
  { indexes: true },
  { indexes: false },
  { indexes: null },
  { dots: true },
  { dots: true, indexes: true },
  { dots: true, indexes: null },
]

test('parameters are written as axios writes them, by every naming', () => {
  for (const params of cases) {
    for (const paramsSerializer of serializers) {
      for (const url of ['/a', '/a?b=1', '/a#hash', '/a?b=1#hash', '']) {
        const [ours, theirs] = both({ url, params, paramsSerializer })
        const name = [params, paramsSerializer, url].map(each => String(each)).join(' ')
        assert.is(ours, theirs, name)
      }
    }
  }
})

test('any tree of parameters is written as axios writes it', () => {
  const text = fc.string({ unit: 'binary' })
  const names = fc.oneof(text, fc.constantFrom('a', 'b[]', 'c{}', ' d ', '0'))
  // Axios leaves these out where it merges a config, before any adapter.
  const key = names.filter(name => !/^(__proto__|constructor|prototype)$/.test(name))
  const { tree } = fc.letrec(tie => ({
    leaf: fc.oneof(
      text,
      fc.integer(),
      fc.boolean(),
      fc.constantFrom(null, undefined, at),
    ),
    tree: fc.oneof(
      { maxDepth: 3 },
      tie('leaf'),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 3, noNullPrototype: true }),
    ),
  }))
  const params = fc.dictionary(key, tree, { maxKeys: 4, noNullPrototype: true })
  const serializer = fc.constantFrom(...serializers)
  fc.assert(
    fc.property(params, serializer, (params, paramsSerializer) => {
      const [ours, theirs] = both({ url: '/a', params, paramsSerializer })
      return ours === theirs
    }),
    { numRuns: 500, seed: 1 },
  )
})

test('half a surrogate pair is no crash', () => {
  const url = axiosURL({ url: '/a', params: { a: '\uD83C' } } as unknown as Config)
  assert.is(url, '/a?a=%EF%BF%BD')
})

test('a serializer of the caller’s own is called as axios calls it', () => {
  const calls: unknown[][] = []
  const serialize = (...args: unknown[]) => {
    calls.push(args)
    return args.length === 2 ? 'mine=1' : ''
  }
  const params = { a: 1 }
  const [ours, theirs] = both({ url: '/a', params, paramsSerializer: { serialize } })
  assert.equal([ours, theirs], ['/a?mine=1', '/a?mine=1'])
  assert.is(calls[0]?.[0], params)
  assert.equal(calls[0]?.[1], { serialize })
  const bare = axiosURL({ url: '/a', params, paramsSerializer: () => '' } as never)
  assert.is(bare, '/a')
})

test('an `encode` of the caller’s own is called as axios calls it', () => {
  const encode = (text: string, asForm: (text: string) => string) =>
    text.startsWith('form') ? asForm(text) : text.toUpperCase()
  const params = { 'a b': 'x y', form: "form !'()~ 中", list: ['b:c'] }
  const [ours, theirs] = both({ url: '/a', params, paramsSerializer: { encode } })
  assert.is(ours, theirs)
  assert.match(ours, /A B=X Y&FORM=|form=form\+%21/)
})

test('what only axios can write is refused without it, and written with it', async () => {
  const visitor = () => true
  const given = bench()
  const paramsSerializer = { maxDepth: 3 } as object
  await given.api.get('/a', { params: { a: 'b:c' }, paramsSerializer })
  assert.is(given.calls[0]?.request.url, 'https://api.test/a?a=b:c')
  const { api, calls } = bench(undefined, { adapter: {} })
  for (const name of ['visitor', 'metaTokens', 'maxDepth']) {
    const config = { params: { a: 1 }, paramsSerializer: { [name]: visitor } }
    const error = await rejection(
      api.request({ ...config, url: '/a', adapter: api.defaults.adapter as never }),
    )
    assert.is(error.code, 'ERR_NOT_SUPPORT')
    assert.match(error.message, `\`paramsSerializer.${name}\` needs`)
  }
  const mine = { serialize: () => 'mine=1', visitor }
  await api.get('/a', { params: { a: 1 }, paramsSerializer: mine })
  assert.equal(
    calls.splice(0).map(({ request }) => request.url),
    ['https://api.test/a?mine=1'],
  )
  const text = await rejection(api.get('/a', { params: 'a=1' }))
  assert.equal(
    [text.code, text.message],
    ['ERR_NOT_SUPPORT', '`params` must be an object'],
  )
  assert.is(calls.length, 0)
})

test.run()
