import { drain } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fly, handFetch, quiet, rejection } from './helpers'

const test = suite('exchange')
test.after.each(quiet)

/** A transport's answer to this. */
const answered = (
  body: ConstructorParameters<typeof Response>[0],
  init: ResponseInit,
  ...[parts, options]: [
    parts?: Parameters<typeof fly>[1],
    options?: Parameters<typeof fly>[0],
  ]
) => fly({ fetch: handFetch(() => new Response(body, init)), ...options }, parts).promise

test('T02 a body is JSON, text or bytes, as it was asked for', async () => {
  assert.equal((await answered('{"a":1}', {})).data, { a: 1 })
  assert.is((await answered('{"a":1}', {}, { responseType: 'text' })).data, '{"a":1}')
  const { data } = await answered('abc', {}, { responseType: 'arraybuffer' })
  assert.equal([...new Uint8Array(data as ArrayBuffer)], [97, 98, 99])
})

test('T02 JSON is read by the parser that was given', async () => {
  const parseJson = (text: string) => ({ text })
  assert.equal((await answered('[1]', {}, {}, { parseJson })).data, { text: '[1]' })
})

test('T02 JSON that is none is unreadable, and not a broken connection', async () => {
  const error = await rejection(answered('{a', {}))
  assert.equal([error.code, error.response?.data], ['unreadable', '{a'])
})

/** A body that is cut behind its first byte. */
const cut = () =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array([123]))
      const cause = { code: 'ECONNREFUSED' }
      controller.error(Object.assign(new TypeError('terminated'), { cause }))
    },
  })

test('T01 a body that is cut is a network failure, and the server has seen it', async () => {
  for (const parts of [
    {},
    { responseType: 'arraybuffer' },
    { transfer: { kind: 'download' } },
    { transfer: { kind: 'download', onProgress() {} } },
  ] as const) {
    const error = await rejection(answered(cut(), {}, parts))
    assert.equal([error.code, error.sent, error.response], ['network', true, undefined])
    assert.is((error.cause as Error).message, 'terminated')
  }
})

test('K14 T06 a status outside 2xx is an answer, though its body is cut', async () => {
  for (const parts of [
    {},
    { responseType: 'arraybuffer' },
    { transfer: { kind: 'stream' } },
    { transfer: { kind: 'download' } },
  ] as const) {
    for (const code of [302, 401, 503]) {
      const headers = { 'x-a': '1' }
      const answer = await answered(cut(), { status: code, headers }, parts)
      const { status, data, ended } = answer
      assert.equal([status, data, ended], [code, undefined, undefined])
      assert.is(answer.headers['x-a'], '1')
    }
  }
})

test('K11 T06 an abort while the body of a refusal comes is an abort', async () => {
  const fetch = handFetch(
    (_, { signal }) =>
      new Response(
        new ReadableStream({
          start(body) {
            signal?.addEventListener('abort', () => body.error(signal.reason))
          },
        }),
        { status: 401 },
      ),
  )
  const { promise, abort } = fly({ fetch }, { transfer: { kind: 'stream' } })
  await drain()
  abort()
  const { code, sent } = await rejection(promise)
  assert.equal([code, sent], ['aborted', true])
})

test('T01 an answer that the browser hides is unreadable', async () => {
  const hidden = handFetch(() => Response.error())
  const error = await rejection(fly({ fetch: hidden }).promise)
  assert.equal(
    [error.code, error.sent, error.retryable, error.message],
    [
      'unreadable',
      true,
      false,
      'GET /me: the browser hides the answer: a redirect, or `no-cors`',
    ],
  )
})

test('T06 what is refused outside 2xx is read, whatever was asked for', async () => {
  for (const kind of ['stream', 'download'] as const) {
    const transfer = { kind }
    for (const responseType of ['json', 'arraybuffer'] as const) {
      const refusal = answered(
        '{"message":"no"}',
        { status: 403 },
        { transfer, responseType },
      )
      const { status, data, ended } = await refusal
      assert.equal([status, data, ended], [403, { message: 'no' }, undefined])
    }
    const page = await answered('<html>', { status: 502 }, { transfer })
    assert.equal([page.status, page.data], [502, '<html>'])
  }
})

test('T06 a download is a Blob, an empty one too', async () => {
  const transfer = { kind: 'download' } as const
  const headers = { 'content-type': 'image/png' }
  const { data } = await answered('abc', { headers }, { transfer })
  assert.instance(data, Blob)
  const blob = data as Blob
  assert.equal([blob.type, await blob.text()], ['image/png', 'abc'])
  const empty = await answered(null, { status: 204 }, { transfer })
  assert.is((empty.data as Blob).size, 0)
})

test.run()
