import { inspect } from 'node:util'
import vm from 'node:vm'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { withoutQuery } from '../src/without-query'

const test = suite('withoutQuery')

const url = 'https://api.test/me?token=s3cret&q=%E4%B8%AD?x'

test('K13 what quotes no query is the same object', () => {
  for (const given of [
    { errMsg: 'request:fail timeout', errno: 5 },
    { errMsg: 'why? nobody knows' },
    { errMsg: 'what is https://api.test/me?' },
    { errMsg: '(really?)' },
    new Error('Failed to fetch'),
    new DOMException('The user aborted a request.', 'AbortError'),
    [1, { a: 'b' }],
    'request:fail',
    null,
    undefined,
    5,
  ]) {
    assert.is(withoutQuery(given, url), given)
    assert.is(withoutQuery(given, 'https://api.test/me'), given)
    assert.is(withoutQuery(given, 'https://api.test/me?'), given)
  }
})

test('K13 a quoted URL loses its query, the words around it stay', () => {
  const cleaned = (text: string) => withoutQuery(text, url)
  assert.is(cleaned(`a "${url}" b`), 'a "https://api.test/me?…" b')
  assert.is(cleaned(`a ${url} b`), 'a https://api.test/me?… b')
  assert.is(
    cleaned(`for url (${url}): refused`),
    'for url (https://api.test/me?…): refused',
  )
  const clean = 'https://api.test/me?…'
  assert.is(cleaned(`${url}, '${url}'; ${url}.`), `${clean}, '${clean}'; ${clean}.`)
  assert.is(cleaned(url), clean)
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
  const sent = 'https://api.test/me?q=two%20words%22%20s3cret%26+end'
  const ways = [
    sent,
    decodeURI(sent),
    decodeURIComponent(sent),
    sent.replace('+', ' '),
    decodeURI(sent).replace('+', ' '),
    decodeURIComponent(sent).replace('+', ' '),
  ]
  for (const way of ways) {
    assert.is(
      withoutQuery(`fail at ${way} now`, sent),
      'fail at https://api.test/me?… now',
    )
  }
})

test('K13 a query that nobody can decode is hidden as it stands', () => {
  const odd = 'https://api.test/me?q=%E4%ZZ "s3cret"'
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

test('K13 what stands behind or beside the words of an Error is read as well', () => {
  const inside = Object.assign(new TypeError('Invalid URL'), { input: url })
  for (const given of [
    Object.defineProperty(new TypeError('failed'), 'cause', { value: inside }),
    Object.assign(new TypeError('failed'), { cause: { cause: url } }),
    Object.assign(new Error('all failed'), { errors: [new Error(`failed: ${url}`)] }),
    Object.assign(new TypeError('failed'), { stack: `TypeError at ${url}` }),
    Object.assign(new TypeError('failed'), { [Symbol('url')]: url }),
    vm.runInNewContext('new TypeError(words)', { words: `failed: ${url}` }),
    Object.assign(Object.create(null), { url }),
  ]) {
    const cleaned = withoutQuery(given, url)
    assert.is.not(cleaned, given)
    assert.is(Object.getPrototypeOf(cleaned), Object.getPrototypeOf(given))
    assert.match(inspect(cleaned, { showHidden: true }), 'https://api.test/me?…')
    assert.not.match(inspect(cleaned, { showHidden: true }), 's3cret')
  }
})

test('K13 of an error of the host’s own kind, its words stay', () => {
  const given = new DOMException(`cannot load ${url}`, 'NetworkError')
  assert.is(withoutQuery(given, url), 'NetworkError: cannot load https://api.test/me?…')
  const { cause } = withoutQuery({ cause: given }, url) as { cause: unknown }
  assert.is(cause, 'NetworkError: cannot load https://api.test/me?…')
})

test('K13 an error whose class has another tag is read as any other', () => {
  class FetchError extends Error {
    get [Symbol.toStringTag](): string {
      return 'FetchError'
    }
  }
  const given = Object.assign(new FetchError('failed'), { code: 'E', cause: { url } })
  const cleaned = withoutQuery(given, url) as typeof given
  assert.instance(cleaned, FetchError)
  assert.equal([cleaned.message, cleaned.code], ['failed', 'E'])
  assert.is(cleaned.cause.url, 'https://api.test/me?…')
})

test('K13 what can be changed no more is copied, too, and the copy can be', () => {
  const given = Object.freeze({ errMsg: url })
  const cleaned = withoutQuery(given, url) as { errMsg: string }
  assert.equal(Object.getOwnPropertyDescriptor(cleaned, 'errMsg'), {
    value: 'https://api.test/me?…',
    enumerable: true,
    writable: true,
    configurable: true,
  })
})

test('K13 a getter is asked, and one that throws tells nothing at all', () => {
  const asked = {
    get errMsg() {
      return url
    },
  }
  assert.equal(withoutQuery(asked, url), { errMsg: 'https://api.test/me?…' })
  const thrower = {
    errMsg: url,
    get errno() {
      throw new Error('no')
    },
  }
  assert.is(withoutQuery(thrower, url), undefined)
})

test('K13 what holds itself, and what is no plain data, ends the search', () => {
  const ring: Record<string, unknown> = { errMsg: 'fail' }
  ring.self = ring
  const open = { errMsg: 'fail', self: undefined }
  const deep = (times: number): object =>
    times === 1 ? open : { errMsg: 'fail', self: deep(times - 1) }
  assert.equal(withoutQuery(ring, url), deep(4))
  const buffer = new ArrayBuffer(8)
  const run = () => url
  const given = { errMsg: url, buffer, run }
  const cleaned = withoutQuery(given, url) as typeof given
  assert.is(cleaned.buffer, buffer)
  assert.is(cleaned.run, run)
})

test('K13 nothing of what is too deep to be looked at is told', () => {
  const at = (depth: number): object => (depth === 0 ? { url } : { in: at(depth - 1) })
  for (let depth = 0; depth < 7; depth += 1) {
    const shown = inspect(withoutQuery(at(depth), url), { depth: 9 })
    assert.not.match(shown, 's3cret')
    assert.is(shown.includes('https://api.test/me?…'), depth < 4)
  }
})

test.run()
