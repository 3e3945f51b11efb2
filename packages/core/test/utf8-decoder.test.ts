import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Utf8Decoder } from '../src/index'

const test = suite('utf8 decoder')

const encode = (text: string) => new TextEncoder().encode(text)

/** The text of pieces, as the platform has it. */
function expected(pieces: readonly Uint8Array[]): string[] {
  const decoder = new TextDecoder()
  const texts = pieces.map(piece => decoder.decode(piece, { stream: true }))
  return [...texts, decoder.decode()]
}

function decoded(pieces: readonly Uint8Array[]): string[] {
  const decoder = new Utf8Decoder()
  return [...pieces.map(piece => decoder.decode(piece)), decoder.flush()]
}

/** The bytes cut before these places. */
function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const edges = [0, ...places.map(place => place % (bytes.length + 1)), bytes.length]
  edges.sort((a, b) => a - b)
  return edges.slice(1).map((edge, i) => bytes.slice(edges[i], edge))
}

// The first and last of each length and of each stretch that has a rule of its own.
const points = [
  0x00, 0x7f, 0x80, 0x7ff, 0x800, 0xfff, 0x1000, 0xcfff, 0xd000, 0xd7ff, 0xe000, 0xfefe,
  0xfeff, 0xff00, 0xfffd, 0xffff, 0x10000, 0x3ffff, 0x40000, 0xfffff, 0x100000, 0x10ffff,
]

test('T06 every character comes out whole, wherever chunks cut it', () => {
  for (const point of points) {
    const character = String.fromCodePoint(point)
    const bytes = encode(`a${character}b`)
    for (let i = 0; i <= bytes.length; i += 1) {
      for (let j = i; j <= bytes.length; j += 1) {
        const pieces = [bytes.slice(0, i), bytes.slice(i, j), bytes.slice(j)]
        const texts = decoded(pieces)
        assert.is(texts.join(''), `a${character}b`, `U+${point.toString(16)}`)
        assert.equal(texts, expected(pieces))
      }
    }
  }
})

test('T06 every code point is decoded, and no surrogate', () => {
  for (let from = 0; from < 0x110000; from += 0x1000) {
    let text = ''
    for (let point = from; point < from + 0x1000; point += 1) {
      if (point < 0xd800 || point > 0xdfff) text += String.fromCodePoint(point)
    }
    const bytes = encode(`.${text}`)
    assert.ok(decoded([bytes]).join('') === `.${text}`, `from U+${from.toString(16)}`)
  }
})

test('T06 all pairs of bytes are what the platform makes of them', () => {
  for (let a = 0; a < 256; a += 1) {
    for (let b = 0; b < 256; b += 1) {
      const pieces = [Uint8Array.of(a), Uint8Array.of(b)]
      assert.ok(decoded(pieces).join() === expected(pieces).join(), `${a} ${b}`)
    }
  }
})

const aByte = fc.oneof(
  fc.integer({ min: 0, max: 255 }),
  // Those that begin, go on or break off a character, and those of the mark.
  fc.constantFrom(0x41, 0x80, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe4, 0xed, 0xef),
  fc.constantFrom(0xf0, 0xf4, 0xf5, 0xff, 0xef, 0xbb, 0xbf, 0x8f, 0x90, 0x9f),
)
const someBytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.array(aByte, { maxLength: 40 }).map(values => Uint8Array.from(values)),
  fc.string({ unit: 'binary', maxLength: 20 }).map(encode),
  fc.string({ unit: 'binary', maxLength: 20 }).map(text => encode(`\uFEFF${text}`)),
)

test('T06 any bytes, cut anywhere, are what the platform makes of them', () => {
  fc.assert(
    fc.property(someBytes, fc.array(fc.nat(60), { maxLength: 6 }), (bytes, places) => {
      const pieces = cutAt(bytes, places)
      assert.equal(decoded(pieces), expected(pieces))
    }),
    { numRuns: 3_000 },
  )
})

test('T06 one byte order mark is dropped, at the very beginning alone', () => {
  const mark = [0xef, 0xbb, 0xbf]
  const all = Uint8Array.of(...mark, ...mark, 0x61, ...mark)
  for (let cut = 0; cut <= all.length; cut += 1) {
    const texts = decoded([all.slice(0, cut), all.slice(cut)])
    assert.is(texts.join(''), '\uFEFFa\uFEFF')
  }
})

test('T06 a character that is never completed is one replacement, told at the end', () => {
  for (const cut of [[0xe4], [0xe4, 0xbd], [0xf0, 0x9f], [0xf0, 0x9f, 0x98]]) {
    assert.equal(decoded([Uint8Array.from(cut)]), ['', '\uFFFD'])
  }
  const decoder = new Utf8Decoder()
  decoder.decode(Uint8Array.of(0xe4))
  assert.is(decoder.flush(), '\uFFFD')
  assert.is(decoder.flush(), '')
})

test.run()
