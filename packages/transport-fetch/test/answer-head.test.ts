import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { headOf } from '../src/answer-head'
import { quiet, wireRequest } from './helpers'

const test = suite('headOf')
test.after.each(quiet)

test('T02 names are in lower case, repeated fields joined, the URL as sent', () => {
  const raw = new Response('', {
    status: 201,
    headers: [
      ['X-A', '1'],
      ['X-A', '2'],
      ['ETag', '"e"'],
    ],
  })
  assert.equal(headOf(wireRequest({ url: 'https://api.test/a?b=1' }), raw), {
    status: 201,
    headers: { 'x-a': '1, 2', etag: '"e"', 'content-type': 'text/plain;charset=UTF-8' },
    cookies: [],
    data: undefined,
    url: 'https://api.test/a?b=1',
    raw,
  })
})

test('T02 cookies come one by one, where the host shows them', () => {
  const list = ['a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2; HttpOnly']
  const raw = new Response('')
  for (const cookie of list) raw.headers.append('set-cookie', cookie)
  const { cookies, headers } = headOf(wireRequest(), raw)
  assert.equal(cookies, list)
  assert.is(headers['set-cookie'], list.join(', '))
})

test('T02 a host that hides them, or knows no list of them, gives none', () => {
  const { status } = new Response('')
  const old = { forEach: (run: (value: string, name: string) => void) => run('1', 'X-A') }
  const raw = { ...parts, status, headers: old }
  assert.equal(headOf(wireRequest(), raw).cookies, [])
  assert.equal(headOf(wireRequest(), raw).headers, { 'x-a': '1' })
})

const parts = {
  text: async () => '',
  arrayBuffer: async () => new ArrayBuffer(0),
  blob: async () => new Blob([]),
}

test.run()
