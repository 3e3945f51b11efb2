import {
  type ErrorCode,
  type ErrorFacts,
  type Layer,
  RequestError,
  type Response,
} from '@allium/core'
import { AuthError, type AuthErrorCode } from '@allium/middleware-auth'
import axios from 'axios'
import * as assert from 'uvu/assert'
import { bench, forms, ORIGIN, quietSuite, rejection } from './helpers'

const test = quietSuite('axios failure')

/** A layer that fails with this, once there is an answer of that status. */
function failing(make: (facts: Omit<ErrorFacts, 'message'>) => unknown): Layer {
  return async function failing(ctx, next) {
    await next()
    const { request, response, attempt } = ctx
    throw make({ request, response, attempt })
  }
}

/** How a failure looks to axios: code, message, whether sent, the answer's status. */
async function told(
  make: (facts: Omit<ErrorFacts, 'message'>) => unknown,
  adapter = forms[0]?.[1],
  status = 401,
): Promise<unknown[]> {
  const handler = () => ({ status, data: '{"msg":"no"}' })
  const { api } = bench(handler, { layers: [failing(make)], ...(adapter && { adapter }) })
  const error = await rejection(api.get('/me?token=a0'))
  assert.ok(axios.isAxiosError(error))
  assert.is(error.config?.url, '/me?token=a0')
  assert.ok(error.cause instanceof RequestError)
  assert.not(Object.keys(error).includes('cause'))
  const { code, message, request, response } = error
  if (request) assert.equal(request, { method: 'GET', url: `${ORIGIN}/me` })
  if (response) assert.equal(response.data, { msg: 'no' })
  return [code, message, request !== undefined, response?.status]
}

const failed = (code: string, facts: object) => (given: Omit<ErrorFacts, 'message'>) =>
  new RequestError(code as ErrorCode, { ...given, message: 'a fact', ...facts })
const bare = { response: undefined }
const refused = 'Request failed with status code'

for (const [name, adapter] of forms) {
  test(`${name}: each code of core is one that axios users know`, async () => {
    for (const code of ['network', 'offline', 'interrupted', 'domain', 'tls']) {
      assert.equal(
        await told(failed(code, bare), adapter),
        ['ERR_NETWORK', 'Network Error', true, undefined],
        code,
      )
    }
    for (const [code, facts, words] of [
      ['offline', { sent: false }, ['ERR_NETWORK', 'Network Error', true]],
      ['timeout', {}, ['ECONNABORTED', 'timeout exceeded', true]],
      ['timeout', { sent: false }, ['ECONNABORTED', 'timeout exceeded', true]],
      ['aborted', {}, ['ERR_CANCELED', 'canceled', true]],
      ['aborted', { sent: false }, ['ERR_CANCELED', 'canceled', false]],
      ['invalid', { sent: false }, ['ERR_BAD_REQUEST', 'GET /me: a fact', false]],
      ['custom', {}, ['ERR_BAD_REQUEST', 'GET /me: a fact', true]],
    ] as const) {
      const seen = await told(failed(code, { ...bare, ...facts }), adapter)
      assert.equal(seen, [...words, undefined], code)
    }
  })

  test(`${name}: an error with an answer shows it, and is named after its status`, async () => {
    for (const [status, words] of [
      [401, ['ERR_BAD_REQUEST', `${refused} 401`]],
      [499, ['ERR_BAD_REQUEST', `${refused} 499`]],
      [304, ['ERR_BAD_RESPONSE', `${refused} 304`]],
      [500, ['ERR_BAD_RESPONSE', `${refused} 500`]],
      [200, ['ERR_BAD_RESPONSE', 'GET /me: a fact']],
    ] as const) {
      for (const code of ['business', 'unreadable']) {
        assert.equal(await told(failed(code, {}), adapter, status), [
          ...words,
          true,
          status,
        ])
      }
    }
  })

  test(`${name}: where auth gave up for good, the answer is there to be acted on`, async () => {
    for (const code of ['expired', 'refresh-rejected', 'no-credential'] as const) {
      assert.equal(
        await told(facts => new AuthError(code, facts), adapter),
        ['ERR_BAD_REQUEST', `${refused} 401`, true, 401],
        code,
      )
    }
    const unsent = { ...bare, sent: false }
    const [code, message, ...rest] = await told(
      facts => new AuthError('refresh-rejected', { ...facts, ...unsent }),
      adapter,
    )
    assert.equal([code, ...rest], ['ERR_BAD_REQUEST', false, undefined])
    assert.match(message as string, /^GET \/me: the refresh was rejected/)
  })

  test(`${name}: where auth gave up for now, no 401 says that the user is signed out`, async () => {
    const passing: AuthErrorCode[] = [
      'refresh-transient',
      'refresh-timeout',
      'refresh-ambiguous',
      'invalid-refresh-answer',
      'refresh-window',
      'cooling-down',
      'too-many-held',
    ]
    for (const code of passing) {
      assert.equal(
        await told(facts => new AuthError(code, facts), adapter),
        ['ERR_NETWORK', 'Network Error', true, undefined],
        code,
      )
    }
  })

  test(`${name}: a request whose session is over is cancelled, whatever its answer`, async () => {
    for (const code of ['session-changed', 'disposed'] as const) {
      for (const status of [200, 401]) {
        const seen = await told(facts => new AuthError(code, facts), adapter, status)
        assert.equal(seen, ['ERR_CANCELED', 'canceled', true, undefined], code)
      }
    }
  })
}

test('a caller that takes every status still hears what a layer refused', async () => {
  const handler = () => ({ status: 401, data: '{}' })
  const { api } = bench(handler, { layers: [failing(failed('business', {}))] })
  for (const validateStatus of [null, () => true]) {
    const error = await rejection(api.get('/me', { validateStatus }))
    assert.equal(
      [error.code, error.message, error.status],
      ['ERR_BAD_RESPONSE', 'GET /me: a fact', 401],
    )
  }
})

test('a retryable answer of a server is shown: it is no matter of auth', async () => {
  const make = failed('status', { retryable: true })
  assert.equal(await told(make, undefined, 503), [
    'ERR_BAD_RESPONSE',
    `${refused} 503`,
    true,
    503,
  ])
})

test('an answer that auth saw before a layer changed it is read as it came', async () => {
  const opening: Layer = async (ctx, next) => {
    await next()
    ctx.response = { ...(ctx.response as Response), data: { name: 'Lin' } }
  }
  let saw: Response | undefined
  const layers = [
    failing(
      facts => new RequestError('business', { ...facts, message: 'no', response: saw }),
    ),
    opening,
    async (ctx: { response: Response | undefined }, next: () => Promise<void>) => {
      await next()
      saw = ctx.response
    },
  ]
  const { api } = bench(() => ({ data: '{"id":12345678901234567890}' }), { layers })
  const transformResponse = (text: unknown) => text
  const error = await rejection(api.get('/a', { transformResponse }))
  assert.is(error.response?.data, '{"id":12345678901234567890}')
})

test.run()
