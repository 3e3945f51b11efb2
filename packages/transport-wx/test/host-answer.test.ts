import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { hostAnswer, isAnswer } from '../src/host-answer'
import { wireRequest } from './helpers'

const test = suite('hostAnswer')

const request = wireRequest({ url: 'https://api.test/me?a=1' })

test('T02 an answer has status, headers, cookies, data, the URL as sent and what the host gave', () => {
  const raw = {
    statusCode: 201,
    header: { 'Content-Type': 'text/plain' },
    cookies: ['a=1', 'b=2'],
    data: 'body',
    errMsg: 'request:ok',
  }
  const answer = hostAnswer(request, raw)
  assert.equal(answer, {
    status: 201,
    headers: { 'content-type': 'text/plain' },
    cookies: ['a=1', 'b=2'],
    data: 'body',
    url: 'https://api.test/me?a=1',
    raw,
  })
  assert.is(answer.raw, raw)
})

test('T05 status and headers are read by the names of the look-alikes', () => {
  const { status, headers } = hostAnswer(request, {
    status: 418,
    headers: { 'X-A': '1' },
  })
  assert.equal([status, headers], [418, { 'x-a': '1' }])
  const both = hostAnswer(request, {
    statusCode: 200,
    status: 500,
    header: { a: 'header' },
    headers: { a: 'headers' },
  })
  assert.equal([both.status, both.headers], [200, { a: 'header' }])
  assert.equal(hostAnswer(request, { statusCode: 200 }).headers, {})
})

test('T05 the path of a file is an answer, where a host tells no status of a download', () => {
  for (const name of ['filePath', 'tempFilePath', 'apFilePath']) {
    const told = { [name]: 'a.bin' }
    assert.ok(isAnswer(told), name)
    assert.is(hostAnswer(request, told).status, 200)
    const refused = { ...told, statusCode: 404 }
    assert.is(hostAnswer(request, refused).status, 404)
  }
  assert.not.ok(isAnswer({ apFilePath: '' }))
  assert.not.ok(isAnswer({ tempFilePath: 'a.bin', statusCode: 0 }))
})

test('T03 what throws when it is read is no answer', () => {
  const throwing = Object.defineProperty({}, 'statusCode', {
    get() {
      throw new Error('host')
    },
  })
  assert.not.ok(isAnswer(throwing))
})

test('T02 a status that comes as text is a number', () => {
  const text = { statusCode: '404' } as unknown as { statusCode: number }
  assert.ok(isAnswer(text))
  assert.is(hostAnswer(request, text).status, 404)
})

test('T02 header names are in lower case, repeated fields are kept', () => {
  const { headers } = hostAnswer(request, {
    statusCode: 200,
    header: {
      'X-List': ['a', 'b'],
      'X-Two': '1',
      'x-two': '2',
      'X-Number': 5,
      Empty: '',
    },
  })
  assert.equal(headers, { 'x-list': 'a,b', 'x-two': '1,2', 'x-number': '5', empty: '' })
})

test('T02 cookies are one by one, also on hosts that only have the header', () => {
  const cookiesOf = (header: object) =>
    hostAnswer(request, { statusCode: 200, header }).cookies
  const first = 'a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Path=/'
  assert.equal(cookiesOf({ 'Set-Cookie': first }), [first])
  assert.equal(cookiesOf({ 'Set-Cookie': `${first},b=2, c=3` }), [first, 'b=2', 'c=3'])
  assert.equal(cookiesOf({ 'set-cookie': [first, 'b=2'] }), [first, 'b=2'])
  assert.equal(cookiesOf({}), [])
  const given = { statusCode: 200, cookies: [], header: { 'set-cookie': 'a=1' } }
  assert.equal(hostAnswer(request, given).cookies, [])
})

test('T01 an answer is what has an HTTP status', () => {
  const some = [{ statusCode: 100 }, { status: 599 }, { statusCode: 999 }]
  const none = [
    undefined,
    null,
    '200',
    {},
    { statusCode: 0 },
    { statusCode: -1 },
    { statusCode: null },
    { status: 'error' },
    { errMsg: 'request:ok' },
  ]
  assert.equal(
    some.map(isAnswer),
    some.map(() => true),
  )
  assert.equal(
    none.map(isAnswer),
    none.map(() => false),
  )
})

test.run()
