import { deferred, drain, eventRecorder, type FakeHandler } from '@allium/testing'
import * as assert from 'uvu/assert'
import {
  BusinessError,
  type ClientOptions,
  createByteSource,
  createClient,
  headers,
  type Layer,
  loading,
  query,
  RequestError,
  type RequestErrorCode,
  type ResumeSource,
  type RetryOptions,
  type RetryOutcome,
  replayable,
  retry,
} from '../src/index'
import {
  answer,
  bench,
  countingSignal,
  never,
  quietSuite,
  rejection,
  stateOf,
} from './helpers'

const test = quietSuite('retry')

/** A client that retries without waiting longer than a turn, unless told. */
function retrying(
  handler: FakeHandler,
  options: RetryOptions = {},
  clientOptions: Partial<ClientOptions> = {},
) {
  const { client, clock, transport } = bench(handler, clientOptions)
  const api = client.use(retry({ random: () => 1, ...options }))
  const recorder = eventRecorder()
  recorder.watch(api as never, ['retry'])
  const times = () => transport.calls.length
  return { api, clock, transport, recorder, times }
}

/** Answers each attempt with the next status; the last one goes on. */
const statuses =
  (...list: number[]): FakeHandler =>
  (_, { index }) => ({ status: list[Math.min(index, list.length - 1)] as number })

const failing =
  (code: RequestErrorCode, sent = true): FakeHandler =>
  request => {
    throw new RequestError(code, { request, message: 'no', sent })
  }

test('C04 what failed for the moment is sent again, after a back-off that doubles', async () => {
  const { api, clock, times } = retrying(statuses(503, 502, 200))
  const call = api.get('/a')
  await drain()
  assert.is(times(), 1)
  await clock.advance(499)
  assert.is(times(), 1)
  await clock.advance(1)
  assert.is(times(), 2)
  await clock.advance(999)
  assert.is(times(), 2)
  await clock.advance(1)
  assert.is((await call).status, 200)
  assert.is(times(), 3)
})

test('K33 C04 by default two more times, within 500 ms and 1 000 ms, 30 s in all', async () => {
  const waits: unknown[] = []
  const { client, clock, transport } = bench(statuses(503))
  const api = client.use(retry())
  api.on('retry', ({ delayMs }) => void waits.push(delayMs))
  const ended = rejection(api.get('/a'))
  await clock.advance(1_500)
  assert.is((await ended).code, 'status')
  assert.is(transport.calls.length, 3)
  assert.ok((waits[0] as number) <= 500 && (waits[1] as number) <= 1_000)
  const asking = (seconds: string) =>
    bench(() => ({ status: 503, headers: { 'retry-after': seconds } }))
  const long = asking('30')
  await rejection(long.client.use(retry()).get('/a'))
  assert.is(long.transport.calls.length, 1)
  const short = asking('29.9')
  const second = rejection(short.client.use(retry()).get('/a'))
  await short.clock.advance(29_900)
  await second
  assert.is(short.transport.calls.length, 2)
})

test('K33 C04 by default no wait is longer than 10 s', async () => {
  const { client, clock } = bench(statuses(503))
  const waits: number[] = []
  const api = client.use(retry({ maxRetries: 7, budgetMs: 100_000, random: () => 1 }))
  api.on('retry', ({ delayMs }) => void waits.push(delayMs))
  const ended = rejection(api.get('/a'))
  await clock.advance(40_000)
  await ended
  assert.equal(waits, [500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000])
})

test('K13 the last error is the one that the caller gets', async () => {
  const errors: RequestError[] = []
  const { api, clock, times } = retrying(request => {
    errors.push(new RequestError('network', { request, message: 'no' }))
    throw errors[errors.length - 1]
  })
  const ended = rejection(api.get('/a'))
  await clock.advance(1_500)
  assert.is(await ended, errors[2])
  assert.is(times(), 3)
})

const tried: Record<string, boolean> = {
  timeout: true,
  offline: true,
  interrupted: true,
  network: true,
  aborted: false,
  domain: false,
  tls: false,
  business: false,
  unreadable: false,
  invalid: false,
}

for (const [code, isTried] of Object.entries(tried)) {
  test(`C04 a GET that failed with ${code} is ${isTried ? '' : 'not '}sent again`, async () => {
    const handler = failing(code as RequestErrorCode)
    const { api, clock, times } = retrying(handler, { maxRetries: 1 })
    const ended = rejection(api.get('/a'))
    await clock.advance(500)
    assert.is((await ended).code, code)
    assert.is(times(), isTried ? 2 : 1)
  })
}

test('K14 C04 of the refused statuses the passing ones are sent again, and no accepted one', async () => {
  const list = [301, 400, 401, 404, 408, 425, 429, 500, 501, 502, 503, 504]
  const again: number[] = []
  for (const status of list) {
    const { api, clock, times } = retrying(statuses(status), { maxRetries: 1 })
    const ended = rejection(api.get('/a'))
    await clock.advance(500)
    await ended
    if (times() === 2) again.push(status)
  }
  assert.equal(again, [408, 425, 429, 500, 502, 503, 504])
  const { api, times } = retrying(statuses(503))
  assert.is((await api.get('/a', { acceptStatus: () => true })).status, 503)
  assert.is(times(), 1)
})

test('N01 an error of a layer’s own is its last word, unless the predicate says else', async () => {
  class OwnError extends RequestError {
    constructor(request: { method: string; url: string }) {
      super('quota-exceeded', { request, message: 'no', retryable: true })
      Object.defineProperty(this, 'name', { value: 'OwnError' })
    }
  }
  let passes = 0
  const own: Layer = ({ request }) => {
    passes += 1
    throw new OwnError(request)
  }
  const { client, clock } = bench()
  await rejection(client.use(retry()).use(own).get('/a'))
  assert.is(passes, 1)
  const shouldRetry = ({ error }: RetryOutcome) => error?.code === 'quota-exceeded'
  const api = client.use(retry({ shouldRetry, maxRetries: 1 })).use(own)
  const ended = rejection(api.get('/a'))
  await clock.advance(500)
  await ended
  assert.is(passes, 3)
})

test('C04 the predicate may find an accepted answer not good enough', async () => {
  const { api, clock, times, recorder } = retrying(
    (_, { index }) => ({ data: { code: index === 0 ? 'BUSY' : 200 } }),
    { shouldRetry: ({ response }) => Object(response?.data).code === 'BUSY' },
  )
  const call = api.get('/a')
  await clock.advance(500)
  assert.equal((await call).data, { code: 200 })
  assert.is(times(), 2)
  assert.equal(recorder.of('retry'), [
    { id: 1, attempt: 1, at: 0, delayMs: 500, code: undefined, status: 200 },
  ])
})

test('K10 a predicate that throws fails the request, with what it threw', async () => {
  const boom = new Error('boom')
  const { api, times } = retrying(statuses(503), {
    shouldRetry: () => {
      throw boom
    },
  })
  assert.is(await rejection<Error>(api.get('/a')), boom)
  assert.is(times(), 1)
})

test('F02 a POST is sent once, unless it has never left or its caller says that it may', async () => {
  for (const [handler, options, sends] of [
    [statuses(503), {}, 1],
    [failing('timeout'), {}, 1],
    [failing('offline', false), {}, 3],
    [statuses(503), { retry: true }, 3],
    [statuses(503), { headers: { 'Idempotency-Key': 'own' } }, 3],
    [failing('offline', false), { retry: false }, 1],
  ] as const) {
    const { api, clock, times } = retrying(handler)
    const ended = rejection(api.post('/a', { a: 1 }, options))
    await clock.advance(1_500)
    await ended
    assert.is(times(), sends, JSON.stringify(options))
  }
})

test('F02 `retry: false` sends a GET once as well', async () => {
  const { api, times } = retrying(statuses(503))
  await rejection(api.get('/a', { retry: false }))
  assert.is(times(), 1)
})

/** The keys of all that was sent. */
const keysOf = (
  { transport }: Pick<ReturnType<typeof retrying>, 'transport'>,
  name: string,
) => transport.calls.map(({ request }) => request.headers[name])

test('F02 an idempotency key is made once per request and goes with each attempt', async () => {
  const whole = retrying(statuses(503, 503, 200), { idempotencyKey: true })
  const call = whole.api.post('/orders', { a: 1 })
  await whole.clock.advance(1_500)
  await call
  await whole.api.post('/orders', { a: 1 })
  await whole.api.get('/orders')
  const [first, second, third, other, none] = keysOf(whole, 'idempotency-key')
  assert.match(first as string, /^[\da-f-]{36}$/)
  assert.equal([second, third], [first, first])
  assert.is.not(other, first)
  assert.is(none, undefined)
})

test('F02 the key’s field and maker are the app’s', async () => {
  let made = 0
  const whole = retrying(statuses(503, 200, 503), {
    idempotencyHeader: 'X-Request-Id',
    idempotencyKey: ({ url }) => {
      if (url === '/search') return undefined
      made += 1
      return `${url}#${made}`
    },
  })
  const call = whole.api.post('/orders')
  await whole.clock.advance(500)
  await call
  // A request without a key is sent once.
  await rejection(whole.api.post('/search'))
  assert.equal(keysOf(whole, 'x-request-id'), ['/orders#1', '/orders#1', undefined])
})

test('F02 key, count and budget are the request’s, also where a layer outside replays', async () => {
  const { client, clock, transport } = bench(statuses(503, 401, 503, 503, 200))
  const renewing = replayable(async (ctx, next) => {
    await next()
    if (ctx.response?.status === 401) await next()
  })
  const api = client
    .use(renewing)
    .use(retry({ random: () => 1, idempotencyKey: true, maxRetries: 2 }))
  const ended = rejection(api.post('/orders'))
  await clock.advance(1_500)
  assert.is((await ended).response?.status, 503)
  const keys = keysOf({ transport }, 'idempotency-key')
  assert.is(keys.length, 4)
  assert.is(new Set(keys).size, 1)
  assert.ok(keys[0])
})

test('F02 K03 each pass starts from the request as the layer holds it', async () => {
  const { client, clock, transport } = bench(statuses(503, 200))
  const api = client
    .use(retry({ random: () => 1, idempotencyKey: () => 'k1' }))
    .use(headers(({ attempt }) => ({ 'X-Nonce': `n${attempt}` })))
    .use(query())
  const data = { a: 1 }
  const call = api.post('/a', data, { query: { b: [1, 2] } })
  await drain()
  data.a = 2
  await clock.advance(500)
  await call
  const sent = transport.calls.map(({ request: { url, body, headers } }) => [
    url,
    body,
    headers['x-nonce'],
    headers['idempotency-key'],
  ])
  assert.equal(sent, [
    ['/a?b=1&b=2', '{"a":1}', 'n1', 'k1'],
    ['/a?b=1&b=2', '{"a":1}', 'n2', 'k1'],
  ])
})

test('C04 `Retry-After` is kept, as seconds or as a date', async () => {
  for (const value of ['7', 'Thu, 01 Jan 1970 00:00:07 GMT']) {
    const { api, clock, times } = retrying((_, { index }) =>
      index === 0 ? { status: 429, headers: { 'retry-after': value } } : {},
    )
    const call = api.get('/a')
    await clock.advance(6_999)
    assert.is(times(), 1, value)
    await clock.advance(1)
    assert.is((await call).status, 200)
  }
})

test('C04 K12 a wait that the deadline does not allow is not begun: the error comes at once', async () => {
  const asking: FakeHandler = () => ({ status: 503, headers: { 'retry-after': '5' } })
  const byClient = retrying(asking, {}, { deadline: 5_000 })
  assert.is((await rejection(byClient.api.get('/a'))).code, 'status')
  const byRequest = retrying(asking)
  assert.is(
    (await rejection(byRequest.api.get('/a', { deadline: 5_000 }))).code,
    'status',
  )
  const byBudget = retrying(asking, { budgetMs: 5_000 })
  assert.is((await rejection(byBudget.api.get('/a'))).code, 'status')
  for (const { times, clock } of [byClient, byRequest, byBudget]) {
    assert.equal([times(), clock.now(), clock.pending], [1, 0, 0])
  }
  const enough = retrying(asking, { maxRetries: 1 })
  const ended = rejection(enough.api.get('/a', { deadline: 5_001 }))
  await enough.clock.advance(5_000)
  await ended
  assert.is(enough.times(), 2)
})

test('K11 an abort ends the wait at once, and nothing is sent later', async () => {
  const { api, clock, times } = retrying(statuses(503))
  const signal = countingSignal()
  const call = api.get('/a', { signal })
  await clock.advance(100)
  assert.is(clock.pending, 1)
  signal.abort()
  assert.is((await rejection(call)).code, 'aborted')
  await drain()
  assert.is(clock.pending, 0)
  assert.is(signal.counts.listening, 0)
  await clock.advance(10_000)
  assert.is(times(), 1)
})

test('K12 the deadline ends an attempt under way, and no other follows', async () => {
  const { api, clock, times } = retrying(() => never())
  const ended = rejection(api.get('/a', { deadline: 300 }))
  await clock.advance(300)
  assert.is((await ended).code, 'timeout')
  await clock.advance(10_000)
  assert.is(times(), 1)
})

test('K12 an attempt that times out is sent again', async () => {
  const { api, clock, times } = retrying((_, { index }) => (index === 0 ? never() : {}))
  const call = api.get('/a', { timeout: 300 })
  await clock.advance(800)
  assert.is((await call).status, 200)
  assert.is(times(), 2)
})

test('K20 K21 each retry is told, without a secret: id, attempt, wait and reason', async () => {
  const { api, clock, recorder } = retrying(
    (request, { index }) => {
      if (index === 0) throw new RequestError('network', { request, message: 'no' })
      return index === 1 ? { status: 503, data: 's3cr3t' } : {}
    },
    { idempotencyKey: () => 's3cr3t' },
  )
  const call = api.post('/a?t=s3cr3t', 's3cr3t')
  await clock.advance(1_500)
  await call
  assert.equal(recorder.of('retry'), [
    { id: 1, attempt: 1, at: 0, delayMs: 500, code: 'network', status: undefined },
    { id: 1, attempt: 2, at: 500, delayMs: 1_000, code: 'status', status: 503 },
  ])
  assert.not.match(JSON.stringify(recorder.log), 's3cr3t')
})

test('K21 an abort in a listener of `retry` leaves nothing behind', async () => {
  const { api, clock, times } = retrying(statuses(503))
  const call = api.get('/a')
  api.on('retry', () => call.abort())
  assert.is((await rejection(call)).code, 'aborted')
  await drain()
  assert.equal([times(), clock.pending], [1, 0])
})

test('K02 L01 layers outside see one request: one loading, one toast', async () => {
  const log: string[] = []
  const tell = (words: string) => () => void log.push(words)
  const view = { show: tell('show'), hide: tell('hide'), toast: tell('toast') }
  const { client, clock } = bench(statuses(503))
  const screen = loading(view, { clock, bridgeMs: 0, errorToast: 'x', toastMs: 1 })
  const api = client.use(screen).use(retry({ random: () => 1 }))
  const ended = rejection(api.get('/a'))
  await clock.advance(1_500)
  await ended
  await clock.advance(1)
  assert.equal(log, ['show', 'hide', 'toast'])
})

test('T06 a stream is asked for again before its first byte, and never after', async () => {
  const source = createByteSource(() => {})
  const { api, clock, times } = retrying((_, { index }) =>
    index === 0 ? { status: 503 } : answer({ data: source.stream, ended: source.ended }),
  )
  const call = api.stream('/flow')
  await clock.advance(500)
  const { data } = await call
  source.push(new Uint8Array([1]))
  source.fail(
    new RequestError('network', { request: { method: 'GET', url: '' }, message: 'cut' }),
  )
  await data.next()
  assert.is((await rejection(data.next())).message, 'GET /: cut')
  await clock.advance(10_000)
  assert.is(times(), 2)
})

test('F02 a file is fetched again; it is put again only with a key', async () => {
  for (const [idempotencyKey, sends] of [
    [false, 1],
    [true, 3],
  ] as const) {
    const { api, clock, times } = retrying(statuses(503), { idempotencyKey })
    const ended = rejection(api.upload('/a', { filePath: 'a' }))
    await clock.advance(1_500)
    await ended
    assert.is(times(), sends)
  }
  const { api, clock, times } = retrying(statuses(503, 200))
  const call = api.download('/a')
  await clock.advance(500)
  await call
  assert.is(times(), 2)
})

test('K10 what is no RequestError goes by as it is, `undefined` included', async () => {
  for (const thrown of [new Error('boom'), undefined]) {
    const { client } = bench()
    const broken: Layer = () => Promise.reject(thrown)
    const api = client.use(retry()).use(broken)
    assert.is(await rejection<unknown>(api.get('/a')), thrown)
  }
  const { client } = bench()
  const business: Layer = ({ request }) => {
    throw new BusinessError({ request, businessCode: 5 })
  }
  assert.is(
    (await rejection(client.use(retry()).use(business).get('/a'))).code,
    'business',
  )
})

test('K06 two requests side by side are counted each by itself', async () => {
  const gate = deferred<object>()
  const { api, clock, times } = retrying((_, { index }) =>
    index < 2 ? gate.promise : { status: 503 },
  )
  const calls = [rejection(api.get('/a')), rejection(api.get('/b'))]
  await drain()
  gate.resolve({ status: 503 })
  await clock.advance(500)
  assert.is(times(), 4)
  assert.is(await stateOf(calls[0] as Promise<unknown>), 'pending')
  await clock.advance(1_000)
  await Promise.all(calls)
  assert.is(times(), 6)
})

test('R01 K32 a client whose host has no timers cannot have it', async () => {
  const { setTimeout } = globalThis
  const { transport } = bench()
  Object.assign(globalThis, { setTimeout: undefined })
  try {
    assert.throws(
      () => createClient({ transport }).use(retry()),
      (error: Error) =>
        error instanceof TypeError && error.message.startsWith('[retry] needs timers'),
    )
  } finally {
    Object.assign(globalThis, { setTimeout })
  }
})

/** An app that the test hides and shows, and a client in it that retries. */
function inApp(handler: FakeHandler, options: RetryOptions = {}) {
  const shows = new Set<(what: 'shown' | 'online') => void>()
  const hides = new Set<(() => void) | undefined>()
  const onResume: ResumeSource = (listener, onHidden) => {
    shows.add(listener)
    hides.add(onHidden)
    return () => shows.delete(listener)
  }
  const delays: number[] = []
  const bench = retrying(handler, { onResume, ...options })
  bench.api.on('retry', ({ delayMs }) => void delays.push(delayMs))
  return {
    ...bench,
    shows,
    delays,
    hide() {
      for (const hide of hides) hide?.()
    },
    show() {
      for (const show of shows) show('shown')
    },
  }
}

/** Fails so often, then answers. */
const stopped =
  (times: number, code: RequestErrorCode = 'interrupted'): FakeHandler =>
  (request, call) =>
    call.index < times ? failing(code)(request, call) : {}

test('C04 what was stopped is sent again when the app is back, however long it was away', async () => {
  const { api, clock, times, delays, hide, show } = inApp(stopped(1))
  const call = api.get('/a')
  hide()
  await drain()
  await clock.advance(3_600_000)
  assert.is(times(), 1, 'nothing is sent, and no retry used up, where it is hidden')
  show()
  assert.is((await call).status, 200)
  assert.is(times(), 2)
  assert.equal(delays, [0])
})

test('C04 where the host tells of the stop only after the show, it is sent at once', async () => {
  const told = deferred()
  const { api, clock, times, delays, hide, show } = inApp(async (request, call) => {
    if (call.index === 0) await told.promise
    return stopped(1)(request, call)
  })
  const call = api.get('/a', { timeout: 10_000_000 })
  await drain()
  hide()
  await clock.advance(3_600_000)
  show()
  told.resolve()
  await drain()
  await clock.advance(0)
  assert.is((await call).status, 200)
  assert.is(times(), 2)
  assert.equal(delays, [0])
})

for (const hideAt of [0, 499]) {
  test(`C04 after a return its budget is whole, its tries are those left: ${hideAt}`, async () => {
    const { api, clock, times, hide, show } = inApp(statuses(503), { budgetMs: 2_000 })
    const ended = rejection(api.get('/a'))
    if (hideAt === 0) hide()
    await drain()
    await clock.advance(hideAt)
    hide()
    await clock.advance(5_000)
    show()
    await drain()
    assert.is(times(), 2)
    await clock.advance(1_000)
    assert.is((await ended).code, 'status')
    assert.is(times(), 3)
  })
}

test('C04 no failure is tried again while the app is hidden, were it hidden in the wait', async () => {
  for (const hideAt of [0, 499]) {
    const { api, clock, times, hide, show } = inApp(stopped(1, 'network'))
    const call = api.get('/a')
    await drain()
    await clock.advance(hideAt)
    hide()
    await clock.advance(60_000)
    assert.is(times(), 1)
    show()
    assert.is((await call).status, 200)
  }
})

test('C04 a show ends no other wait: the server’s, say', async () => {
  const { api, clock, times, hide, show } = inApp(statuses(503, 200))
  const call = api.get('/a')
  await drain()
  hide()
  show()
  await clock.advance(499)
  assert.is(times(), 1)
  await clock.advance(1)
  await call
})

test('K11 K12 the deadline and an abort end the wait for the app', async () => {
  const { api, clock, times, hide, show } = inApp(stopped(9))
  hide()
  const overdue = rejection(api.get('/a', { deadline: 50_000 }))
  const aborted = api.get('/b')
  const left = rejection(aborted)
  await drain()
  await clock.advance(49_999)
  aborted.abort()
  await clock.advance(1)
  assert.equal([(await overdue).code, (await left).code], ['timeout', 'aborted'])
  show()
  await drain()
  assert.is(times(), 2)
})

test('C04 where the source cannot tell of hiding, a stop waits for the show, or its limit', async () => {
  for (const back of ['shown', 'too late'] as const) {
    const { api, clock, times, delays, show } = inApp(stopped(1), { maxDelayMs: 4_000 })
    const call = api.get('/a')
    await drain()
    await clock.advance(3_999)
    assert.is(times(), 1, 'nothing can be sent before')
    if (back === 'shown') show()
    else await clock.advance(1)
    assert.is((await call).status, 200)
    assert.is(times(), 2)
    assert.equal(delays, [4_000])
  }
})

test('the source is listened to once, from the first client on', async () => {
  const { client } = bench()
  let listeners = 0
  const layer = retry({
    onResume() {
      listeners += 1
      return () => {}
    },
  })
  assert.is(listeners, 0)
  const api = client.use(layer).use((_, next) => next())
  client.use(layer)
  await api.get('/a', { layers: [layer] })
  assert.is(listeners, 1)
})

const wrong: ReadonlyArray<[options: unknown, message: string]> = [
  [null, 'takes an object of options'],
  [{ maxRetries: 0 }, '`maxRetries` must be a whole number above 0'],
  [
    { maxRetries: Number.POSITIVE_INFINITY },
    '`maxRetries` must be a whole number above 0',
  ],
  [{ baseDelayMs: -1 }, '`baseDelayMs` must be a number of ms from 0 to 2147483647'],
  [{ maxDelayMs: '1' }, '`maxDelayMs` must be a number of ms from 0 to 2147483647'],
  [{ budgetMs: 0 }, '`budgetMs` must be a number of ms above 0 and up to 2147483647'],
  [{ shouldRetry: true }, '`shouldRetry` must be a function'],
  [
    { idempotencyKey: 'k' },
    '`idempotencyKey` must be true, false, or a function that makes one',
  ],
  [{ idempotencyHeader: '' }, '`idempotencyHeader` must be the name of a header field'],
  [{ random: 0.5 }, '`random` must be a function'],
  [{ onResume: true }, '`onResume` must be a function'],
  [
    { retries: 2 },
    'knows no option `retries`; it has: maxRetries, baseDelayMs, maxDelayMs, budgetMs, shouldRetry, idempotencyKey, idempotencyHeader, onResume, random',
  ],
]

test('K32 wrong options throw, and name themselves', () => {
  for (const [options, message] of wrong) {
    assert.throws(
      () => retry(options as RetryOptions),
      (error: Error) =>
        error instanceof TypeError && error.message === `[retry] ${message}`,
    )
  }
})

test.run()
