import type { Request, Response } from '@allium/core'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { expiredOn, type Verdict } from '../src/index'

const test = suite('expired-on')

const request = { method: 'GET', url: 'https://api.test/a' } as Request
const answer = (status: number, data: unknown): Response => ({
  status,
  data,
  headers: {},
  cookies: [],
  url: request.url,
  raw: undefined,
})

const codes = expiredOn({ codes: [408, '0002'] })
const asText = expiredOn({ codes: ['408'] })
const field = expiredOn({ statuses: [419], codes: [1], codeField: 'errno' })

const table: ReadonlyArray<
  [string, ReturnType<typeof expiredOn>, number, unknown, Verdict]
> = [
  ['401 by default', expiredOn(), 401, undefined, 'expired'],
  ['403 is not 401', expiredOn(), 403, undefined, 'other'],
  ['200 by default', expiredOn(), 200, { code: 401 }, 'ok'],
  ['500 is something else', expiredOn(), 500, 'oops', 'other'],
  ['299 is good', expiredOn(), 299, undefined, 'ok'],
  ['300 is something else', expiredOn(), 300, undefined, 'other'],
  ['199 is something else', expiredOn(), 199, undefined, 'other'],
  ['body code 408 as a number', codes, 200, { code: 408 }, 'expired'],
  ['body code 408 as text is another', codes, 200, { code: '408' }, 'ok'],
  ['unless chosen', asText, 200, { code: '408' }, 'expired'],
  ['HTTP status 408 is not body code 408', codes, 408, undefined, 'other'],
  ['the code 0002 is not 2', codes, 200, { code: 2 }, 'ok'],
  ['the code 0002 is itself', codes, 200, { code: '0002' }, 'expired'],
  ['an empty body is safe', codes, 200, undefined, 'ok'],
  ['null is safe', codes, 200, null, 'ok'],
  ['HTML is safe', codes, 200, '<html>408</html>', 'ok'],
  ['bytes are safe', codes, 200, new ArrayBuffer(8), 'ok'],
  ['a list is safe', codes, 200, [408], 'ok'],
  ['another status', field, 419, undefined, 'expired'],
  ['401 no longer', field, 401, undefined, 'other'],
  ['another field', field, 200, { errno: 1 }, 'expired'],
]

for (const [name, classify, status, data, verdict] of table) {
  test(`A02 ${name}`, () => {
    assert.is(classify(answer(status, data), request), verdict)
  })
}

test('A02 where no code is wanted, no body is looked at', () => {
  const body = {
    get code() {
      throw new Error('it was read')
    },
  }
  assert.is(expiredOn()(answer(200, body), request), 'ok')
})

test('K32 wrong options throw at once', () => {
  for (const [options, message] of [
    [{ statuses: 401 }, '`statuses` must be a list of numbers'],
    [{ statuses: [401, '419'] }, '`statuses` must be a list of numbers'],
    [{ codes: 408 }, '`codes` must be a list of codes'],
    [{ codes: [408, [409]] }, '`codes` must be a list of codes'],
    [{ codes: [undefined] }, '`codes` must be a list of codes'],
    [{ codeField: 5 }, '`codeField` must be the name of a field'],
    [{ code: [408] }, 'knows no option `code`'],
  ] as const) {
    assert.throws(
      () => expiredOn(options as never),
      new RegExp(`\\[expiredOn] ${message}`),
    )
  }
})

test('options that are there and undefined are those that are left out', () => {
  const nothing = { statuses: undefined, codes: undefined, codeField: undefined }
  const classify = expiredOn({ ...nothing, unless: undefined })
  assert.is(classify(answer(401, undefined), request), 'expired')
  assert.is(classify(answer(200, { code: 401 }), request), 'ok')
})

test.run()
