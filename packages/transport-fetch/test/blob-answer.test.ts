import type { Progress } from '@allium/core'
import { drain } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { blobOf } from '../src/blob-answer'
import { quiet } from './helpers'

const test = suite('blobOf')
test.after.each(quiet)

/** An answer in these pieces. */
const inPieces = (...texts: string[]) =>
  new Response(
    new ReadableStream({
      start(controller) {
        for (const text of texts) controller.enqueue(new TextEncoder().encode(text))
        controller.close()
      },
    }),
  )

async function told(answer: Response, headers: Record<string, string>) {
  const progress: Progress[] = []
  const blob = (await blobOf(answer, headers, each => progress.push(each))) as Blob
  await drain()
  return { blob, progress: progress.map(({ loaded, total }) => [loaded, total]) }
}

test('T06 a download that nobody watches is left to the host', async () => {
  const blob = new Blob(['x'])
  const answer = Object.assign(new Response('abc'), { blob: async () => blob })
  assert.is(await blobOf(answer, {}, undefined), blob)
})

test('T06 a host without streams tells its progress at the end', async () => {
  const answer = Object.defineProperty(new Response('abc'), 'body', { value: undefined })
  const { blob, progress } = await told(answer, { 'content-length': '9' })
  assert.equal([blob.size, progress], [3, [[3, 3]]])
})

test('T06 progress is told with each piece, and the bytes and type are kept', async () => {
  const headers = { 'content-length': '6', 'content-type': 'image/png' }
  const { blob, progress } = await told(inPieces('ab', 'c', 'def'), headers)
  assert.equal(progress, [
    [2, 6],
    [3, 6],
    [6, 6],
  ])
  assert.equal([blob.type, await blob.text()], ['image/png', 'abcdef'])
})

test('T06 where the length is not known, or is that of something else, it is 0', async () => {
  const unknown: Array<Record<string, string>> = [
    {},
    { 'content-length': 'many' },
    { 'content-length': '9', 'content-encoding': 'gzip' },
    // Another origin's answer hides that it is compressed.
    { 'content-length': '1' },
  ]
  for (const headers of unknown) {
    const { progress } = await told(inPieces('abc'), headers)
    assert.equal(progress, [[3, 0]], JSON.stringify(headers))
  }
})

test('T06 a listener that fails is no end of the download', async () => {
  const fail = () => {
    throw new Error('the bar is gone')
  }
  const late = () => Promise.reject(new Error('the bar is gone'))
  for (const onProgress of [fail, late]) {
    assert.is(((await blobOf(inPieces('ab'), {}, onProgress)) as Blob).size, 2)
  }
})

test.run()
