import { drain } from '@allium/testing'
import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { createByteSource, through } from '../src/byte-stream'
import { type ByteSource, type ByteStream, linesOf } from '../src/index'
import { quietSuite, rejection, stateOf } from './helpers'

const test = quietSuite('byte stream')

interface Watched extends ByteSource {
  /** How often the reader left. */
  readonly left: () => number
}

function source(): Watched {
  let left = 0
  const made = createByteSource(() => {
    left += 1
  })
  return { ...made, left: () => left }
}

const bytes = (...values: number[]) => Uint8Array.from(values)

/** What is left to read, and how it ends. */
async function readAll(stream: ByteStream): Promise<unknown[]> {
  const log: unknown[] = []
  try {
    for await (const [first] of stream) log.push(first)
    log.push('done')
  } catch (error) {
    log.push((error as Error).message)
  }
  return log
}

const finished = { done: true, value: undefined }

test('T06 a slow reader loses nothing, and gets all in order', async () => {
  const { stream, push, end } = source()
  push(bytes(1))
  push(bytes(2))
  end()
  push(bytes(3))
  assert.equal(await readAll(stream), [1, 2, 'done'])
  assert.equal(await stream.next(), finished)
})

test('T06 a reader that waits gets what comes, at once', async () => {
  const { stream, push, end } = source()
  const first = stream.next()
  assert.is(await stateOf(first), 'pending')
  push(bytes(1))
  assert.equal(await first, { done: false, value: bytes(1) })
  const last = stream.next()
  end()
  assert.equal(await last, finished)
})

test('T06 several that wait at once are served in order', async () => {
  const { stream, push, end } = source()
  const waiting = [1, 2, 3, 4].map(() => stream.next())
  push(bytes(1))
  push(bytes(2))
  end()
  assert.equal(await Promise.all(waiting), [
    { done: false, value: bytes(1) },
    { done: false, value: bytes(2) },
    finished,
    finished,
  ])
})

test('T06 a cut is told once, behind all that came before it', async () => {
  const { stream, push, fail } = source()
  push(bytes(1))
  push(bytes(2))
  fail(new Error('cut'))
  assert.equal(await readAll(stream), [1, 2, 'cut'])
  assert.equal(await stream.next(), finished)
})

test('T06 of several that wait, the first is told of the cut, the others of the end', async () => {
  const { stream, fail } = source()
  const waiting = [stream.next(), stream.next(), stream.next()]
  fail(new Error('cut'))
  const ends = await Promise.allSettled(waiting)
  assert.equal(
    ends.map(end => (end.status === 'rejected' ? end.reason.message : end.value)),
    ['cut', finished, finished],
  )
})

test('K10 a cut that nobody reads is no unhandled rejection', async () => {
  const { fail, ended } = source()
  fail(new Error('cut'))
  await ended
  await drain()
})

test('T06 the first end counts', async () => {
  const first = source()
  first.end()
  first.fail(new Error('cut'))
  assert.equal(await readAll(first.stream), ['done'])
  const second = source()
  second.fail(new Error('cut'))
  second.end()
  second.fail(new Error('again'))
  assert.equal(await readAll(second.stream), ['cut'])
})

// Leaving

const ways: ReadonlyArray<[string, (stream: ByteStream) => Promise<unknown>]> = [
  ['by return', stream => stream.return()],
  [
    'by break',
    async stream => {
      for await (const _ of stream) break
    },
  ],
  [
    'by throwing in the loop',
    stream =>
      rejection(
        (async () => {
          for await (const _ of stream) throw new Error('mine')
        })(),
      ),
  ],
  [
    'by throwing in each',
    stream =>
      rejection(
        stream.each(() => {
          throw new Error('mine')
        }),
      ),
  ],
  [
    'by rejecting in each',
    stream => rejection(stream.each(() => Promise.reject(new Error('mine')))),
  ],
]

for (const [how, leave] of ways) {
  test(`T06 leaving ${how} aborts once, and nothing comes any more`, async () => {
    const { stream, push, end, fail, ended, left } = source()
    push(bytes(1))
    push(bytes(2))
    await leave(stream)
    assert.is(left(), 1)
    await ended
    push(bytes(3))
    fail(new Error('aborted by the host'))
    end()
    assert.equal(await stream.next(), finished)
    assert.equal(await stream.return(), finished)
    assert.equal(await readAll(stream), ['done'])
    assert.is(left(), 1)
  })
}

test('T06 leaving after the end aborts nothing', async () => {
  for (const close of ['end', 'fail'] as const) {
    const made = source()
    made.push(bytes(1))
    made[close](new Error('cut'))
    assert.equal(await made.stream.return(), finished)
    assert.equal(await made.stream.next(), finished, 'what was left is not handed out')
    assert.is(made.left(), 0)
  }
})

test('T06 whoever waits when the reader leaves is told of the end', async () => {
  const { stream, left } = source()
  const waiting = stream.next()
  await stream.return()
  assert.equal(await waiting, finished)
  assert.is(left(), 1)
})

test('K10 the end is told before the abort, so that the abort’s own failure is not', async () => {
  const made: ByteSource = createByteSource(() => made.fail(new Error('abort')))
  const waiting = made.stream.next()
  await made.stream.return()
  assert.equal(await waiting, finished)
})

test('T06 ended settles at the end, the cut and the leaving, and not before', async () => {
  const closings: ReadonlyArray<(made: ByteSource) => unknown> = [
    ({ end }) => end(),
    ({ fail }) => fail(new Error('cut')),
    ({ stream }) => stream.return(),
  ]
  for (const close of closings) {
    const made = source()
    made.push(bytes(1))
    assert.is(await stateOf(made.ended), 'pending')
    close(made)
    assert.is(await stateOf(made.ended), 'resolved')
  }
})

// each

test('T06 each calls back in order, waits for what it gets, and settles at the end', async () => {
  const { stream, push, end, left } = source()
  const log: string[] = []
  const all = stream.each(async ([first]) => {
    log.push(`> ${first}`)
    await drain()
    log.push(`< ${first}`)
  })
  push(bytes(1))
  push(bytes(2))
  end()
  await all
  assert.equal(log, ['> 1', '< 1', '> 2', '< 2'])
  assert.is(left(), 0)
})

test('T06 each rejects with the cut, or with what the callback throws', async () => {
  const cut = source()
  const seen: unknown[] = []
  cut.push(bytes(1))
  cut.fail(new Error('cut'))
  const error = await rejection<Error>(cut.stream.each(([first]) => seen.push(first)))
  assert.equal([error.message, seen], ['cut', [1]])
  const own = source()
  own.push(bytes(1))
  const mine = new Error('mine')
  const thrown = rejection<Error>(
    own.stream.each(() => {
      throw mine
    }),
  )
  assert.is(await thrown, mine)
})

// Steps

test('T06 a step makes any number of items of one, and what is left comes at the end', async () => {
  const { stream, push, end } = source()
  const steps = through(
    stream,
    ([n = 0]) => Array.from({ length: n }, (_, i) => `${n}.${i}`),
    () => ['left'],
  )
  const waiting = Array.from({ length: 6 }, () => steps.next())
  push(bytes(0))
  push(bytes(2))
  push(bytes(0))
  push(bytes(1))
  end()
  assert.equal(
    (await Promise.all(waiting)).map(({ value }) => value),
    ['2.0', '2.1', '1.0', 'left', undefined, undefined],
  )
})

test('T06 a cut goes through a step once, and what was left over is no item', async () => {
  const { stream, push, fail } = source()
  const steps = through(
    stream,
    item => [item],
    () => [bytes(9)],
  )
  push(bytes(1))
  const waiting = [steps.next(), steps.next(), steps.next()]
  fail(new Error('cut'))
  const ends = await Promise.allSettled(waiting)
  assert.equal(
    ends.map(end => (end.status === 'rejected' ? end.reason.message : end.value)),
    [{ done: false, value: bytes(1) }, 'cut', finished],
  )
})

for (const when of ['waits', 'has been given an item', 'has items left']) {
  test(`T06 leaving a step whose reader ${when} leaves the source, and gives nothing more`, async () => {
    const { stream, push, left } = source()
    const steps = through(
      stream,
      item => [item, item],
      () => [bytes(9)],
    )
    if (when === 'has items left') {
      push(bytes(1))
      await steps.next()
    }
    const waiting = when === 'has items left' ? undefined : steps.next()
    await drain()
    if (when === 'has been given an item') push(bytes(1))
    await steps.return()
    assert.equal((await waiting) ?? finished, finished)
    assert.equal(await steps.next(), finished)
    assert.is(left(), 1)
  })
}

test('T06 whatever the order of pushes and reads, all is read once and in order', async () => {
  const anAct = fc.constantFrom('push', 'read', 'turn')
  await fc.assert(
    fc.asyncProperty(
      fc.array(anAct, { maxLength: 40 }),
      fc.boolean(),
      async (acts, isCut) => {
        const { stream, push, end, fail } = source()
        const reads: Array<Promise<unknown>> = []
        let pushed = 0
        const read = () =>
          reads.push(
            stream.next().then(
              ({ done, value }) => (done ? 'done' : value[0]),
              error => error.message,
            ),
          )
        for (const act of acts) {
          if (act === 'push') {
            push(bytes(pushed))
            pushed += 1
          } else if (act === 'read') read()
          else await Promise.resolve()
        }
        if (isCut) fail(new Error('cut'))
        else end()
        while (reads.length < acts.length + 2) read()
        const items = Array.from({ length: pushed }, (_, n) => n)
        const told = isCut ? [...items, 'cut'] : items
        const rest = Array.from({ length: reads.length - told.length }, () => 'done')
        assert.equal(await Promise.all(reads), [...told, ...rest])
      },
    ),
  )
})

// Engines

test('R01 an engine without Symbol.asyncIterator reads by next and each', async () => {
  const real = Symbol
  const old = { for: real.for, iterator: real.iterator }
  Object.assign(globalThis, { Symbol: old })
  let made: Watched
  try {
    made = source()
  } finally {
    Object.assign(globalThis, { Symbol: real })
  }
  const { stream, push, end } = made
  assert.not(Symbol.asyncIterator in stream)
  push(bytes(1))
  push(bytes(2))
  end()
  assert.equal(await stream.next(), { done: false, value: bytes(1) })
  const seen: unknown[] = []
  await stream.each(([first]) => seen.push(first))
  assert.equal(seen, [2])
})

test('T06 the stream is its own iterator', () => {
  const { stream } = source()
  assert.is(stream[Symbol.asyncIterator](), stream)
})

test('K11 an abort is heard at once, by readers of readers too, and what was unread is gone', async () => {
  const source = createByteSource(() => {})
  const lines = linesOf(source.stream)
  for (const text of ['a\nb\nc\n', 'd\n', 'e\n'])
    source.push(new TextEncoder().encode(text))
  assert.is((await lines.next()).value, 'a')
  const reason = new Error('aborted')
  source.abort(reason)
  assert.is(await lines.next().catch(error => error), reason)
  assert.is((await lines.next()).done, true)
})

test('K11 an abort after the end takes what was unread, and one after that nothing', async () => {
  const source = createByteSource(() => {})
  source.push(new Uint8Array([1]))
  source.end()
  await source.ended
  const reason = new Error('aborted')
  source.abort(reason)
  assert.is(await source.stream.next().catch(error => error), reason)
  source.abort(new Error('again'))
  assert.is((await source.stream.next()).done, true)
})

test.run()
