import type { Request } from '@allium/core'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bearer } from '../src/index'

const test = suite('bearer')

const request = (headers: Record<string, string> = {}): Request =>
  Object.freeze({
    method: 'GET',
    url: 'https://api.test/a',
    headers: Object.freeze(headers),
  }) as Request

test('writes the header beside those there are, and never into the request', () => {
  const before = request({ 'x-a': '1' })
  const after = bearer().attach(before, { accessToken: 'a0.secret' })
  assert.equal(after.headers, { 'x-a': '1', authorization: 'Bearer a0.secret' })
  assert.equal(before.headers, { 'x-a': '1' })
})

test('takes another header and scheme, in lower case as the kernel keeps them', () => {
  const own = bearer({ header: 'X-Token', scheme: '' })
  assert.equal(own.attach(request(), { accessToken: 'a0.secret' }).headers, {
    'x-token': 'a0.secret',
  })
  assert.is(own.isSuppliedBy(request({ 'x-token': '' })), true)
  assert.is(own.isSuppliedBy(request({ authorization: 'x' })), false)
})

test('knows a credential of the caller’s own', () => {
  assert.is(bearer().isSuppliedBy(request({ authorization: 'Basic x' })), true)
  assert.is(bearer().isSuppliedBy(request()), false)
})

test('K32 wrong options throw at once', () => {
  for (const [options, message] of [
    [{ header: 5 }, '`header` must be the name of a header'],
    [{ header: '' }, '`header` must be the name of a header'],
    [{ scheme: null }, '`scheme` must be a text'],
    [{ heder: 'X-Token' }, 'knows no option `heder`'],
  ] as const) {
    assert.throws(() => bearer(options as never), new RegExp(`\\[bearer] ${message}`))
  }
})

test.run()
