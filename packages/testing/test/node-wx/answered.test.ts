import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { answered, type CallResult } from '../../src/node-wx/answered'

const test = suite('answered')

test('answers by the callbacks where there is any, and then with no promise', () => {
  const log: string[] = []
  const success = ({ errMsg }: CallResult): void => {
    log.push(errMsg)
  }
  const returned = answered<{ success: typeof success }, CallResult>(
    { success },
    callbacks => callbacks.success?.({ errMsg: 'a:ok' }),
  )
  assert.equal([returned, log], [undefined, ['a:ok']])
})

test('answers by a promise where there is none', async () => {
  const fulfilled = answered<object, CallResult>({}, ({ success }) =>
    success?.({ errMsg: 'a:ok' }),
  )
  const rejected = answered<object, CallResult>({}, ({ fail }) =>
    fail?.({ errMsg: 'a:fail' }),
  )
  assert.equal(await fulfilled, { errMsg: 'a:ok' })
  assert.equal(await (rejected as Promise<unknown>).catch(error => error), {
    errMsg: 'a:fail',
  })
})

test.run()
