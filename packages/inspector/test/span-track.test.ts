import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { SpanTrack } from '../src/span-track'
import { entries, type Told } from './helpers'

const test = suite('span track')

function follow(...told: readonly Told[]): SpanTrack {
  const track = new SpanTrack(0)
  for (const entry of entries(...told)) track.take(entry)
  return track
}

const kinds = ({ spans }: SpanTrack) =>
  spans.map(({ kind, from, to }) => [kind, from, to])

test('leaves no gap, and keeps no span that took no time', () => {
  const track = follow(
    { type: 'queued', at: 0 },
    { type: 'attempt', at: 3, attempt: 1 },
    { type: 'layer', at: 9, layer: 'query', step: 'back' },
    { type: 'hold', at: 9 },
  )
  track.end(12, 'failed', undefined)
  assert.equal(kinds(track), [
    ['queued', 0, 3],
    ['sent', 3, 9],
    ['held', 9, 12],
  ])
})

test('an attempt is kept even if it took no time', () => {
  const track = follow({ type: 'attempt', at: 0, attempt: 1 })
  track.end(0, 'answered', 200)
  assert.equal(kinds(track), [['sent', 0, 0]])
})

test('several holds in a row are one', () => {
  const track = follow(
    { type: 'hold', at: 1 },
    { type: 'hold', at: 5 },
    { type: 'layer', at: 8, layer: 'auth', step: 'next' },
    { type: 'attempt', at: 9, attempt: 1 },
  )
  assert.equal(kinds(track), [
    ['inside', 0, 1],
    ['held', 1, 8],
    ['inside', 8, 9],
    ['sent', 9, undefined],
  ])
  assert.equal([track.now, track.attempts, track.replays], ['sent', 1, 0])
})

test('the answer of the wire ends an attempt where no layer does', () => {
  const track = follow(
    { type: 'attempt', at: 0, attempt: 1 },
    { type: 'wire:answer', at: 7, attempt: 1, status: 200 },
  )
  assert.equal(
    [track.now, track.spans[0]?.to, track.spans[0]?.status],
    ['inside', 7, 200],
  )
})

test('a request that never got a credential has refused nothing', () => {
  const track = follow({ type: 'hold', at: 0 })
  track.end(5, 'failed', undefined)
  assert.equal([track.attempts, kinds(track)], [0, [['held', 0, 5]]])
})

test.run()
