import * as assert from 'uvu/assert'
import { abortReason, createAbortController, RequestError } from '../src/index'
import { quietSuite } from './helpers'

const test = quietSuite('abort reason')

const request = {
  method: 'GET',
  url: 'https://api.test/me?token=s3cret',
  headers: {},
  body: undefined,
  responseType: 'json',
  timeout: 100,
} as const

/** A wire whose signal has fired. */
function wireOf(reason: unknown, attempt = 4) {
  const { signal, abort } = createAbortController()
  abort(reason)
  return { signal, attempt }
}

test('K11 a reason of the kernel is passed on as it is', () => {
  const reason = new RequestError('timeout', { request, message: 'late' })
  assert.is(abortReason(request, wireOf(reason)), reason)
})

test('K11 K13 a reason of somebody’s own is the cause of an `aborted`', () => {
  for (const sent of [true, false]) {
    const error = abortReason(request, wireOf('left'), sent) as RequestError
    const { code, attempt, cause, message } = error
    assert.equal([code, attempt, error.sent, cause], ['aborted', 4, sent, 'left'])
    assert.is(message, 'GET /me: aborted')
  }
  const { sent } = abortReason(request, wireOf(undefined)) as RequestError
  assert.is(sent, true)
})

test.run()
