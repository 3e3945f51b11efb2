import * as assert from 'uvu/assert'
import {
  type ClientOptions,
  createByteSource,
  createClient,
  type Mountable,
  type Transport,
} from '../src/index'
import { answer, bench, quietClock, quietSuite } from './helpers'

const test = quietSuite('create client')

const transport: Transport = async () => answer()
const base = 'an http(s) URL, or a path from `/`, without a query or hash'
const span = 'a number of ms above 0 and up to 2147483647'
const clock = 'a clock: `now`, `setTimeout` and `clearTimeout`'
const method = 'the name of an HTTP method'
const now = () => 0

const wrong: ReadonlyArray<[options: unknown, message: string]> = [
  [undefined, 'takes an object of options'],
  [transport, 'takes an object of options'],
  [{}, 'needs the option `transport`'],
  [{ transport: {} }, '`transport` must be a function'],
  [{ transport, baseURL: 7 }, `\`baseURL\` must be ${base}`],
  [{ transport, baseURL: null }, `\`baseURL\` must be ${base}`],
  [{ transport, baseURL: 'ftp://api.test' }, `\`baseURL\` must be ${base}`],
  [{ transport, baseURL: 'api.test/v1' }, `\`baseURL\` must be ${base}`],
  [{ transport, baseURL: '//api.test' }, `\`baseURL\` must be ${base}`],
  [{ transport, baseURL: 'https://' }, `\`baseURL\` must be ${base}`],
  [{ transport, baseURL: 'https:api.test' }, `\`baseURL\` must be ${base}`],
  [{ transport, baseURL: 'https://lin:a0@api.test' }, `\`baseURL\` must be ${base}`],
  [{ transport, baseURL: 'https://api.test?key=1' }, `\`baseURL\` must be ${base}`],
  [{ transport, baseURL: 'https://api.test/#x' }, `\`baseURL\` must be ${base}`],
  [{ transport, method: '' }, `\`method\` must be ${method}`],
  [{ transport, method: 'GET ' }, `\`method\` must be ${method}`],
  [{ transport, method: null }, `\`method\` must be ${method}`],
  [{ transport, method: ['POST'] }, `\`method\` must be ${method}`],
  [{ transport, timeout: 0 }, `\`timeout\` must be ${span}`],
  [{ transport, timeout: Number.POSITIVE_INFINITY }, `\`timeout\` must be ${span}`],
  [{ transport, timeout: '10s' }, `\`timeout\` must be ${span}`],
  [{ transport, deadline: -1 }, `\`deadline\` must be ${span}`],
  [{ transport, deadline: 2 ** 31 }, `\`deadline\` must be ${span}`],
  [{ transport, acceptStatus: [200] }, '`acceptStatus` must be a function'],
  [{ transport, httpsOnly: 'yes' }, '`httpsOnly` must be true or false'],
  [{ transport, clock: null }, `\`clock\` must be ${clock}`],
  [{ transport, clock: { now, setTimeout: now } }, `\`clock\` must be ${clock}`],
  [{ transport, clock: { now, clearTimeout: now } }, `\`clock\` must be ${clock}`],
  [
    { transport, clock: { setTimeout: now, clearTimeout: now } },
    `\`clock\` must be ${clock}`,
  ],
  [{ transport, onFault: true }, '`onFault` must be a function'],
  [
    { transport, httpsOnly: true, baseURL: 'http://api.test' },
    '`baseURL` must be https where `httpsOnly` is set',
  ],
  [
    { transport, baseUrl: 'https://api.test' },
    'knows no option `baseUrl`; it has: transport, baseURL, method, timeout, deadline, acceptStatus, httpsOnly, clock, onFault',
  ],
]

for (const [options, message] of wrong) {
  test(`K32 ${JSON.stringify(options)} throws: ${message.slice(0, 50)}`, () => {
    assert.throws(
      () => createClient(options as ClientOptions),
      (error: Error) =>
        error instanceof TypeError && error.message === `[createClient] ${message}`,
    )
  })
}

test('K32 right options are taken, frozen or undefined as they may be', () => {
  const right: ClientOptions[] = [
    { transport },
    { transport, baseURL: '' },
    { transport, baseURL: '/api' },
    { transport, method: 'post' },
    { transport, method: 'M-SEARCH' },
    { transport, baseURL: 'HTTPS://api.test:8443/v1/' },
    { transport, httpsOnly: true, baseURL: 'https://api.test' },
    { transport, timeout: 2 ** 31 - 1, deadline: 0.5 },
    Object.freeze({ transport, clock: quietClock(), onFault: undefined as never }),
  ]
  for (const options of right) assert.type(createClient(options).get, 'function')
})

test('K40 `method` is that of a request that says none, in any letter case', async () => {
  const { client, transport } = bench(() => ({}), { method: 'post' })
  await client.request({ url: '/a', data: { a: 1 } })
  await client.request({ url: '/a', method: 'delete' })
  await client.request({ url: '/a', method: undefined as never })
  await client.get('/a')
  await client.put('/a')
  const sent = transport.calls.map(({ request }) => [request.method, request.body])
  assert.equal(sent, [
    ['POST', '{"a":1}'],
    ['DELETE', undefined],
    ['POST', undefined],
    ['GET', undefined],
    ['PUT', undefined],
  ])
})

test('K40 `method` is not that of a file or stream, which say their own', async () => {
  const source = createByteSource(() => {})
  source.end()
  const flowing = () => answer({ data: source.stream, ended: source.ended })
  const { client, transport } = bench(flowing, { method: 'POST' })
  await client.stream('/a')
  await client.stream('/a', { method: 'put' })
  await client.download('/a')
  await client.upload('/a', { filePath: 'a' })
  await client.request({ url: '/a', transfer: { kind: 'download' } })
  const methods = transport.calls.map(({ request }) => request.method)
  assert.equal(methods, ['GET', 'PUT', 'GET', 'POST', 'GET'])
})

test('K40 `method` holds for what a layer sends by itself', async () => {
  const { client, transport } = bench(() => ({}), { method: 'POST' })
  const asking: Mountable = {
    mount: host => async (_, next) => {
      await host.send({ url: '/token' })
      await next()
    },
  }
  await client.use(asking).get('/a')
  const sent = transport.calls.map(({ request: { method, url } }) => `${method} ${url}`)
  assert.equal(sent, ['POST /token', 'GET /a'])
})

test('K33 K40 without `method` it is GET', async () => {
  const { client, transport } = bench()
  await client.request({ url: '/a' })
  assert.is(transport.calls[0]?.request.method, 'GET')
})

test('R01 on a host without timers a time limit throws, and what needs none works', async () => {
  const { setTimeout, clearTimeout } = globalThis
  const without = async (run: () => unknown) => {
    Object.assign(globalThis, { setTimeout: undefined, clearTimeout: undefined })
    try {
      return await run()
    } finally {
      Object.assign(globalThis, { setTimeout, clearTimeout })
    }
  }
  await without(async () => {
    for (const limit of [{ timeout: 5 }, { deadline: 5 }]) {
      assert.throws(
        () => createClient({ transport, ...limit }),
        (error: Error) =>
          error instanceof TypeError &&
          error.message.startsWith('[createClient] `timeout` and `deadline` need timers'),
      )
    }
    const client = createClient({ transport })
    assert.is((await client.get('/a')).status, 200)
    const error = await client.get('/a', { timeout: 5 }).catch(each => each)
    assert.is(error.code, 'invalid')
    createClient({ transport, clock: quietClock(), timeout: 5 })
  })
})

test('K12 without a clock the host’s own time is kept, looked up at call time', async () => {
  const { setTimeout, clearTimeout } = globalThis
  const armed: Array<() => void> = []
  const client = createClient({ transport: () => new Promise(() => {}), timeout: 100 })
  const disarmed: unknown[] = []
  const fake = {
    setTimeout: (run: () => void) => armed.push(run),
    clearTimeout: (timer: unknown) => disarmed.push(timer),
  }
  Object.assign(globalThis, fake)
  let error: { code?: string }
  try {
    const call = client.get('/a')
    armed[0]?.()
    error = await call.catch(each => each)
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout })
  }
  assert.is(error.code, 'timeout')
  assert.equal(disarmed, [1])
})

test.run()
