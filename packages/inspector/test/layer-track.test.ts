import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { LayerStep } from '../src/entry'
import { LayerTrack } from '../src/layer-track'
import { entries } from './helpers'

const test = suite('layer track')

type Step = readonly [at: number, layer: string, step: LayerStep]

function follow(...steps: readonly Step[]): LayerTrack {
  const track = new LayerTrack()
  const told = steps.map(([at, layer, step]) => ({
    type: 'layer' as const,
    ...{ at, layer, step },
  }))
  for (const entry of entries(...told)) track.take(entry)
  return track
}

test('counts for each layer the time that was spent in none further inside', () => {
  const track = follow(
    [0, 'loading', 'in'],
    [2, 'loading', 'next'],
    [2, 'auth', 'in'],
    [10, 'auth', 'next'],
    [30, 'auth', 'back'],
    [31, 'auth', 'out'],
    [31, 'loading', 'back'],
    [35, 'loading', 'out'],
  )
  assert.equal(track.times(), [
    { layer: 'loading', depth: 0, passes: 1, ownMs: 6 },
    { layer: 'auth', depth: 1, passes: 1, ownMs: 9 },
  ])
  assert.is(track.current, undefined)
})

test('adds up the passes of what is inside a layer that replays', () => {
  const track = follow(
    [0, 'auth', 'in'],
    [0, 'auth', 'next'],
    [0, 'query', 'in'],
    [1, 'query', 'next'],
    [5, 'query', 'back'],
    [5, 'query', 'out'],
    [5, 'auth', 'back'],
    [25, 'auth', 'next'],
    [25, 'query', 'in'],
    [27, 'query', 'next'],
  )
  assert.equal(track.times(), [
    { layer: 'auth', depth: 0, passes: 1, ownMs: 20 },
    { layer: 'query', depth: 1, passes: 2, ownMs: 3 },
  ])
  assert.is(track.current, 'query')
})

test('tells apart two layers of one name', () => {
  const track = follow(
    [0, '', 'in'],
    [1, '', 'next'],
    [1, '', 'in'],
    [4, '', 'next'],
    [9, '', 'back'],
    [9, '', 'out'],
    [9, '', 'back'],
    [9, '', 'out'],
  )
  assert.equal(
    track.times().map(({ depth, ownMs }) => [depth, ownMs]),
    [
      [0, 1],
      [1, 3],
    ],
  )
})

test('takes what it missed the beginning of for nothing', () => {
  assert.equal(follow([5, 'auth', 'back'], [6, 'auth', 'out']).times(), [])
})

test.run()
