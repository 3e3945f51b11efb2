import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { deferred, drain } from '../src/index'

const test = suite('deferred')

test('resolves its promise', async () => {
  const answer = deferred<string>()
  assert.is(answer.settled, false)
  answer.resolve('a1')
  assert.is(answer.settled, true)
  assert.is(await answer.promise, 'a1')
})

test('rejects its promise with the same reason', async () => {
  const answer = deferred<string>()
  const reason = new Error('no')
  answer.reject(reason)
  assert.is(answer.settled, true)
  assert.is(await answer.promise.catch(error => error), reason)
})

test('keeps to its first settlement', async () => {
  const answer = deferred<string>()
  answer.resolve('first')
  answer.reject(new Error('second'))
  assert.is(await answer.promise, 'first')
})

test('stays pending until it is settled', async () => {
  const answer = deferred()
  let done = false
  answer.promise.then(() => {
    done = true
  })
  await drain()
  assert.is(done, false)
  answer.resolve()
  await drain()
  assert.is(done, true)
})

test.run()
