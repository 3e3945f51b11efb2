import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { eitherStyle } from '../src/either-style'
import { quiet } from './helpers'

const test = suite('eitherStyle')
test.after.each(quiet)

/** What is told when a call returns this. */
async function told(returned: unknown): Promise<unknown[]> {
  const log: unknown[] = []
  const given = eitherStyle(() => returned)({
    success: answer => log.push('success', answer),
    fail: failure => log.push('fail', failure),
    complete: result => log.push('complete', result),
  })
  assert.is(given, returned, 'what the host returned is handed on')
  await new Promise(resolve => setImmediate(resolve))
  return log
}

test('T03 what a promise resolves with is a success', async () => {
  for (const answer of [{ statusCode: 200 }, null, '', 0]) {
    assert.equal(await told(Promise.resolve(answer)), ['success', answer])
  }
})

test('T03 what a promise rejects with is a failure', async () => {
  const failure = new Error('host')
  for (const given of [failure, { errMsg: 'fail' }, undefined]) {
    assert.equal(await told(Promise.reject(given)), ['fail', given])
  }
})

test('T03 an async function that has nothing to say says nothing', async () => {
  assert.equal(await told(Promise.resolve()), [])
})

test('T03 what is no promise is left alone', async () => {
  for (const returned of [undefined, null, 5, { abort() {} }]) {
    assert.equal(await told(returned), [])
  }
})

test('T03 the callbacks are the host’s, too', () => {
  const log: unknown[] = []
  const callbacks = { success() {}, fail() {}, complete() {} }
  eitherStyle(given => log.push(given))(callbacks)
  assert.is(log[0], callbacks)
})

test.run()
