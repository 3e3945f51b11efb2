import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { originOf } from '../../src/index'
import { hideQuery, joinURL, urlFault } from '../../src/url'
import { campaign } from './campaign'

const test = suite('fuzz: url')

// Pieces that mean something to one reader of URLs or another, and any text.
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'/\\@:?#.&=% \t\n\r[]'.split('')) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...['//', '..', './', 'https:', 'http://', 'HTTPS://', 'javascript:', 'evil.test'],
      ...['api.test', 'a', 'b', ':443', ':8443', '%2f', '%40', '\u3002', '／', '\u0000'],
    ),
  },
  fc.string({ unit: 'binary', maxLength: 2 }),
)
const url = fc.array(piece, { maxLength: 8 }).map(pieces => pieces.join(''))

const bases = fc.constantFrom(
  ...[
    'https://api.test',
    'https://api.test/',
    'https://api.test/v1',
    'http://api.test//',
  ],
  ...['https://api.test:8443/a/b/', 'https://API.test', '', '/', '/v1', '/v1/'],
)

/** Where a browser is that sends the request. */
const PAGE = 'https://page.test/app/index.html'

/** What the platform's reader makes of it, or `undefined` where it reads no URL. */
function parsed(url: string): URL | undefined {
  try {
    return new URL(url, PAGE)
  } catch {
    return undefined
  }
}

const isAbsolute = (url: string) => /^https?:\/\//i.test(url)

test('K42 H01 a URL that passes goes to the base’s host, or to the one it names', () => {
  const holds = (base: string, url: string) => {
    if (urlFault(url) !== undefined) return
    const joined = joinURL(base, url)
    const target = parsed(joined)
    // What nobody can read goes nowhere.
    if (target === undefined) return
    const named = parsed(isAbsolute(url) ? (url.split('#')[0] as string) : base)
    assert.is(target.origin, named?.origin, joined)
  }
  fc.assert(fc.property(bases, url, holds), campaign(20_000))
})

test('H01 the origin by which tokens go is the one that the platform sends to', () => {
  const holds = (base: string, url: string) => {
    if (urlFault(url) !== undefined) return
    const joined = joinURL(base, url)
    const target = parsed(joined)
    if (target === undefined) return
    const origin = originOf(joined)
    const { origin: own } = new URL(PAGE)
    // Hosts are compared as they are written: one that is written oddly is a stranger.
    if (origin === '') assert.is(target.origin, own, joined)
    else if (isPlain(origin)) assert.is(target.origin, origin, joined)
    else assert.not(['https://api.test', own].includes(origin), joined)
  }
  fc.assert(fc.property(bases, url, holds), campaign(20_000))
})

const isPlain = (origin: string) => /^https?:\/\/[a-z][a-z0-9.-]*(:\d+)?$/.test(origin)

test('K42 a path joins with exactly one slash, and nothing of it changes', () => {
  const path = fc.webPath().map(path => path.replace(/^\/+/, ''))
  const search = fc.webQueryParameters().map(text => (text === '' ? '' : `?${text}`))
  const hash = fc.webFragments().map(text => (text === '' ? '' : `#${text}`))
  const slashes = fc.constantFrom('', '/', '//')
  const holds = (
    ...[base, end, start, rest, query, fragment]: [
      string,
      string,
      '' | '/',
      string,
      string,
      string,
    ]
  ) => {
    const url = `${start}${rest}${query}`
    if (base + end === '' || url === '' || urlFault(url) !== undefined) return
    const joined = joinURL(`${base}${end}`, `${url}${fragment}`)
    const isBare = start === '' && rest === ''
    assert.is(joined, isBare ? `${base || '/'}${query}` : `${base}/${rest}${query}`)
  }
  const parts = [
    fc.constantFrom('https://api.test', 'https://api.test/v1', '/v1', ''),
    slashes,
    fc.constantFrom<'' | '/'>('', '/'),
    path,
    search,
    hash,
  ] as const
  fc.assert(fc.property(...parts, holds), campaign(2_000))
})

test('K13 what is shown of a URL has none of its query, hash, name or password', () => {
  const word = fc.stringMatching(/^[a-z0-9._~%-]{1,12}$/).map(text => `s3cret${text}`)
  const path = fc.webPath()
  const holds = (user: string, word: string, path: string, mark: '?' | '#') => {
    const shown = hideQuery(`https://${user}:${word}@api.test${path}${mark}k=${word}`)
    assert.is(shown, `https://api.test${path}`)
  }
  const marks = fc.constantFrom<'?' | '#'>('?', '#')
  fc.assert(fc.property(word, word, path, marks, holds), campaign(1_000))
})

test.run()
