import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createSlots } from '../../src/node-wx/slots'

const test = suite('createSlots')

function filled(limit: number, asked: number) {
  const slots = createSlots(limit)
  const log: number[] = []
  const releases: Array<() => void> = []
  const leaves = Array.from({ length: asked }, (_, place) =>
    slots.take(release => {
      log.push(place)
      releases[place] = release
    }),
  )
  return { slots, log, releases, leaves }
}

test('starts at once while there is a place', () => {
  const { slots, log } = filled(2, 3)
  assert.equal(log, [0, 1])
  assert.equal([slots.taken, slots.waiting, slots.peak], [2, 1, 2])
})

test('starts the rest in order, one for each place that comes free', () => {
  const { slots, log, releases } = filled(2, 5)
  releases[1]?.()
  assert.equal(log, [0, 1, 2])
  releases[0]?.()
  releases[2]?.()
  assert.equal(log, [0, 1, 2, 3, 4])
  releases[3]?.()
  releases[4]?.()
  assert.equal([slots.taken, slots.waiting, slots.peak], [0, 0, 2])
})

test('takes a place back once only', () => {
  const { slots, log, releases } = filled(1, 3)
  releases[0]?.()
  releases[0]?.()
  assert.equal(log, [0, 1])
  assert.equal([slots.taken, slots.waiting], [1, 1])
})

test('never starts one that has left the queue', () => {
  const { slots, log, releases, leaves } = filled(1, 3)
  assert.equal([leaves[1]?.(), leaves[1]?.(), leaves[0]?.()], [true, false, false])
  assert.is(slots.waiting, 1)
  releases[0]?.()
  assert.equal(log, [0, 2])
})

test('lets the same function wait twice', () => {
  const slots = createSlots(1)
  const releases: Array<() => void> = []
  const start = (release: () => void): void => {
    releases.push(release)
  }
  slots.take(start)
  const leave = slots.take(start)
  slots.take(start)
  leave()
  assert.is(slots.waiting, 1)
  releases[0]?.()
  assert.is(releases.length, 2)
  releases[1]?.()
  assert.is(slots.taken, 0)
})

test.run()
