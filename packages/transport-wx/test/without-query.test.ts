import { inspect } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { withoutQuery } from '../src/without-query'

const test = suite('withoutQuery')

const url = 'https://api.test/me?token=s3cret&q=%E4%B8%AD?x'

test('K13 what quotes no query is the same object', () => {
  for (const given of [
    { errMsg: 'request:fail timeout', errno: 5 },
    { errMsg: 'why? nobody knows' },
    new Error('Failed to fetch'),
    [1, { a: 'b' }],
    'request:fail',
    null,
    undefined,
    5,
  ]) {
    assert.is(withoutQuery(given, url), given)
    assert.is(withoutQuery(given, 'https://api.test/me'), given)
  }
})

test('K13 a quoted URL loses its query, the words around it stay', () => {
  const cleaned = (text: string) => withoutQuery(text, url)
  assert.is(cleaned(`a "${url}" b`), 'a "https://api.test/me?…" b')
  assert.is(cleaned(`a ${url} b`), 'a https://api.test/me?… b')
  assert.is(cleaned(url), 'https://api.test/me?…')
})

test('K13 a query is hidden when it is decoded, of another URL, or holds spaces', () => {
  const cleaned = (text: string, of = url) => withoutQuery(text, of)
  assert.is(
    cleaned('x https://api.test/me?token=s3cret&q=中?x y'),
    'x https://api.test/me?… y',
  )
  assert.is(cleaned('to https://b.test/?code=s3cret'), 'to https://b.test/?…')
  const spaced = 'https://api.test/me?q=two words s3cret'
  assert.is(
    cleaned(`invalid url "${spaced}"`, spaced),
    'invalid url "https://api.test/me?…"',
  )
})

test('K13 a blank or a quotation mark that a host has decoded ends no query', () => {
  const sent = 'https://api.test/me?q=two%20words%22%20s3cret'
  const told = `fail at ${decodeURIComponent(sent)} now`
  assert.is(withoutQuery(told, sent), 'fail at https://api.test/me?… now')
  const odd = 'https://api.test/me?q=%E4%ZZ'
  assert.is(withoutQuery(`fail at ${odd} now`, odd), 'fail at https://api.test/me?… now')
})

test('K13 a query of one letter does not eat the letters of the message', () => {
  const short = 'https://api.test/?a'
  assert.is(withoutQuery(`fail at ${short}`, short), 'fail at https://api.test/?…')
})

test('K13 the retries of an exception, as WeChat tells them, are read as well', () => {
  const given = {
    errMsg: 'request:fail',
    exception: { reasons: [{ errMsg: url, errno: 5 }] },
  }
  const cleaned = withoutQuery(given, url)
  assert.equal(cleaned, {
    errMsg: 'request:fail',
    exception: { reasons: [{ errMsg: 'https://api.test/me?…', errno: 5 }] },
  })
  assert.ok(Array.isArray((cleaned as typeof given).exception.reasons))
  assert.is(given.exception.reasons[0]?.errMsg, url)
})

test('K13 an Error stays one, without the query in its message and stack', () => {
  const given = Object.assign(new TypeError(`no way to ${url}`), { code: 'E' })
  const cleaned = withoutQuery(given, url) as typeof given
  assert.instance(cleaned, TypeError)
  assert.is(cleaned.message, 'no way to https://api.test/me?…')
  assert.is(cleaned.code, 'E')
  assert.not.match(`${cleaned.stack}${inspect(cleaned)}`, /s3cret/)
  assert.equal(Object.keys(cleaned), ['code'])
  assert.match(given.message, /s3cret/)
})

test('K13 what holds itself, and what is no plain data, ends the search', () => {
  const ring: Record<string, unknown> = { errMsg: url }
  ring.self = ring
  assert.is((withoutQuery(ring, url) as typeof ring).errMsg, 'https://api.test/me?…')
  const buffer = new ArrayBuffer(8)
  const given = { errMsg: url, buffer }
  assert.is((withoutQuery(given, url) as typeof given).buffer, buffer)
})

test.run()
