import { inspect } from 'node:util'
import { isRequestError } from '@allium/core'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { hostFailure } from '../src/host-failure'
import { failureTable } from './failure-table'
import { fly, handHost, quiet, rejection, wireRequest } from './helpers'

const test = suite('hostFailure')
test.after.each(quiet)

const url = 'https://api.test/me?token=s3cret&q=a%20b'

for (const { from, raw, code, sent, retryable } of failureTable) {
  const words = inspect(raw).split('\n', 1)[0]
  test(`T01 T04 ${from}: ${words} is \`${code}\``, () => {
    const error = hostFailure(wireRequest(), raw, 3)
    assert.ok(isRequestError(error))
    assert.equal(
      { code: error.code, sent: error.sent, retryable: error.retryable },
      { code, sent, retryable },
    )
    assert.is(error.attempt, 3)
    assert.is(error.cause, raw)
    assert.is(error.response, undefined)
  })
}

test('T01 every row ends a request of the transport, whichever callback is used', async () => {
  for (const { raw, code, sent, retryable } of failureTable) {
    for (const callback of ['fail', 'complete'] as const) {
      const host = handHost(options => options[callback](raw))
      const error = await rejection(fly(host).promise)
      assert.equal([error.code, error.sent, error.retryable], [code, sent, retryable])
      assert.is(error.cause, raw)
    }
  }
})

test('K13 a message says the fact, then the likely cause', () => {
  const messageOf = (errMsg: string) => hostFailure(wireRequest(), { errMsg }, 1).message
  assert.equal(
    [
      'request:fail interrupted',
      'request:fail url not in domain list',
      'request:fail ssl hand shake error',
      'request:fail errcode:-106',
      'request:fail -109:net::ERR_ADDRESS_UNREACHABLE',
      'request:fail invalid url "foo"',
      'request:fail timeout',
      'request:fail abort',
      'request:fail',
    ].map(messageOf),
    [
      'GET /me: interrupted; the app was in the background',
      'GET /me: the domain is not allowed; add it to the request domains',
      'GET /me: no secure connection; check the certificate',
      'GET /me: the phone is offline',
      'GET /me: no connection to the server',
      'GET /me: the host refused the request as it is',
      'GET /me: no answer in time, says the host',
      'GET /me: aborted by the host',
      'GET /me: the connection failed',
    ],
  )
})

test('K10 T04 what stands where numbers do and is none says nothing', () => {
  const odd = [Symbol('13'), '13', [13], { valueOf: () => 13 }, Object.create(null), null]
  for (const field of ['errno', 'error', 'errCode', 'errNo', 'errorCode']) {
    for (const none of [...odd, 'timeout', Number.NaN]) {
      const error = hostFailure(wireRequest(), { [field]: none }, 1)
      assert.equal([error.code, error.sent], ['network', true], field)
    }
  }
})

test('C01 what cannot have left has not been seen, whatever the host says', () => {
  for (const { raw, code } of failureTable) {
    const error = hostFailure(wireRequest(), raw, 1, false)
    assert.equal([error.code, error.sent], [code, false])
  }
})

test('K13 the query stands nowhere, not even in the cause', () => {
  const error = hostFailure(
    wireRequest({ url }),
    { errno: 600009, errMsg: `request:fail invalid url "${url}"`, more: [{ url }] },
    1,
  )
  assert.is(error.code, 'invalid')
  assert.equal(error.cause, {
    errno: 600009,
    errMsg: 'request:fail invalid url "https://api.test/me?…"',
    more: [{ url: 'https://api.test/me?…' }],
  })
  const printed = [error.message, error.stack, JSON.stringify(error), inspect(error)]
  assert.not.match(printed.join(), /s3cret|a%20b/)
  assert.not.match(inspect(error.cause), /s3cret|a%20b/)
})

test('K13 a query that reads like a failure does not decide which it is', () => {
  const word = 'https://api.test/me?next=timeout&then=abort'
  const error = hostFailure(
    wireRequest({ url: word }),
    { errMsg: `request:fail ${word}` },
    1,
  )
  assert.is(error.code, 'network')
})

test('T04 words that say less than a failure before sending count as sent', () => {
  for (const errMsg of [
    'request:fail 未接到服务器的响应',
    'request:fail 该主机名的服务器没有响应',
    'request:fail 与互联网服务的会话中断',
  ]) {
    const { code, sent } = hostFailure(wireRequest(), { errMsg }, 1)
    assert.equal([errMsg, code, sent], [errMsg, 'network', true])
  }
})

test('T04 a number that is given as text is no number', () => {
  const failure = { errno: '600002', errMsg: '600002' }
  assert.is(hostFailure(wireRequest(), failure, 1).code, 'network')
})

test.run()
