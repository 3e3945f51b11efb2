import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Entry } from '../src/entry'
import { TrailBook } from '../src/trail-book'

const test = suite('trail book')

/** A book, and a short way to tell it something. */
function open(keep = 1_000) {
  const book = new TrailBook(keep)
  let seq = 0
  const tell = (type: Entry['type'], more: Partial<Entry> = {}) => {
    seq += 1
    book.take({ seq, type, at: seq, client: 'a', ...more })
  }
  const whole = (id: number, more: Partial<Entry> = {}) => {
    tell('request', { id, method: 'GET', url: '/me', ...more })
    tell('response', { id, status: 200, ...more })
  }
  const keys = () => book.rows().map(({ key }) => key)
  return { book, tell, whole, keys }
}

test('keeps the last, and the counts of all', () => {
  const { book, whole, keys } = open(3)
  for (const id of [1, 2, 3, 4, 5]) whole(id)
  assert.equal(keys(), ['a:3', 'a:4', 'a:5'])
  const { requests, answered, pending } = book.counters()
  assert.equal([requests, answered, pending], [5, 5, 0])
})

test('never drops what is under way: it goes on being told of', () => {
  const { book, tell, whole, keys } = open(2)
  tell('request', { id: 1, method: 'GET', url: '/slow' })
  for (const id of [2, 3, 4]) whole(id)
  assert.equal(keys(), ['a:1', 'a:4'])
  tell('response', { id: 1, status: 200 })
  assert.equal([book.counters().answered, book.counters().pending], [4, 0])
})

test('takes nothing of requests that began before it listened', () => {
  const { tell, keys } = open()
  tell('response', { id: 7, status: 200 })
  tell('hold', { id: 7 })
  assert.equal(keys(), [])
})

test('keeps apart the requests of two clients with one id', () => {
  const { whole, keys } = open()
  whole(1)
  whole(1, { client: 'b' })
  assert.equal(keys(), ['a:1', 'b:1'])
})

test('what a refresh sends is the refresh’s, and of nobody after it', () => {
  const { book, tell } = open()
  tell('request', { id: 1, method: 'GET', url: '/me' })
  tell('refresh:start')
  tell('wire:sent', { id: 2, method: 'POST', url: '/refresh' })
  // Of a request from before: not the refresh's.
  tell('wire:answer', { id: 0, status: 500 })
  tell('wire:answer', { id: 2, status: 200 })
  tell('refresh')
  tell('wire:sent', { id: 3, method: 'GET', url: '/stranger' })
  assert.equal(
    book.entriesOf('refresh:1').map(({ type, id }) => [type, id]),
    [
      ['refresh:start', undefined],
      ['wire:sent', 2],
      ['wire:answer', 2],
      ['refresh', undefined],
    ],
  )
})

test('a session that ends is counted once, and ends its refresh', () => {
  const { book, tell } = open()
  tell('refresh:start')
  tell('logout', { reason: 'rejected' })
  tell('logout', { reason: 'user' })
  const { logouts, refreshes, failedRefreshes } = book.counters()
  assert.equal([logouts, refreshes, failedRefreshes], [2, 1, 1])
  assert.is(book.entriesOf('refresh:1').length, 2)
})

test('clear forgets what is over and all counts; what is under way stays', () => {
  const { book, tell, whole, keys } = open()
  whole(1)
  tell('request', { id: 2, method: 'GET', url: '/slow' })
  book.clear()
  assert.equal([keys(), book.counters().requests], [['a:2'], 1])
})

test('a client that is heard no more leaves nothing pending', () => {
  const { book, tell, keys } = open()
  tell('request', { id: 1, method: 'GET', url: '/slow' })
  tell('refresh:start')
  tell('request', { id: 1, method: 'GET', url: '/slow', client: 'b' })
  book.forget('a')
  assert.equal([keys(), book.counters().pending], [['b:1'], 1])
})

test.run()
