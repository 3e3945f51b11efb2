import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { eachPiece } from '../src/each-piece'
import { quiet, rejection } from './helpers'

const test = suite('eachPiece')
test.after.each(quiet)

const bytes = (...numbers: number[]) => new Uint8Array(numbers)

async function piecesOf(answer: Parameters<typeof eachPiece>[0]): Promise<number[][]> {
  const pieces: number[][] = []
  await eachPiece(answer, piece => pieces.push([...piece]))
  return pieces
}

test('T06 pieces come one by one, in order', async () => {
  const stream = new ReadableStream({
    start(controller) {
      for (const piece of [bytes(1), bytes(2, 3), bytes(4)]) controller.enqueue(piece)
      controller.close()
    },
  })
  assert.equal(await piecesOf(new Response(stream)), [[1], [2, 3], [4]])
})

test('T06 a host without streams gives all in one piece, and nothing where there is none', async () => {
  const without = (body: ConstructorParameters<typeof Response>[0]) =>
    Object.defineProperty(new Response(body), 'body', { value: undefined })
  assert.equal(await piecesOf(without(bytes(1, 2))), [[1, 2]])
  assert.equal(await piecesOf(without('')), [])
  assert.equal(await piecesOf(new Response(null)), [])
})

test('T06 a cut is told behind what came', async () => {
  const cut = new Error('cut')
  const stream = new ReadableStream({
    pull(controller) {
      if (pieces.length === 0) controller.enqueue(bytes(1))
      else controller.error(cut)
    },
  })
  const pieces: Uint8Array[] = []
  const end = eachPiece(new Response(stream), piece => pieces.push(piece))
  assert.is(await rejection<Error>(end), cut)
  assert.equal(pieces, [bytes(1)])
})

test.run()
