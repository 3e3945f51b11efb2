import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { originOf } from '../src/index'
import { hideQuery, isInsecure, joinURL, pathOf, urlFault } from '../src/url'

const test = suite('url')

const joins: ReadonlyArray<[base: string, url: string, whole: string]> = [
  ['https://api.test', '/me', 'https://api.test/me'],
  ['https://api.test', 'me', 'https://api.test/me'],
  ['https://api.test/', '/me', 'https://api.test/me'],
  ['https://api.test/', 'me', 'https://api.test/me'],
  ['https://api.test//', '/me', 'https://api.test/me'],
  ['https://api.test/v1', '/me', 'https://api.test/v1/me'],
  ['https://api.test/v1/', 'me/', 'https://api.test/v1/me/'],
  ['https://api.test/v1', '/a//b', 'https://api.test/v1/a//b'],
  ['https://api.test/v1', '?page=2', 'https://api.test/v1?page=2'],
  ['https://api.test/v1/', '?page=2', 'https://api.test/v1?page=2'],
  ['https://api.test/v1', '/me?next=/x#top', 'https://api.test/v1/me?next=/x'],
  ['https://api.test/v1', '/me#a#b', 'https://api.test/v1/me'],
  ['https://api.test/v1', 'https://cdn.test/x', 'https://cdn.test/x'],
  ['https://api.test/v1', 'HTTP://cdn.test/x#top', 'HTTP://cdn.test/x'],
  [
    'https://api.test/v1',
    '/proxy?to=https://x.test',
    'https://api.test/v1/proxy?to=https://x.test',
  ],
  ['/api', '/me', '/api/me'],
  ['/', 'me', '/me'],
  ['/', '?page=2', '/?page=2'],
  ['', '/me', '/me'],
  ['', 'me#top', 'me'],
  ['', 'https://api.test', 'https://api.test'],
]

for (const [base, url, whole] of joins) {
  test(`K42 '${base}' and '${url}' are '${whole}'`, () => {
    assert.is(urlFault(url), undefined)
    assert.is(joinURL(base, url), whole)
  })
}

test('an origin is scheme, host and port, in one spelling', () => {
  const table: Record<string, string> = {
    'https://api.test/x?y#z': 'https://api.test',
    'HTTPS://API.test': 'https://api.test',
    'https://api.test:443/': 'https://api.test',
    'http://api.test:80/': 'http://api.test',
    'https://api.test:80/': 'https://api.test:80',
    'http://api.test:443/': 'http://api.test:443',
    'https://api.test:8443': 'https://api.test:8443',
    '/x': '',
    '': '',
    'ftp://x': '',
  }
  for (const [url, origin] of Object.entries(table)) assert.is(originOf(url), origin, url)
})

test('K13 what is shown of a URL has no query, no hash and no password', () => {
  const table: ReadonlyArray<[url: string, shown: string, path: string]> = [
    ['https://api.test/a/b?c=d', 'https://api.test/a/b', '/a/b'],
    ['https://api.test?c=d', 'https://api.test', '/'],
    ['https://api.test/a#c?d', 'https://api.test/a', '/a'],
    ['/a?b', '/a', '/a'],
    ['?b', '', '/'],
    ['https://lin:a0@api.test/a@b', 'https://api.test/a@b', '/a@b'],
    ['ftp://lin:a0@files.test/a', 'ftp://files.test/a', 'ftp://files.test/a'],
    ['//lin:a0@api.test', '//api.test', '//api.test'],
    ['/users/@lin', '/users/@lin', '/users/@lin'],
    ['/a//b@c', '/a//b@c', '/a//b@c'],
  ]
  for (const [url, shown, path] of table) {
    assert.is(hideQuery(url), shown, url)
    assert.is(pathOf(url), path, url)
  }
})

test('K42 H01 a URL with signs that the web leaves out, or a host behind them, is refused', () => {
  for (const url of [
    ' https://evil.test',
    '/\t/evil.test',
    'ht\ntps://evil.test',
    '\\a',
  ]) {
    assert.type(urlFault(url), 'string', url)
  }
  assert.is(urlFault('/a b?c=你😀'), undefined)
})

test('K42 http is insecure, but for a loopback address, which leaves no machine', () => {
  for (const url of [
    'http://api.test/me',
    'HTTP://127.0.0.1.evil.test',
    'http://localhost.test',
  ]) {
    assert.is(isInsecure(url), true, url)
  }
  const safe = ['https://api.test', '/me', 'http://localhost', 'http://127.0.0.1:8080/a']
  for (const url of [...safe, 'http://[::1]:80?a']) assert.is(isInsecure(url), false, url)
})

test('H01 a URL that names a host and no scheme is of no origin, nor of the page’s own', () => {
  for (const url of ['//evil.test/a', '/\\\\evil.test/a', '\\\\\\\\evil.test']) {
    assert.is(originOf(url), '//', url)
  }
  assert.is(originOf('/a//b'), '')
})

test.run()
