import fc from 'fast-check'
import * as assert from 'uvu/assert'
import {
  type ByteStream,
  createByteSource,
  eventsOf,
  linesOf,
  type ServerSentEvent,
  type StreamReader,
  textOf,
} from '../../src/index'
import { quietSuite } from '../helpers'
import { campaign } from './campaign'
import { readEvents } from './read-events'

const test = quietSuite('fuzz: streams')

// Lines that mean something to a reader of events, signs that do, and any text.
const field = fc.constantFrom('data', 'event', 'id', 'retry', 'data', 'Data', '', 'x')
const mark = fc.constantFrom(': ', ':', ':  ', ' : ', '')
const value = fc.oneof(
  fc.constantFrom('', '7', '10', '1x', '٣', 'add', 'a\0b', ':', '\uFEFF', '你😀'),
  fc.string({ unit: 'binary', maxLength: 6 }),
)
const end = fc.constantFrom('\n', '\r', '\r\n', '\n\n', '\r\r', '\r\n\r\n', '\n\r', '')
const line = fc.tuple(field, mark, value, end).map(parts => parts.join(''))
const sign = fc.constantFrom('\n', '\r', ':', ' ', '\0', '\uFEFF')
const written = fc
  .array(fc.oneof({ weight: 4, arbitrary: line }, sign), { maxLength: 20 })
  .map(pieces => new TextEncoder().encode(pieces.join('')))
const broken = fc
  .tuple(written, fc.array(fc.tuple(fc.nat(500), fc.nat(255)), { maxLength: 4 }))
  .map(([bytes, changes]) => {
    const result = bytes.slice()
    for (const [at, byte] of changes) {
      if (result.length > 0) result[at % result.length] = byte
    }
    return result
  })
const someBytes = fc.oneof(written, broken)
const cuts = fc.array(fc.nat(500), { maxLength: 20 })

/** The bytes in pieces that begin at these places; some are empty. */
function streamOf(bytes: Uint8Array, places: readonly number[]): ByteStream {
  const { stream, push, end } = createByteSource(() => {})
  const edges = [0, ...places.map(place => place % (bytes.length + 1)), bytes.length]
  edges.sort((a, b) => a - b)
  for (const [i, edge] of edges.slice(1).entries()) push(bytes.slice(edges[i], edge))
  end()
  return stream
}

async function readAll<Item>(reader: StreamReader<Item>): Promise<Item[]> {
  const items: Item[] = []
  await reader.each(item => items.push(item))
  return items
}

test('T06 text is what the platform reads in one piece, wherever it is cut', async () => {
  const holds = async (bytes: Uint8Array, places: number[]) => {
    const text = (await readAll(textOf(streamOf(bytes, places)))).join('')
    assert.is(text, new TextDecoder().decode(bytes))
  }
  await fc.assert(fc.asyncProperty(someBytes, cuts, holds), campaign(1_000))
})

test('T06 lines are those of the whole text, wherever it is cut', async () => {
  const holds = async (bytes: Uint8Array, places: number[]) => {
    const expected = new TextDecoder().decode(bytes).split(/\r\n|\r|\n/)
    // What follows the last end of a line is a line where there is something.
    if (expected[expected.length - 1] === '') expected.pop()
    assert.equal(await readAll(linesOf(streamOf(bytes, places))), expected)
  }
  await fc.assert(fc.asyncProperty(someBytes, cuts, holds), campaign(1_000))
})

test('T06 events are those of WHATWG’s grammar, wherever the text is cut', async () => {
  let seen = 0
  const holds = async (bytes: Uint8Array, places: number[]) => {
    const read: ServerSentEvent[] = await readAll(eventsOf(streamOf(bytes, places)))
    seen += read.length
    assert.equal(read, readEvents(new TextDecoder().decode(bytes)))
  }
  await fc.assert(fc.asyncProperty(someBytes, cuts, holds), campaign(3_000))
  assert.ok(seen > 1_000, `there were ${seen} events`)
})

test.run()
