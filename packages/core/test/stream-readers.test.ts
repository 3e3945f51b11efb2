import fc from 'fast-check'
import * as assert from 'uvu/assert'
import {
  type ByteStream,
  createByteSource,
  eventsOf,
  linesOf,
  type StreamReader,
  textOf,
} from '../src/index'
import { bench, quietSuite, rejection } from './helpers'

const test = quietSuite('stream readers')

const encode = (text: string) => new TextEncoder().encode(text)

/** A stream of these pieces, which ends or is cut. */
function streamOf(pieces: readonly Uint8Array[], cut?: Error): ByteStream {
  const { stream, push, end, fail } = createByteSource(() => {})
  for (const piece of pieces) push(piece)
  if (cut) fail(cut)
  else end()
  return stream
}

async function readAll<Item>(reader: StreamReader<Item>): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of reader) items.push(item)
  return items
}

/** All ways to cut bytes in up to three. */
function* cuts(bytes: Uint8Array): Generator<Uint8Array[]> {
  for (let i = 0; i <= bytes.length; i += 1) {
    for (let j = i; j <= bytes.length; j += 1) {
      yield [bytes.slice(0, i), bytes.slice(i, j), bytes.slice(j)]
    }
  }
}

const aCut = fc.array(fc.nat(200), { maxLength: 12 })

function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const edges = [0, ...places.map(place => place % (bytes.length + 1)), bytes.length]
  edges.sort((a, b) => a - b)
  return edges.slice(1).map((edge, i) => bytes.slice(edges[i], edge))
}

// Text

test('T06 text comes piece by piece, with its characters whole and no empty piece', async () => {
  const [a, b, c] = [encode('a你'), encode('😀'), encode('b')]
  const pieces = [a.slice(0, 2), a.slice(2), b.slice(0, 3), b.slice(3), encode(''), c]
  assert.equal(await readAll(textOf(streamOf(pieces))), ['a', '你', '😀', 'b'])
  const cut = [a.slice(0, 2)]
  assert.equal(await readAll(textOf(streamOf(cut))), ['a', '\uFFFD'])
  assert.equal(await readAll(textOf(streamOf([]))), [])
})

// Lines

const lines: ReadonlyArray<[text: string, lines: string[]]> = [
  ['', []],
  ['a', ['a']],
  ['a\n', ['a']],
  ['a\nb', ['a', 'b']],
  ['a\r\nb\r\n', ['a', 'b']],
  ['a\rb\r', ['a', 'b']],
  ['\n', ['']],
  ['\r', ['']],
  ['\r\n', ['']],
  ['\n\n', ['', '']],
  ['\r\r', ['', '']],
  ['\n\r', ['', '']],
  ['\r\n\r\n', ['', '']],
  ['\r\r\n\n\r', ['', '', '', '']],
  ['a\r\n\nb', ['a', '', 'b']],
  ['你\u2028好\u0085\v\f', ['你\u2028好\u0085\v\f']],
  ['\uFEFFa\n\uFEFFb', ['a', '\uFEFFb']],
]

test('T06 a line ends with \\n, \\r\\n or \\r, wherever chunks cut it', async () => {
  for (const [text, expected] of lines) {
    for (const pieces of cuts(encode(text))) {
      const read = await readAll(linesOf(streamOf(pieces)))
      assert.equal(read, expected, JSON.stringify(text))
    }
  }
})

test('T06 any text is the lines that it is in one piece', async () => {
  const text = fc.array(fc.constantFrom('\n', '\r', '\r\n', 'a', '你', '😀', ' '), {
    maxLength: 30,
  })
  await fc.assert(
    fc.asyncProperty(text, aCut, async (parts, places) => {
      const whole = parts.join('')
      const expected = whole.split(/\r\n|\n|\r/)
      if (expected[expected.length - 1] === '') expected.pop()
      const pieces = cutAt(encode(whole), places)
      assert.equal(await readAll(linesOf(streamOf(pieces))), expected)
    }),
  )
})

test('T06 a line comes as soon as its end does, whichever that is', async () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const { stream, push } = createByteSource(() => {})
    const reader = linesOf(stream)
    push(encode(`a${end}`))
    assert.equal(await reader.next(), { done: false, value: 'a' })
    push(encode(`b${end}`))
    assert.equal(await reader.next(), { done: false, value: 'b' })
    await reader.return()
  }
})

// Server-sent events

interface Row {
  readonly name: string
  readonly text: string
  /** `event`, `data`, `id`, and `retry` where there is one. */
  readonly events: ReadonlyArray<readonly [string, string, string, number?]>
}

const table: readonly Row[] = [
  {
    name: 'the data of several lines is joined (WHATWG, first example)',
    text: 'data: This is the first message.\n\ndata: This is the second message, it\ndata: has two lines.\n\ndata: This is the third message.\n\n',
    events: [
      ['message', 'This is the first message.', ''],
      ['message', 'This is the second message, it\nhas two lines.', ''],
      ['message', 'This is the third message.', ''],
    ],
  },
  {
    name: 'each message has a type of its own (WHATWG)',
    text: 'event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\ndata: 113411\n\n',
    events: [
      ['add', '73857293', ''],
      ['remove', '2153', ''],
      ['message', '113411', ''],
    ],
  },
  {
    name: 'one message over three lines (WHATWG)',
    text: 'data: YHOO\ndata: +2\ndata: 10\n\n',
    events: [['message', 'YHOO\n+2\n10', '']],
  },
  {
    name: 'comments, an id, and one that takes it back (WHATWG)',
    text: ': test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n',
    events: [
      ['message', 'first event', '1'],
      ['message', 'second event', ''],
    ],
  },
  {
    name: 'the third one, once it is closed, keeps its second space (WHATWG)',
    text: 'data:  third event\n\n',
    events: [['message', ' third event', '']],
  },
  {
    name: 'empty data is data, and the unfinished is none (WHATWG)',
    text: 'data\n\ndata\ndata\n\ndata:',
    events: [
      ['message', '', ''],
      ['message', '\n', ''],
    ],
  },
  {
    name: 'the space behind the colon is no part of the value (WHATWG)',
    text: 'data:test\n\ndata: test\n\n',
    events: [
      ['message', 'test', ''],
      ['message', 'test', ''],
    ],
  },
  {
    name: 'an empty type is that of a message',
    text: 'event: add\nevent:\ndata: a\n\nevent\ndata: b\n\n',
    events: [
      ['message', 'a', ''],
      ['message', 'b', ''],
    ],
  },
  {
    name: 'a type without data is forgotten',
    text: 'event: add\n\ndata: a\n\n',
    events: [['message', 'a', '']],
  },
  {
    name: 'an id stays until another comes, with or without a message',
    text: 'id: 7\n\ndata: a\n\ndata: b\n\nid: 8\ndata: c\n\n',
    events: [
      ['message', 'a', '7'],
      ['message', 'b', '7'],
      ['message', 'c', '8'],
    ],
  },
  {
    name: 'an id with NUL is ignored',
    text: 'id: 7\ndata: a\n\nid: 8\0\ndata: b\n\n',
    events: [
      ['message', 'a', '7'],
      ['message', 'b', '7'],
    ],
  },
  {
    name: 'retry is digits alone',
    text: 'retry: 10\ndata: a\n\nretry: 1.5\nretry:\nretry: -1\nretry: 5s\nretry: ٣\ndata: b\n\nretry:0020\ndata: c\n\n',
    events: [
      ['message', 'a', '', 10],
      ['message', 'b', '', 10],
      ['message', 'c', '', 20],
    ],
  },
  {
    name: 'other fields, other cases and spaces before a name are ignored',
    text: 'Data: a\n data: b\ndata : c\nfoo: d\nfoo\n:\n::\ndata: : e:f\n\n',
    events: [['message', ': e:f', '']],
  },
  {
    name: 'all ends of lines are ends of lines',
    text: 'event: a\r\ndata: 1\r\n\r\nevent: b\rdata: 2\r\rdata: 3\n\r\ndata: 4\r\n\n',
    events: [
      ['a', '1', ''],
      ['b', '2', ''],
      ['message', '3', ''],
      ['message', '4', ''],
    ],
  },
  {
    name: 'a byte order mark, Chinese and emoji',
    text: '\uFEFFdata: 你好\ndata: 😀\u2028\n\n',
    events: [['message', '你好\n😀\u2028', '']],
  },
  { name: 'nothing', text: '', events: [] },
  { name: 'comments alone', text: ':\n\n: keep-alive\n\n', events: [] },
  { name: 'a message that is not closed', text: 'data: a\n', events: [] },
]

for (const { name, text, events } of table) {
  const expected = events.map(([event, data, id, retry]) => ({ event, data, id, retry }))

  test(`T06 server-sent events: ${name}`, async () => {
    assert.equal(await readAll(eventsOf(streamOf([encode(text)]))), expected)
    const single = Array.from(encode(text), byte => Uint8Array.of(byte))
    assert.equal(await readAll(eventsOf(streamOf(single))), expected)
  })

  test(`T06 server-sent events, cut anywhere: ${name}`, async () => {
    const bytes = encode(text)
    for (let at = 0; at <= bytes.length; at += 1) {
      const halves = [bytes.slice(0, at), bytes.slice(at)]
      assert.equal(await readAll(eventsOf(streamOf(halves))), expected)
    }
    await fc.assert(
      fc.asyncProperty(aCut, async places => {
        const pieces = cutAt(bytes, places)
        assert.equal(await readAll(eventsOf(streamOf(pieces))), expected)
      }),
    )
  })
}

test('T06 a message comes as soon as it is closed, whatever closes it', async () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const { stream, push } = createByteSource(() => {})
    const reader = eventsOf(stream)
    for (const data of ['a', 'b']) {
      push(encode(`data: ${data}${end}${end}`))
      assert.is((await reader.next()).value?.data, data)
    }
    await reader.return()
  }
})

// All of them

const readers = { textOf, linesOf, eventsOf }

for (const [name, readerOf] of Object.entries(readers)) {
  test(`T06 ${name} tells a cut once, behind what came whole before it`, async () => {
    const cut = new Error('cut')
    const reader = readerOf(streamOf([encode('data: a\n\ndata: b')], cut))
    const log: unknown[] = []
    const reading = reader.each((item: unknown) => log.push(item))
    assert.is(await rejection<Error>(reading), cut)
    assert.is(log.length > 0, true)
    assert.not.match(name === 'textOf' ? '' : JSON.stringify(log), 'b')
    assert.equal(await reader.next(), { done: true, value: undefined })
  })

  test(`T06 leaving ${name} leaves the stream, once`, async () => {
    let left = 0
    const { stream, push } = createByteSource(() => {
      left += 1
    })
    push(encode('data: a\n\ndata: b\n\n'))
    for await (const _ of readerOf(stream)) break
    assert.is(left, 1)
    assert.equal(await stream.next(), { done: true, value: undefined })
  })
}

test('K32 a reader of what is no stream, the call or the answer say, is refused', async () => {
  const { client } = bench()
  const call = client.get('/a')
  const answer = await call
  const words = '[textOf, linesOf, eventsOf] take a stream: the `data` of `api.stream(…)`'
  for (const readerOf of Object.values(readers)) {
    for (const wrong of [call, answer, undefined, null]) {
      assert.throws(
        () => readerOf(wrong as never),
        (error: Error) => error instanceof TypeError && error.message === words,
      )
    }
  }
})

test('a line that comes in thousands of pieces is read in one go', async () => {
  const source = createByteSource(() => {})
  const piece = new Uint8Array(1_000).fill(97)
  for (let i = 0; i < 4_000; i += 1) source.push(piece)
  source.end()
  const { value } = await linesOf(source.stream).next()
  assert.is(value?.length, 4_000_000)
})

test.run()
