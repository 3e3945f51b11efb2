import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { eitherStyle } from '../src/either-style'
import { quiet } from './helpers'

const test = suite('eitherStyle')
test.after.each(quiet)

/** What is told when a call returns this. */
async function told(returned: unknown): Promise<unknown[]> {
  const log: unknown[] = []
  const given = eitherStyle(returned, given => log.push(given))
  assert.is(given, returned, 'what the host returned is handed on')
  await new Promise(resolve => setImmediate(resolve))
  return log
}

test('T03 what a promise resolves with is heard', async () => {
  for (const answer of [{ statusCode: 200 }, null, '', 0]) {
    assert.equal(await told(Promise.resolve(answer)), [answer])
  }
})

test('T03 what a promise rejects with is heard', async () => {
  const failure = new Error('host')
  for (const given of [failure, { errMsg: 'fail' }, undefined]) {
    assert.equal(await told(Promise.reject(given)), [given])
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

test.run()
