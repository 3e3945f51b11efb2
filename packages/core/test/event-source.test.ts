import { drain } from '@allium/testing'
import * as assert from 'uvu/assert'
import {
  type ByteSource,
  createByteSource,
  type EventSourceOptions,
  eventSource,
  RequestError,
  type ServerSentEvent,
} from '../src/index'
import { answer, quietClock, quietSuite, rejection, stateOf } from './helpers'

const test = quietSuite('event source')

const request = { method: 'GET', url: '/feed' }
const cut = (code: 'network' | 'invalid' = 'network') =>
  new RequestError(code, { request, message: 'cut' })

/** A server whose streams the test feeds, and may refuse to open. */
function server(options: EventSourceOptions = {}) {
  const clock = quietClock()
  const asked: Array<Readonly<Record<string, string>>> = []
  const sources: ByteSource[] = []
  const refusals: unknown[] = []
  const left: number[] = []
  const reader = eventSource(
    async headers => {
      asked.push(headers)
      const refusal = refusals.shift()
      if (refusal !== undefined) throw refusal
      const at = sources.length
      const source = createByteSource(() => left.push(at))
      sources.push(source)
      return answer({ data: source.stream, ended: source.ended }) as never
    },
    { clock, ...options },
  )
  const say = (text: string, at = sources.length - 1) =>
    sources[at]?.push(new Uint8Array(Buffer.from(text)))
  return { clock, asked, sources, refusals, left, reader, say }
}

const eventOf = async (result: Promise<IteratorResult<ServerSentEvent, undefined>>) =>
  (await result).value

test('events come as they are, and the end of the stream is the end', async () => {
  const t = server()
  const first = t.reader.next()
  await drain()
  t.say('id: 1\ndata: a\n\n')
  assert.equal(await eventOf(first), {
    event: 'message',
    data: 'a',
    id: '1',
    retry: undefined,
  })
  const second = t.reader.next()
  t.sources[0]?.end()
  assert.is((await second).done, true)
  assert.is((await t.reader.next()).done, true)
  assert.is(t.asked.length, 1)
})

test('a cut is taken up where it was, after as long as the server wants', async () => {
  const t = server()
  const first = t.reader.next()
  await drain()
  t.say('retry: 500\nid: 7\ndata: a\n\ndata: half')
  await first
  const second = t.reader.next()
  t.sources[0]?.fail(cut())
  await drain()
  await t.clock.advance(499)
  assert.is(t.asked.length, 1)
  await t.clock.advance(1)
  assert.equal(t.asked, [{}, { 'Last-Event-ID': '7' }])
  t.say('data: b\n\n')
  assert.equal(await eventOf(second), {
    event: 'message',
    data: 'b',
    id: '7',
    retry: undefined,
  })
})

test('where the server says nothing of a wait, it is the option’s', async () => {
  const t = server({ reconnectMs: 50 })
  const first = t.reader.next()
  await drain()
  t.sources[0]?.fail(cut())
  await drain()
  await t.clock.advance(50)
  t.say('data: a\n\n')
  assert.is((await eventOf(first))?.id, '')
})

test('so often in a row and no more; an event between begins anew', async () => {
  const t = server({ maxReconnects: 1, reconnectMs: 10 })
  for (const text of ['a', 'b']) {
    const event = t.reader.next()
    await drain()
    t.sources[t.sources.length - 1]?.fail(cut())
    await drain()
    await t.clock.advance(10)
    t.say(`data: ${text}\n\n`)
    assert.is((await eventOf(event))?.data, text)
  }
  t.refusals.push(cut())
  const last = t.reader.next()
  t.sources[t.sources.length - 1]?.fail(cut())
  await drain()
  const error = rejection(last)
  await t.clock.advance(10)
  assert.is((await error).code, 'network')
})

test('what does not pass by itself is told at once', async () => {
  const t = server()
  t.refusals.push(cut('invalid'))
  assert.is((await rejection(t.reader.next())).code, 'invalid')
  t.refusals.push(new Error('mine'))
  assert.is(((await rejection(t.reader.next())) as Error).message, 'mine')
})

test('a feed that the server ends is taken up again, by option', async () => {
  const t = server({ reconnectAtEnd: true, reconnectMs: 10 })
  const event = t.reader.next()
  await drain()
  t.sources[0]?.end()
  await drain()
  await t.clock.advance(10)
  t.say('data: a\n\n')
  assert.is((await eventOf(event))?.data, 'a')
})

test('to leave ends it wherever it is: reading, opening, waiting', async () => {
  const reading = server()
  const first = reading.reader.next()
  await drain()
  await reading.reader.return()
  assert.is((await first).done, true)
  assert.equal(reading.left, [0])

  const before = server()
  const none = before.reader.next()
  await before.reader.return()
  assert.is((await none).done, true)
  assert.is(before.asked.length, 0)

  const opening = server()
  const second = opening.reader.next()
  while (opening.asked.length === 0) await undefined
  await opening.reader.return()
  assert.is((await second).done, true)
  assert.equal(opening.left, [0])

  const waiting = server()
  const third = waiting.reader.next()
  await drain()
  waiting.sources[0]?.fail(cut())
  await drain()
  assert.is(await stateOf(third), 'pending')
  await waiting.reader.return()
  assert.is((await third).done, true)
})

test('several that ask at once are served in their order, and `each` reads to the end', async () => {
  const t = server()
  const both = Promise.all([t.reader.next(), t.reader.next()])
  await drain()
  t.say('data: a\n\ndata: b\n\n')
  assert.equal(
    (await both).map(({ value }) => value?.data),
    ['a', 'b'],
  )
  const rest: string[] = []
  const reading = t.reader.each(({ data }) => rest.push(data))
  await drain()
  t.say('data: c\n\n')
  await drain()
  t.sources[0]?.end()
  await reading
  assert.equal(rest, ['c'])
})

test('without options it waits by the host’s clock', async () => {
  const reader = eventSource(async () => {
    throw cut('invalid')
  })
  assert.is((await rejection(reader.next())).code, 'invalid')
})

test('K32 what opens no stream, and wrong options, are refused', () => {
  assert.throws(() => eventSource('/feed' as never), /takes a function that opens/)
  const connect = () => Promise.reject(new Error())
  assert.throws(
    () => eventSource(connect, { maxReconnects: -1 }),
    /a whole number from 0/,
  )
})

test.run()
