import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { baseLibrary } from '../../src/node-wx/base-library'
import { FailureError } from '../../src/node-wx/failures'
import type { NodeWxRequestOptions } from '../../src/node-wx/request-types'
import { type WireRequest, wireRequest } from '../../src/node-wx/wire-request'

const test = suite('wireRequest')

const URL = 'http://127.0.0.1/p'
const read = (
  options: Partial<NodeWxRequestOptions> = {},
  version = '3.16.2',
): WireRequest => wireRequest({ url: URL, ...options }, baseLibrary(version))

function failureOf(options: Partial<NodeWxRequestOptions>): unknown {
  try {
    read(options)
  } catch (error) {
    return error instanceof FailureError ? error.failure : error
  }
  return undefined
}

test('has the defaults of the platform', () => {
  const { url, header, ...rest } = read()
  assert.is(url.href, URL)
  assert.is(header['content-type'], 'application/json')
  assert.equal(rest, {
    method: 'GET',
    body: undefined,
    timeoutMs: 60_000,
    follow: true,
    chunked: false,
    binary: false,
    json: true,
  })
})

test('writes the method in upper case', () => {
  assert.is(read({ method: 'delete' }).method, 'DELETE')
})

test('refuses PATCH, in any case', () => {
  const invalid = { errMsg: 'request:fail method is invalid', errno: 600005 }
  assert.equal(failureOf({ method: 'PATCH' }), invalid)
  assert.equal(failureOf({ method: 'patch' }), invalid)
})

test('refuses what is no http or https url', () => {
  const told = ['foo', '/me', 'ftp://h/p', 'http://', ''].map(url => failureOf({ url }))
  assert.equal(
    told,
    ['foo', '/me', 'ftp://h/p', 'http://', ''].map(url => ({
      errMsg: `request:fail invalid url "${url}"`,
      errno: 600009,
    })),
  )
})

test('refuses data that cannot be serialised', () => {
  const cyclic: Record<string, unknown> = {}
  cyclic.self = cyclic
  assert.equal(failureOf({ method: 'POST', data: cyclic }), {
    errMsg: 'request:fail data serialization failed',
    errno: 600010,
  })
})

test('grants a timeout of at most a minute', () => {
  const granted = [1, 60_000, 60_001, 0, Number.NaN, undefined].map(
    timeout => read({ timeout }).timeoutMs,
  )
  assert.equal(granted, [1, 60_000, 60_000, 60_000, 60_000, 60_000])
})

test('loses a query behind the hash, where it is not sent', () => {
  const { url } = read({ url: `${URL}#top`, data: { a: 1 } })
  assert.equal([url.pathname, url.search], ['/p', ''])
})

test('reads the form of the answer', () => {
  const { binary, json } = read({ responseType: 'arraybuffer', dataType: '其他' })
  assert.equal([binary, json], [true, false])
})

test('passes over options that the base library does not know', () => {
  const options = { redirect: 'manual', enableChunked: true } as const
  const known = read(options)
  const unknown = read(options, '2.10.0')
  assert.equal([known.follow, known.chunked], [false, true])
  assert.equal([unknown.follow, unknown.chunked], [true, false])
})

test.run()
