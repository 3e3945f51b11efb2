import {
  createClient,
  createGate,
  isRequestError,
  RequestError,
  type Transport,
} from '@allium/core'
import { deferred, drain } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type FetchTransportOptions, fetchTransport } from '../src/index'
import {
  fly,
  handFetch,
  handPage,
  quiet,
  rejection,
  stateOf,
  wireRequest,
  withGlobals,
} from './helpers'

const test = suite('fetchTransport')
test.after.each(quiet)

/** A `fetch` that never answers, and does not hear of an abort. */
const deaf = () => handFetch(() => new Promise(() => {}))

// --- where `fetch` comes from ---

test('T05 the global `fetch` is looked up at each request, and called without its object', async () => {
  const transport = fetchTransport()
  const seen: unknown[] = []
  for (const name of ['first', 'second']) {
    const stand = function (this: unknown, url: string) {
      seen.push([name, url, this])
      return Promise.resolve(new Response(''))
    }
    await withGlobals({ fetch: stand }, () =>
      transport(wireRequest(), {
        signal: new AbortController().signal,
        attempt: 1,
      }),
    )
  }
  const url = 'https://api.test/me'
  assert.equal(seen, [
    ['first', url, undefined],
    ['second', url, undefined],
  ])
})

test('T05 without a `fetch` a request is an invalid use, a given one is used', async () => {
  await withGlobals({ fetch: undefined }, async () => {
    const error = await rejection(fly().promise)
    assert.equal(
      [error.code, error.message, error.sent],
      ['invalid', 'GET /me: there is no `fetch` here; give one', false],
    )
    assert.is((await fly({ fetch: handFetch() }).promise).status, 200)
  })
})

// --- aborts ---

test('K11 what is aborted beforehand is never handed to the host', async () => {
  const fetch = handFetch()
  const controller = new AbortController()
  controller.abort('left')
  const wire = { signal: controller.signal, attempt: 2 }
  const error = await rejection(fetchTransport({ fetch })(wireRequest(), wire))
  assert.equal([error.code, error.sent, error.attempt], ['aborted', false, 2])
  assert.is(error.cause, 'left')
  assert.is(fetch.calls.length, 0)
})

test('K11 an abort rejects at once, also where the host does not hear of it', async () => {
  const { promise, abort } = fly({ fetch: deaf() })
  const reason = new RequestError('timeout', { request: wireRequest(), message: 'late' })
  assert.is(await stateOf(promise), 'pending')
  abort(reason)
  assert.is(await stateOf(promise), 'rejected')
  assert.is(await rejection(promise), reason)
})

test('K11 an abort reaches the host by a signal of its own', async () => {
  const fetch = deaf()
  const { abort } = fly({ fetch })
  await drain()
  const { signal } = fetch.calls[0]?.init ?? {}
  assert.instance(signal, AbortSignal)
  assert.is(signal?.aborted, false)
  abort('left')
  assert.is(signal?.aborted, true)
})

test('K11 an answer that comes after the abort changes nothing', async () => {
  const late = deferred<Response>()
  const { promise, abort } = fly({ fetch: handFetch(() => late.promise) })
  await drain()
  abort('left')
  late.resolve(new Response('{"a":1}'))
  assert.is((await rejection(promise)).code, 'aborted')
})

test('K11 a failure that comes after the abort is nobody’s', async () => {
  const late = deferred<Response>()
  const { promise, abort } = fly({ fetch: handFetch(() => late.promise) })
  await drain()
  abort('left')
  late.reject(new TypeError('fetch failed'))
  assert.is((await rejection(promise)).code, 'aborted')
})

test('K11 nobody listens to the signal at the end, whatever it was', async () => {
  const listeners = new Set<() => void>()
  const signal = {
    aborted: false,
    addEventListener: (_: 'abort', listener: () => void) => listeners.add(listener),
    removeEventListener: (_: 'abort', listener: () => void) => listeners.delete(listener),
  }
  const wire = { signal, attempt: 1 }
  const good = fetchTransport({ fetch: handFetch() })
  await good(wireRequest(), wire)
  assert.is(listeners.size, 0)
  const stream = await good(wireRequest({ transfer: { kind: 'stream' } }), wire)
  await stream.ended
  await drain()
  assert.is(listeners.size, 0)
  const bad = fetchTransport({ fetch: handFetch(() => Promise.reject(new Error('x'))) })
  await rejection(bad(wireRequest(), wire))
  assert.is(listeners.size, 0)
})

test('K12 an attempt that takes too long is ended by the kernel', async () => {
  const fetch = deaf()
  const api = createClient({
    baseURL: 'https://api.test',
    transport: fetchTransport({ fetch }),
  })
  const error = await rejection(api.get('/me', { timeout: 5 }))
  assert.equal([error.code, error.message], ['timeout', 'GET /me: no answer within 5 ms'])
  assert.is(fetch.calls[0]?.init.signal?.aborted, true)
})

// --- how many at once ---

/** Ten requests at once, whose answers come one by one. */
function storm(transport: Transport, count = 10) {
  const api = createClient({ baseURL: 'https://api.test', transport })
  return Promise.all(
    Array.from({ length: count }, (_, n) =>
      api.get(`/${n}`, { priority: n === 9 ? Number.POSITIVE_INFINITY : 0 }),
    ),
  )
}

/** A `fetch` whose answers the test gives, each by its path. */
function patientFetch() {
  const open: Array<() => void> = []
  const fetch = handFetch(
    () => new Promise(resolve => open.push(() => resolve(new Response('{}')))),
  )
  const paths = () => fetch.calls.map(({ url }) => url.slice(url.lastIndexOf('/')))
  return { fetch, paths, answer: () => open.shift()?.() }
}

test('T01 G04 in a page six go at once, and a refresh before all that wait', async () => {
  const { fetch, paths, answer } = patientFetch()
  await withGlobals({ document: handPage() }, async () => {
    const all = storm(fetchTransport({ fetch }))
    await drain()
    assert.equal(paths(), ['/0', '/1', '/2', '/3', '/4', '/5'])
    answer()
    await drain()
    assert.is(paths()[6], '/9')
    for (let n = 1; n < 10; n += 1) {
      answer()
      await drain()
    }
    assert.is((await all).length, 10)
  })
})

test('T01 where there is no page, all go at once unless a number is given', async () => {
  for (const [options, sent] of [
    [{}, 10],
    [{ maxConcurrent: 2 }, 2],
  ] as const) {
    const { fetch, paths, answer } = patientFetch()
    const all = storm(fetchTransport({ fetch, ...options }))
    await drain()
    assert.is(paths().length, sent)
    for (let n = 0; n < 10; n += 1) {
      answer()
      await drain()
    }
    await all
  }
})

test('T01 two transports that are given one gate share its slots', async () => {
  const { fetch, paths, answer } = patientFetch()
  const maxConcurrent = createGate({ maxConcurrent: 3 })
  const both = [1, 2].map(() => storm(fetchTransport({ fetch, maxConcurrent }), 2))
  await drain()
  assert.equal(paths(), ['/0', '/1', '/0'])
  for (let n = 0; n < 4; n += 1) {
    answer()
    await drain()
  }
  await Promise.all(both)
})

// --- options ---

test('K04 K06 the options are read, and never written', async () => {
  const init = Object.freeze({ keepalive: true })
  const options = Object.freeze({ fetch: handFetch(), init })
  await fly(options).promise
  assert.equal(init, { keepalive: true })
})

const wrong: ReadonlyArray<[options: unknown, message: string]> = [
  [null, 'takes an object of options'],
  [{ fetch: {} }, '`fetch` must be a function'],
  [{ credentials: true }, '`credentials` must be one of omit, same-origin, include'],
  [{ redirect: 'error' }, '`redirect` must be one of follow, manual'],
  [{ parseJson: 'JSON' }, '`parseJson` must be a function'],
  [{ fileOf: 'path' }, '`fileOf` must be a function'],
  [
    { init: 'cors' },
    '`init` must be an object, without method, headers, body, signal, credentials, redirect',
  ],
  [
    { init: { signal: undefined } },
    '`init` must be an object, without method, headers, body, signal, credentials, redirect',
  ],
  [
    { timeout: 5 },
    'knows no option `timeout`; it has: fetch, credentials, redirect, parseJson, fileOf, init, maxConcurrent',
  ],
  [{ maxConcurrent: 0 }, '`maxConcurrent` must be a whole number above 0, or a gate'],
  [{ maxConcurrent: {} }, '`maxConcurrent` must be a whole number above 0, or a gate'],
]

test('K32 wrong options are refused when the transport is made', () => {
  for (const [options, message] of wrong) {
    assert.throws(
      () => fetchTransport(options as FetchTransportOptions),
      (error: unknown) =>
        error instanceof TypeError && error.message === `[fetchTransport] ${message}`,
      message,
    )
  }
})

test('K13 what it rejects with is an error of the family', async () => {
  const fetch = handFetch(() => Promise.reject(new TypeError('Failed to fetch')))
  assert.ok(isRequestError(await rejection(fly({ fetch }).promise)))
})

test.run()
