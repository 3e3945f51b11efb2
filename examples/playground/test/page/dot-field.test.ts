import type { Entry } from '@allium/inspector'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { DotField } from '../../src/page/onion/dot-field'
import { geometryOf, type Ring } from '../../src/page/onion/geometry'

const test = suite('dot field')

const geometry = geometryOf(['loading', 'auth', 'query'])
const [outermost, auth] = geometry.rings as [Ring, Ring]

/** A field, a short way to tell it something, and one to let time pass. */
function open(isStill = false) {
  const field = new DotField(geometry, isStill)
  const tell = (type: Entry['type'], id?: number) =>
    field.take({ seq: 0, type, at: 0, client: 'a', ...(id !== undefined && { id }) })
  const pass = (ms: number) => {
    let goesOn = true
    for (let at = 0; at < ms; at += 10) goesOn = field.step(10)
    return goesOn
  }
  const radii = () => field.dots.map(({ radius }) => Math.round(radius))
  return { field, tell, pass, radii }
}

test('a request travels to the server and out again, and is gone', () => {
  const { field, tell, pass, radii } = open()
  tell('request', 1)
  assert.equal(radii(), [geometry.outside])
  tell('attempt', 1)
  pass(1_000)
  assert.ok((radii()[0] ?? 999) < geometry.core)
  assert.is(field.dots[0]?.state, 'sent')
  tell('response', 1)
  pass(600)
  assert.is(field.dots[0]?.state, 'answered')
  assert.ok((radii()[0] ?? 0) > outermost.outer)
  assert.not(pass(2_000))
  assert.equal(field.dots, [])
})

test('a held request waits in the auth ring, and is replayed inside of it', () => {
  const { field, tell, pass, radii } = open()
  tell('request', 1)
  tell('attempt', 1)
  tell('hold', 1)
  tell('hold', 1)
  pass(2_000)
  const [dot] = field.dots
  assert.is(dot?.state, 'held')
  assert.ok((radii()[0] ?? 0) > auth.inner && (radii()[0] ?? 0) < auth.outer)
  tell('queued', 1)
  tell('attempt', 1)
  let furthest = 0
  for (let at = 0; at < 1_500; at += 10) {
    pass(10)
    furthest = Math.max(furthest, field.dots[0]?.radius ?? 0)
  }
  assert.ok(furthest < auth.outer, 'it never left the auth ring outwards')
  assert.is(field.dots[0]?.state, 'sent')
})

test('a late refusal goes back to the auth ring, and in again', () => {
  const { field, tell, pass } = open()
  tell('request', 1)
  tell('attempt', 1)
  pass(1_000)
  tell('attempt', 1)
  let furthest = 0
  for (let at = 0; at < 1_500; at += 10) {
    pass(10)
    furthest = Math.max(furthest, field.dots[0]?.radius ?? 0)
  }
  assert.ok(furthest > auth.inner && furthest < auth.outer)
})

test('a refresh is one bright dot from the auth ring to the server and back', () => {
  const { field, tell, pass } = open()
  tell('refresh:start')
  const [dot] = field.dots
  assert.equal([dot?.isRefresh, dot?.radius], [true, geometry.middleOf('auth')])
  pass(1_000)
  assert.is(dot?.radius, 0)
  tell('refresh')
  pass(400)
  assert.equal([dot?.state, dot?.radius], ['answered', geometry.middleOf('auth')])
  assert.not(pass(1_000))
})

test('a refresh that fails, or whose session ends, comes back red; once', () => {
  for (const end of ['refresh:error', 'logout'] as const) {
    const { field, tell, pass } = open()
    tell('refresh:start')
    tell(end)
    tell('logout')
    pass(600)
    assert.is(field.dots[0]?.state, 'failed')
    assert.not(pass(2_000))
  }
})

test('a dot is not far behind: soon after the end nothing is held any more', () => {
  const { field, tell, pass } = open()
  for (let id = 1; id <= 20; id += 1) tell('request', id)
  tell('refresh:start')
  for (const type of ['attempt', 'hold', 'queued', 'attempt', 'response'] as const) {
    for (let id = 1; id <= 20; id += 1) tell(type, id)
    pass(20)
  }
  tell('refresh')
  pass(420)
  assert.equal(
    field.dots.map(({ state }) => state),
    field.dots.map(() => 'answered'),
  )
  assert.is(field.dots.length, 21)
})

test('where nothing is to move, dots are at once where they are going', () => {
  const { field, tell, radii } = open(true)
  tell('request', 1)
  tell('attempt', 1)
  tell('hold', 1)
  field.step(10)
  assert.is(field.dots[0]?.state, 'held')
  assert.ok(Math.abs((radii()[0] ?? 0) - geometry.middleOf('auth')) <= 7)
  assert.is(field.dots[0]?.opacity, 1)
})

test('draws so many and no more, and leaves room for the names', () => {
  const { field, tell } = open()
  for (let id = 1; id <= 1_000; id += 1) tell('request', id)
  assert.is(field.dots.length, 450)
  const up = -Math.PI / 2
  for (const { angle } of field.dots) {
    const away = Math.abs(Math.atan2(Math.sin(angle - up), Math.cos(angle - up)))
    assert.ok(away > 0.5)
  }
})

test.run()
