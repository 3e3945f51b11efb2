import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createTokenBook, isOf } from '../src/token-book'
import { fakeClock } from './helpers'

const test = suite('token book')

function opened() {
  const clock = fakeClock()
  return { clock, book: createTokenBook({ kind: 's', ttlMs: 100, now: clock.now }) }
}

test('finds what it issued, numbered over all users, and nothing else', () => {
  const { book } = opened()
  const owner = { user: 'u1' }
  const token = book.issue(owner)
  assert.match(token, /^s\.[\w-]{43}$/)
  assert.equal(book.find(token), { serial: 1, owner, isAlive: true })
  assert.is(book.find(token)?.owner, owner)
  assert.is(book.find(book.issue({ user: 'u2' }))?.serial, 2)
  for (const unknown of ['', 's.forged', undefined]) {
    assert.is(book.find(unknown), undefined)
    assert.is(book.callerOf(unknown), undefined)
  }
})

test('lets a token live to the last millisecond of its time', () => {
  const { book, clock } = opened()
  const token = book.issue({ user: 'u1' })
  clock.advance(99)
  assert.is(book.find(token)?.isAlive, true)
  clock.advance(1)
  assert.is(book.find(token)?.isAlive, false)
})

test('knows the caller behind a dead token', () => {
  const { book } = opened()
  const token = book.issue({ user: 'u1' })
  book.expire()
  assert.equal(book.callerOf(token), { user: 'u1', tokenSerial: 1 })
})

test('expires for one user or for all, and only what was issued before', () => {
  const { book } = opened()
  const u1 = book.issue({ user: 'u1' })
  const u2 = book.issue({ user: 'u2' })
  book.expire('u1')
  assert.equal([book.find(u1)?.isAlive, book.find(u2)?.isAlive], [false, true])
  book.expire()
  assert.is(book.find(u2)?.isAlive, false)
  assert.is(book.find(book.issue({ user: 'u1' }))?.isAlive, true)
})

test('takes no user for everybody', () => {
  const owner = { user: 'u1' }
  assert.equal(
    [isOf(owner, undefined), isOf(owner, 'u1'), isOf(owner, 'u2')],
    [true, true, false],
  )
})

test.run()
