import { type ByteStream, createAbortController, eventsOf } from '@allium/core'
import { drain } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { streamOf } from '../src/stream-answer'
import { fly, handFetch, quiet, rejection, stateOf } from './helpers'

const test = suite('streamOf')
test.after.each(quiet)

const cut = new Error('cut')
const reason = new Error('aborted')

/** A stream that the test feeds. */
function bench() {
  let feed!: ReadableStreamDefaultController<Uint8Array>
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      feed = controller
    },
  })
  const { signal, abort } = createAbortController()
  let stops = 0
  const causes: unknown[] = []
  const { data, ended } = streamOf(new Response(body), signal, {
    stop: () => {
      stops += 1
    },
    reason: () => reason,
    cut: thrown => {
      causes.push(thrown)
      return cut
    },
  })
  const push = (text: string) => feed.enqueue(new TextEncoder().encode(text))
  const stream = data as ByteStream
  const text = async () => new TextDecoder().decode((await stream.next()).value)
  return {
    feed,
    push,
    stream,
    text,
    ended: ended as Promise<void>,
    abort,
    causes,
    stops: () => stops,
  }
}

test('T06 bytes come as they are fed, and then the end', async () => {
  const { feed, push, stream, text, ended, stops } = bench()
  push('a')
  assert.is(await text(), 'a')
  assert.is(await stateOf(ended), 'pending')
  push('b')
  feed.close()
  await ended
  assert.is(await text(), 'b')
  assert.equal(await stream.next(), { done: true, value: undefined })
  assert.is(stops(), 0)
})

test('T06 a cut rejects the reader, behind what came', async () => {
  const { feed, push, stream, text, causes } = bench()
  push('a')
  await drain()
  const fault = new TypeError('terminated')
  feed.error(fault)
  assert.is(await text(), 'a')
  assert.is(await rejection<Error>(stream.next()), cut)
  assert.equal(causes, [fault])
})

test('T06 leaving stops the host, once', async () => {
  const { push, stream, text, ended, stops } = bench()
  push('a')
  await text()
  await stream.return()
  await stream.return()
  await ended
  assert.is(stops(), 1)
})

test('T06 an abort is heard at once, though the host goes on, and what was not read is gone', async () => {
  const { push, stream, ended, abort } = bench()
  push('a')
  await drain()
  abort()
  push('b')
  await ended
  assert.is(await rejection<Error>(stream.next()), reason)
  assert.equal(await stream.next(), { done: true, value: undefined })
})

test('T06 server-sent events are read as in a mini program', async () => {
  const fetch = handFetch(
    () => new Response('id: 1\ndata: 你\n\nevent: end\ndata: 好\n\n'),
  )
  const { data } = await fly({ fetch }, { transfer: { kind: 'stream' } }).promise
  const events: unknown[] = []
  await eventsOf(data as ByteStream).each(event => events.push(event))
  assert.equal(events, [
    { event: 'message', data: '你', id: '1', retry: undefined },
    { event: 'end', data: '好', id: '1', retry: undefined },
  ])
})

test.run()
