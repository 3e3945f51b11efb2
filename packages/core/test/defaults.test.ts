import { deferred, type FakeHandler } from '@allium/testing'
import * as assert from 'uvu/assert'
import { type Layer, type LoadingOptions, loading } from '../src/index'
import { defaults, toldDefaults } from './defaults'
import { bench, never, quietClock, quietSuite, rejection, stateOf } from './helpers'

const test = quietSuite('defaults')

for (const page of ['README.md', 'README.zh-CN.md']) {
  test(`K33 the table of ${page} tells each default, and each as it is`, () => {
    assert.equal(toldDefaults(page), Object.entries(defaults))
  })
}

test('K33 the tables of core’s own page tell the same', () => {
  const names = [
    'timeout',
    'deadline',
    'delayMs',
    'minMs',
    'bridgeMs',
    'toastMs',
  ] as const
  assert.equal(
    toldDefaults('packages/core/README.md'),
    names.map(name => [name, defaults[name]]),
  )
})

test('K33 `timeout`: an attempt has 10 000 ms', async () => {
  const { client, clock } = bench(() => never())
  const call = client.get('https://api.test/a')
  await clock.advance(defaults.timeout - 1)
  assert.is(await stateOf(call), 'pending')
  await clock.advance(1)
  assert.is(await stateOf(call), 'rejected')
  assert.is((await rejection(call)).code, 'timeout')
})

test('K33 `deadline`: there is none, however long a layer holds a request', async () => {
  const { client, clock, transport } = bench()
  const gate = deferred()
  const hold: Layer = (_, next) => gate.promise.then(next)
  const call = client.use(hold).get('https://api.test/a')
  assert.is(clock.pending, 0)
  await clock.advance(365 * 24 * 3_600_000)
  assert.is(await stateOf(call), 'pending')
  gate.resolve()
  assert.is((await call).status, 200)
  assert.is(transport.calls.length, 1)
})

/** A client with a loading; the log says what the screen is told, and when. */
function shown(options: LoadingOptions = {}) {
  const log: string[] = []
  const clock = quietClock()
  const tell = (words: string) => void log.push(`${clock.now()} ${words}`)
  const view = {
    show: () => tell('show'),
    hide: () => tell('hide'),
    toast: (text: string, ms: number) => tell(`toast ${text} ${ms}`),
  }
  const held = deferred<object>()
  const answers: Record<string, FakeHandler> = {
    '/good': () => ({}),
    '/bad': () => ({ status: 500 }),
    '/held': () => held.promise,
  }
  const { client } = bench((...call) => answers[call[0].url]?.(...call) ?? {}, { clock })
  const api = client.use(loading(view, { clock, ...options }))
  return { api, clock, log, held }
}

test('K33 `delayMs`: the loading shows as soon as a request is there', async () => {
  const { api, clock, log } = shown()
  const call = api.get('/good')
  assert.equal(log, ['0 show'])
  await call
  await clock.advance(defaults.bridgeMs)
  assert.equal(log, ['0 show', `${defaults.bridgeMs} hide`])
})

test('K33 `minMs`: without the bridge nothing keeps it', async () => {
  const { api, log } = shown({ bridgeMs: 0 })
  await api.get('/good')
  assert.equal(log, ['0 show', '0 hide'])
})

test('K33 `bridgeMs`: a request within 50 ms of the last goes under the same loading', async () => {
  const { api, clock, log } = shown()
  await api.get('/good')
  await clock.advance(defaults.bridgeMs - 1)
  await api.get('/good')
  await clock.advance(defaults.bridgeMs - 1)
  assert.equal(log, ['0 show'])
  await clock.advance(1)
  assert.equal(log, ['0 show', `${2 * defaults.bridgeMs - 1} hide`])
})

test('K33 `toastMs`: a toast stands for 2 000 ms, and a loading waits for its end', async () => {
  const { api, clock, log, held } = shown({ errorToast: 'sorry', bridgeMs: 0 })
  await rejection(api.get('/bad'))
  const call = api.get('/held')
  const toasted = ['0 show', '0 hide', `0 toast sorry ${defaults.toastMs}`]
  await clock.advance(defaults.toastMs - 1)
  assert.equal(log, toasted)
  await clock.advance(1)
  assert.equal(log, [...toasted, `${defaults.toastMs} show`])
  held.resolve({})
  await call
})

test.run()
