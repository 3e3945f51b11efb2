import { deferred, drain } from '@allium/testing'
import * as assert from 'uvu/assert'
import {
  type ByteSource,
  createByteSource,
  type EventSourceOptions,
  eventSource,
  RequestError,
  type ServerSentEvent,
  type StreamReader,
} from '../src/index'
import {
  answer,
  bench,
  never,
  quietClock,
  quietSuite,
  rejection,
  stateOf,
} from './helpers'

const test = quietSuite('event source')

const request = { method: 'GET', url: '/feed' }
const cut = (code: 'network' | 'invalid' = 'network') =>
  new RequestError(code, { request, message: 'cut' })
const busy = (status: number, after: string) => {
  const response = answer({ status, headers: { 'retry-after': after } })
  return new RequestError('status', { request, message: 'busy', response })
}

/** A server whose streams the test feeds, and may refuse to open. */
function server(options: EventSourceOptions = {}, status = 200) {
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
      return answer({ status, data: source.stream, ended: source.ended }) as never
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
    retry: 500,
  })
})

test('a block without data sets the id and the wait all the same, when it is whole', async () => {
  const t = server()
  const first = t.reader.next()
  await drain()
  t.say('id: 7\n\nretry: 20\n\nid: 8\n')
  await drain()
  t.sources[0]?.fail(cut())
  await drain()
  await t.clock.advance(19)
  assert.is(t.asked.length, 1)
  await t.clock.advance(1)
  assert.equal(t.asked, [{}, { 'Last-Event-ID': '7' }])
  t.say('data: a\n\n')
  assert.is((await eventOf(first))?.id, '7')
})

test('an empty id takes back the last one; one with a NULL in it is none', async () => {
  const t = server({ reconnectMs: 10 })
  for (const [text, id] of [
    ['id: 7\ndata: a\n\nid: 8\0\ndata: b\n\n', '7'],
    ['data: c\n\nid\ndata: d\n\n', ''],
  ] as const) {
    const both = Promise.all([t.reader.next(), t.reader.next()])
    await drain()
    t.say(text)
    assert.is((await both)[1].value?.id, id)
    const last = t.reader.next()
    t.sources[t.sources.length - 1]?.fail(cut())
    await drain()
    await t.clock.advance(10)
    t.say('data: on\n\n')
    assert.is((await eventOf(last))?.id, id)
  }
  assert.equal(t.asked, [{}, { 'Last-Event-ID': '7' }, {}])
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

test('a server that is busy is left alone for as long as it asks, and not for less', async () => {
  for (const [refusals, waits] of [
    [
      [busy(503, '7'), busy(429, '0.5'), cut()],
      [7_000, 3_000, 3_000],
    ],
    [
      [cut(), busy(503, 'Thu, 01 Jan 1970 00:00:09 GMT')],
      [3_000, 6_000],
    ],
  ] as const) {
    const t = server()
    t.refusals.push(...refusals)
    const event = t.reader.next()
    for (const [at, wait] of waits.entries()) {
      await t.clock.advance(wait - 1)
      assert.is(t.asked.length, at + 1)
      await t.clock.advance(1)
      assert.is(t.asked.length, at + 2)
    }
    t.say('data: a\n\n')
    assert.is((await eventOf(event))?.data, 'a')
  }
})

test('a wait that no timer can keep is the longest that one can', async () => {
  const t = server()
  t.refusals.push(busy(503, '9999999'))
  const first = t.reader.next()
  await t.clock.advance(2 ** 31 - 2)
  assert.is(t.asked.length, 1)
  await t.clock.advance(1)
  assert.is(t.asked.length, 2)
  t.say('data: a\n\nretry: 9999999999\n\n')
  await first
  const second = t.reader.next()
  await drain()
  t.sources[0]?.fail(cut())
  await t.clock.advance(2 ** 31 - 1)
  assert.is(t.asked.length, 3)
  t.say('data: b\n\n')
  assert.is((await eventOf(second))?.data, 'b')
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

test('ends count like cuts, in a row without an event between', async () => {
  const t = server({ reconnectAtEnd: true, reconnectMs: 10, maxReconnects: 2 })
  const first = t.reader.next()
  await drain()
  t.say('data: a\n\n')
  await first
  const last = t.reader.next()
  for (let at = 0; at < 3; at += 1) {
    t.sources[at]?.end()
    await drain()
    await t.clock.advance(10)
  }
  assert.is((await last).done, true)
  assert.is((await t.reader.next()).done, true)
  assert.is(t.asked.length, 3)
})

test('a 204 ends it for good, a feed as well', async () => {
  const t = server({ reconnectAtEnd: true, reconnectMs: 10 }, 204)
  assert.is((await t.reader.next()).done, true)
  await t.clock.advance(10)
  assert.is((await t.reader.next()).done, true)
  assert.is(t.asked.length, 1)
  assert.equal(t.left, [0])
})

for (const way of ['the signal', 'the call itself'] as const) {
  test(`to leave while it opens settles at once, and aborts by ${way}`, async () => {
    const { client, transport } = bench(() => never())
    const reader = eventSource((headers, signal) =>
      way === 'the signal'
        ? client.stream('/feed', { headers, signal }).then(given => given)
        : client.stream('/feed', { headers }),
    )
    const both = Promise.all([reader.next(), reader.next()])
    await drain()
    await reader.return()
    assert.is(await stateOf(both), 'resolved')
    assert.ok((await both).every(({ done }) => done))
    assert.ok(transport.calls[0]?.signal.aborted)
    assert.is((await reader.next()).done, true)
    assert.is(transport.calls.length, 1)
  })
}

test('a call that has opened its stream, or failed, is not aborted again', async () => {
  const clock = quietClock()
  const aborted: string[] = []
  const { stream, ended } = createByteSource(() => {})
  const calls = [
    Object.assign(Promise.reject(cut()), { abort: () => aborted.push('failed') }),
    Object.assign(Promise.resolve(answer({ data: stream, ended }) as never), {
      abort: () => aborted.push('opened'),
    }),
  ]
  const reader = eventSource(() => calls.shift() as never, { clock, reconnectMs: 10 })
  const event = reader.next()
  await drain()
  await clock.advance(10)
  assert.is(calls.length, 0)
  await reader.return()
  assert.is((await event).done, true)
  assert.equal(aborted, [])
})

test('what opens or fails after the leaving is left, and told to nobody', async () => {
  const source = createByteSource(() => left.push('late'))
  const left: string[] = []
  for (const late of [
    answer({ data: source.stream, ended: source.ended }),
    cut(),
  ] as const) {
    const opening = deferred<never>()
    const reader = eventSource(() => opening.promise)
    const event = reader.next()
    await drain()
    await reader.return()
    assert.is((await event).done, true)
    if (late instanceof Error) opening.reject(late)
    else opening.resolve(late as never)
    await drain()
  }
  assert.equal(left, ['late'])
})

test('a loop that is broken and a callback that throws leave', async () => {
  const mine = new Error('mine')
  const leaves: ReadonlyArray<(reader: StreamReader<ServerSentEvent>) => unknown> = [
    async reader => {
      for await (const _ of reader) break
    },
    async reader => {
      const thrown = await rejection(
        reader.each(() => {
          throw mine
        }),
      )
      assert.is(thrown, mine)
    },
  ]
  for (const leave of leaves) {
    const t = server()
    const leaving = leave(t.reader)
    await drain()
    t.say('data: a\n\n')
    await leaving
    assert.equal(t.left, [0])
    assert.is((await t.reader.next()).done, true)
  }
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

test('to leave by the signal is the end for who reads, and no error', async () => {
  const { stream, ended, abort } = createByteSource(() => {})
  const aborted = new RequestError('aborted', { request, message: 'left' })
  const reader = eventSource(async (_, signal) => {
    signal.addEventListener('abort', () => abort(aborted))
    return answer({ data: stream, ended }) as never
  })
  const event = reader.next()
  await drain()
  await reader.return()
  assert.is((await event).done, true)
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
