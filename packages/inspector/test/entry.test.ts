import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { entryOf } from '../src/entry'

const test = suite('entry')

test('keeps what an event is known to tell', () => {
  const told = { id: 3, method: 'GET', url: '/me', attempt: 2, at: 40, queuedMs: 7 }
  assert.equal(entryOf(9, 'attempt', 'a', told), {
    ...{ seq: 9, type: 'attempt', client: 'a' },
    ...told,
  })
})

test('drops what nobody has promised to be without a secret', () => {
  const told = {
    ...{ id: 1, at: 0, accessToken: 'a0', headers: { authorization: 'Bearer a0' } },
    ...{ code: { token: 'a0' }, message: ['a0'], status: 'a0', retryable: 'a0' },
  }
  const kept = entryOf(1, 'error', 'a', told)
  assert.equal(kept, { seq: 1, type: 'error', client: 'a', id: 1, at: 0 })
})

test('keeps header notes of the wire alone', () => {
  const headers = [{ name: 'accept', value: '*/*' }]
  assert.equal(entryOf(1, 'wire:sent', 'a', { at: 0, headers }).headers, headers)
  assert.is(entryOf(1, 'response', 'a', { at: 0, headers }).headers, undefined)
})

test.run()
