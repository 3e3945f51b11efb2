import * as assert from 'uvu/assert'
import {
  type ErrorFacts,
  type Request,
  RequestError,
  type RequestErrorCode,
  type RequestOptions,
  type RetryOptions,
  type RetryOutcome,
  type RetryRequestOptions,
} from '../src/index'
import { type Past, retryPolicy } from '../src/retry-policy'
import { answer, context, quietSuite } from './helpers'

const test = quietSuite('retry policy')

/** A policy that would send anything again, were it for the predicate and chance. */
const eager: RetryOptions = {
  shouldRetry: () => true,
  idempotencyHeader: 'X-Key',
  random: () => 1,
}

function failure(code: RequestErrorCode = 'network', facts: Partial<ErrorFacts> = {}) {
  const request = { method: 'GET', url: '/a' }
  return new RequestError(code, { request, message: 'no', ...facts })
}

interface Case {
  readonly request?: Partial<Request>
  readonly options?: RequestOptions & RetryRequestOptions
  readonly error?: unknown
  readonly response?: ReturnType<typeof answer>
  readonly retries?: number
  readonly policy?: RetryOptions
  readonly now?: number
  readonly wasAway?: boolean
}

/** How long is waited after such an end; a GET that failed on the way, unless it says. */
function waitOf(given: Case): number | undefined {
  const { request, options = {}, retries = 0, policy = {}, now = 0 } = given
  const { wasAway = false } = given
  const error = 'error' in given ? given.error : failure()
  const ctx = Object.assign(context(request), { options })
  ctx.response = given.response
  const past = { startedAt: 0, retries }
  return retryPolicy({ ...eager, ...policy }).waitAfter(ctx, error, past, now, wasAway)
}

const post = { method: 'POST' }

test('F02 only what is safe to send again is sent again', () => {
  const lost = failure('timeout')
  const unsent = failure('offline', { sent: false })
  const cases: ReadonlyArray<[name: string, given: Case, isSafe: boolean]> = [
    ['GET', { error: lost }, true],
    ['PUT', { request: { method: 'PUT' }, error: lost }, true],
    ['DELETE', { request: { method: 'DELETE' }, error: lost }, true],
    ['POST', { request: post, error: lost }, false],
    ['PATCH', { request: { method: 'PATCH' }, error: lost }, false],
    ['POST that never left', { request: post, error: unsent }, true],
    ['POST with a key', { request: { ...post, headers: { 'x-key': 'k' } } }, true],
    ['POST with an empty key', { request: { ...post, headers: { 'x-key': '' } } }, false],
    ['POST by leave of its caller', { request: post, options: { retry: true } }, true],
    ['POST with an accepted answer', { request: post, error: undefined }, false],
  ]
  for (const [name, given, isSafe] of cases) {
    assert.is(waitOf(given) !== undefined, isSafe, name)
  }
})

test('K11 nothing is sent again for nobody, whatever the predicate says', () => {
  assert.is(waitOf({ error: failure('aborted') }), undefined)
  assert.is(waitOf({ error: failure('network', { moot: true }) }), undefined)
  const ctx = context()
  Object.defineProperty(ctx, 'signal', { value: { ...ctx.signal, aborted: true } })
  const past = { startedAt: 0, retries: 0 }
  assert.is(retryPolicy(eager).waitAfter(ctx, failure(), past, 0, false), undefined)
})

test('K10 what a layer throws that is no RequestError is not tried again', () => {
  for (const error of [new Error('boom'), 'boom', null, { retryable: true }]) {
    assert.is(waitOf({ error }), undefined)
  }
})

test('C04 the predicate sees how the pass ended, and is not asked about what is unsafe', () => {
  const seen: RetryOutcome[] = []
  const shouldRetry = (outcome: RetryOutcome) => {
    seen.push(outcome)
    return false
  }
  const policy = { shouldRetry }
  const busy = answer({ status: 503 })
  const error = failure('status', { response: busy })
  const thanks = answer({ data: { code: 'BUSY' } })
  assert.is(waitOf({ policy, error }), undefined)
  waitOf({ policy, error: undefined, response: thanks })
  waitOf({ policy, request: post })
  waitOf({ policy, error: failure('aborted') })
  waitOf({ policy, retries: 2 })
  assert.equal(
    seen.map(each => [each.error, each.response, each.request.method, each.attempt]),
    [
      [error, busy, 'GET', 1],
      [undefined, thanks, 'GET', 1],
    ],
  )
})

test('C04 back-off doubles up to its limit, and chance takes a part of it', () => {
  const delays = (random: number) =>
    [0, 1, 2, 3, 4, 5, 6].map(retries =>
      waitOf({ retries, policy: { maxRetries: 9, random: () => random } }),
    )
  assert.equal(delays(1), [500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000])
  assert.equal(delays(0.5), [250, 500, 1_000, 2_000, 4_000, 5_000, 5_000])
  assert.equal(delays(0), [0, 0, 0, 0, 0, 0, 0])
  assert.is(waitOf({ policy: { random: () => 0.3333 } }), 167)
})

test('C04 `Retry-After` is kept, also where it is longer than any back-off', () => {
  const asked = (seconds: number, random = 1) => {
    const response = answer({ status: 429, headers: { 'retry-after': String(seconds) } })
    const error = failure('status', { response })
    return waitOf({ error, policy: { random: () => random, maxDelayMs: 2_000 } })
  }
  assert.is(asked(12), 12_000)
  assert.is(asked(12, 0), 12_000)
  assert.is(asked(0.1), 500)
  assert.is(asked(30), undefined)
  assert.is(asked(1e12), undefined)
})

test('C04 what was stopped goes at once when the app was away, else when it may be back', () => {
  const policy: RetryOptions = { onResume: () => () => {}, maxDelayMs: 4_000 }
  const error = failure('interrupted')
  assert.is(waitOf({ error, policy, wasAway: true }), 0)
  assert.is(waitOf({ error, policy }), 4_000)
  assert.is(waitOf({ error, wasAway: true }), 500)
  assert.is(waitOf({ policy, wasAway: true }), 500)
})

test('C04 no more tries than allowed', () => {
  assert.is(waitOf({ retries: 1 }), 1_000)
  assert.is(waitOf({ retries: 2 }), undefined)
})

test('C04 K12 no wait goes past the budget or the deadline, whichever is first', () => {
  const policy = { budgetMs: 1_000 }
  assert.is(waitOf({ policy, now: 499 }), 500)
  assert.is(waitOf({ policy, now: 500 }), undefined)
  assert.is(waitOf({ request: { deadline: 700 }, policy, now: 199 }), 500)
  assert.is(waitOf({ request: { deadline: 700 }, policy, now: 200 }), undefined)
  assert.is(waitOf({ request: { deadline: 5_000 }, policy, now: 500 }), undefined)
})

/** The key that a request goes with. */
function keyOf(
  request: Partial<Request>,
  create: RetryOptions['idempotencyKey'] = () => 'k1',
  past: Past = { startedAt: 0, retries: 0 },
) {
  const ctx = context({ method: 'POST', ...request })
  retryPolicy({ idempotencyKey: create, idempotencyHeader: 'X-Key' }).addKey(ctx, past)
  return ctx.request.headers['x-key']
}

test('F02 only a request that is unsafe by its method is given a key', () => {
  const methods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'POST', 'PATCH']
  const keyed = methods.filter(method => keyOf({ method }) !== undefined)
  assert.equal(keyed, ['POST', 'PATCH'])
})

test('F02 the key is made once, from the request, and kept', () => {
  const asked: string[] = []
  const past: Past = { startedAt: 0, retries: 0 }
  const create = ({ url }: Request) => {
    asked.push(url)
    return `k${asked.length}`
  }
  assert.is(keyOf({ url: '/a' }, create, past), 'k1')
  assert.is(keyOf({ url: '/a' }, create, past), 'k1')
  assert.equal(asked, ['/a'])
})

test('K31 the caller’s own key stays, and so does the caller’s refusal', () => {
  assert.is(keyOf({ headers: { 'x-key': 'own' } }), 'own')
  assert.is(keyOf({ withheld: ['x-key'] }), undefined)
  assert.is(keyOf({ withheld: ['x-app'] }), 'k1')
})

test('F02 no key is sent where none is made', () => {
  for (const create of [false, () => undefined]) assert.is(keyOf({}, create), undefined)
  assert.match(keyOf({}, true) as string, /^[\da-f-]{36}$/)
})

test.run()
