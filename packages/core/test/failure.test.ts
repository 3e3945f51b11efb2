import * as assert from 'uvu/assert'
import { failureOf, type Layer, type RequestError } from '../src/index'
import { answer, bench, context, quietSuite, rejection } from './helpers'

const test = quietSuite('failure')

const is2xx = (status: number) => status >= 200 && status < 300

test('K14 there is none before there is an answer', () => {
  assert.is(failureOf(context({ acceptStatus: () => false })), undefined)
})

for (const [status, failed] of [
  [199, true],
  [200, false],
  [299, false],
  [300, true],
  [404, true],
] as const) {
  test(`K14 it says of ${status} what the request’s own judgement says`, () => {
    const ctx = context({ acceptStatus: is2xx })
    ctx.response = answer({ status })
    assert.is(failureOf(ctx) !== undefined, failed)
  })
}

test('K13 K14 it is the status error, and tells no query value', () => {
  const ctx = context({ url: 'https://api.test/me?token=a0', acceptStatus: is2xx })
  ctx.response = answer({ status: 503, data: { msg: 'busy' } })
  ctx.attempt = 2
  const { code, message, request, attempt, retryable, response } = failureOf(
    ctx,
  ) as RequestError
  assert.equal(
    { code, message, request, attempt, retryable },
    {
      code: 'status',
      message: 'GET /me: 503 Service Unavailable',
      request: { method: 'GET', url: 'https://api.test/me' },
      attempt: 2,
      retryable: true,
    },
  )
  assert.is(response, ctx.response)
})

test('K14 a layer hears of the failure that the caller gets, by client and by request', async () => {
  const seen: Array<string | undefined> = []
  const look: Layer = async (ctx, next) => {
    await next()
    seen.push(failureOf(ctx)?.message)
  }
  const { client } = bench(() => ({ status: 404 }), {
    acceptStatus: status => status !== 404,
  })
  const api = client.use(look)
  const error = await rejection(api.get('https://api.test/a'))
  const { status } = await api.get('https://api.test/a', { acceptStatus: () => true })
  assert.is(status, 404)
  assert.equal(seen, ['GET /a: 404 Not Found', undefined])
  assert.is(error.message, 'GET /a: 404 Not Found')
})

test.run()
