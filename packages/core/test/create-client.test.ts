import * as assert from 'uvu/assert'
import { type ClientOptions, createClient, type Transport } from '../src/index'
import { answer, quietClock, quietSuite } from './helpers'

const test = quietSuite('create client')

const transport: Transport = async () => answer()
const base = 'an http(s) URL, or a path from `/`, without a query or hash'
const span = 'a number of ms above 0 and up to 2147483647'
const clock = 'a clock: `now`, `setTimeout` and `clearTimeout`'
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
    'knows no option `baseUrl`; it has: transport, baseURL, timeout, deadline, acceptStatus, httpsOnly, clock, onFault',
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
    { transport, baseURL: 'HTTPS://api.test:8443/v1/' },
    { transport, httpsOnly: true, baseURL: 'https://api.test' },
    { transport, timeout: 2 ** 31 - 1, deadline: 0.5 },
    Object.freeze({ transport, clock: quietClock(), onFault: undefined as never }),
  ]
  for (const options of right) assert.type(createClient(options).get, 'function')
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
