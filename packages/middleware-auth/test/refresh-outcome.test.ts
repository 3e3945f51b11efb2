import { isRequestError, RequestError, type Response } from '@allium/core'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { anyClientError, codeOtherThan } from '../src/index'
import { readFailure } from '../src/refresh-outcome'

const test = suite('refresh-outcome')

const answer = (status: number, data?: unknown): Response => ({
  status,
  data,
  headers: {},
  cookies: [],
  url: 'https://api.test/refresh',
  raw: undefined,
})

for (const [status, isIt] of [
  [200, false],
  [302, false],
  [399, false],
  [400, true],
  [401, true],
  [404, true],
  [407, true],
  [408, false],
  [409, true],
  [422, true],
  [424, true],
  [425, false],
  [426, true],
  [428, true],
  [429, false],
  [499, true],
  [500, false],
  [503, false],
] as const) {
  test(`C01 anyClientError: ${status} is ${isIt ? 'the end' : 'not the end'}`, () => {
    assert.is(anyClientError(answer(status, { error: 'invalid_grant' })), isIt)
  })
}

const table: ReadonlyArray<[ReturnType<typeof codeOtherThan>, number, unknown, boolean]> =
  [
    [codeOtherThan(200), 200, { code: 200 }, false],
    [codeOtherThan(200), 200, { code: '200' }, true],
    [codeOtherThan(200, '200'), 200, { code: '200' }, false],
    [codeOtherThan(0), 200, { code: 0 }, false],
    [codeOtherThan(0), 200, { code: '' }, true],
    [codeOtherThan(0), 200, { code: false }, true],
    [codeOtherThan(200), 200, { code: 500 }, true],
    [codeOtherThan(200), 201, { code: 500 }, true],
    [codeOtherThan(200), 299, { code: 500 }, true],
    [codeOtherThan(200), 200, '{"code":500}', true],
    [codeOtherThan(200), 200, '{"code":200}', false],
    // No code: lost on its way, and no refusal.
    [codeOtherThan(200), 200, {}, false],
    [codeOtherThan(200), 200, { code: undefined }, false],
    [codeOtherThan(200), 200, undefined, false],
    [codeOtherThan(200), 200, null, false],
    [codeOtherThan(200), 200, '', false],
    [codeOtherThan(200), 200, '<html>500</html>', false],
    [codeOtherThan(200), 200, [{ code: 500 }], false],
    [codeOtherThan(200), 200, new ArrayBuffer(8), false],
    [codeOtherThan(200), 204, undefined, false],
    // Another status speaks for itself.
    [codeOtherThan(200), 500, { code: 500 }, false],
    [codeOtherThan(200), 503, { code: 'busy' }, false],
    [codeOtherThan(200), 302, { code: 500 }, false],
    [codeOtherThan(200), 199, { code: 500 }, false],
    [codeOtherThan(200), 300, { code: 500 }, false],
  ]

for (const [isRejected, status, data, isIt] of table) {
  const words = data instanceof ArrayBuffer ? 'bytes' : JSON.stringify(data)
  test(`C01 codeOtherThan: ${status} ${words} is ${isIt ? 'the end' : 'not the end'}`, () => {
    assert.is(isRejected(answer(status, data)), isIt)
  })
}

test('K32 codeOtherThan takes codes, and at least one', () => {
  for (const good of [[], [[200]], [200, undefined], [{ code: 200 }]]) {
    assert.throws(
      () => codeOtherThan(...(good as number[])),
      (error: unknown) =>
        String(error) === 'TypeError: [codeOtherThan] takes the good codes',
      JSON.stringify(good),
    )
  }
})

const request = { method: 'POST', url: 'https://api.test/refresh' }
const fails = (code: 'status' | 'business', response?: Response) =>
  new RequestError(code, { request, message: 'no', response })
const never = () => false

test('C01 where there is no answer, nobody is asked whether it is the end', () => {
  const asked = () => {
    throw new Error('it was asked')
  }
  assert.is(readFailure(new Error('cut'), {}, asked).outcome, 'transient')
  assert.is(readFailure(fails('status'), {}, asked).outcome, 'ambiguous')
})

test('C01 only a status that was not accepted is judged as one', () => {
  const busy = answer(503)
  assert.is(readFailure(fails('status', busy), {}, never).outcome, 'transient')
  assert.is(readFailure(fails('business', busy), {}, never).outcome, 'ambiguous')
})

test('C01 `invalid_grant` is the end with a 400, as the RFC has it', () => {
  const data = { error: 'invalid_grant' }
  const outcomeOf = (status: number) =>
    readFailure(fails('status', answer(status, data)), {}, never).outcome
  assert.equal([400, 422].map(outcomeOf), ['rejected', 'refused'])
})

test('C01 N02 a good status whose body is the end has an error that says so', () => {
  const response = answer(200, { code: 7 })
  const thrown = new TypeError('no token in it')
  const { outcome, cause } = readFailure(thrown, { response }, codeOtherThan(0))
  assert.is(outcome, 'rejected')
  assert.ok(isRequestError(cause))
  assert.is(cause.code, 'business')
  assert.is(cause.response, response)
  assert.is(cause.message, 'REFRESH /refresh: 200, and the answer refuses it')
})

test.run()
