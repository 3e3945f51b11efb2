import { createClient } from '@allium/core'
import { fakeTransport } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createInspector } from '../src/create-inspector'
import type { Entry } from '../src/entry'

const test = suite('create inspector')

const client = (status = 200) =>
  createClient({ transport: fakeTransport(() => ({ status })), acceptStatus: () => true })

const URL = 'https://api.test/me'

test('hears a client from the moment it watches, until it stops', async () => {
  const inspector = createInspector()
  const api = client()
  await api.get(URL)
  const stop = inspector.watch(api)
  await api.get(URL)
  stop()
  await api.get(URL)
  assert.equal(
    inspector.rows().map(({ key, state }) => [key, state]),
    [['1:2', 'answered']],
  )
  assert.is(inspector.counters().requests, 1)
})

test('tells clients apart by the names they are given', async () => {
  const inspector = createInspector()
  const [shop, blog] = [client(), client(404)]
  inspector.watch(shop, 'shop')
  inspector.watch(blog)
  await Promise.all([shop.get(URL), blog.get(URL)])
  assert.equal(
    inspector.rows().map(({ key, status }) => [key, status]),
    [
      ['shop:1', 200],
      ['2:1', 404],
    ],
  )
})

test('counts nothing twice where two derived clients are watched', async () => {
  const inspector = createInspector()
  const api = client()
  inspector.watch(api)
  inspector.watch(api.use((_, next) => next()))
  await api.get(URL)
  assert.is(inspector.counters().requests, 1)
  assert.equal(
    inspector.log().map(({ type }) => type),
    ['request', 'attempt', 'response'],
  )
})

test('the log is without steps; the entries of a request have them', async () => {
  const inspector = createInspector()
  const api = client().use(async function sign(_, next) {
    await next()
  })
  inspector.watch(api)
  await api.get(URL)
  assert.equal(
    inspector.log().map(({ type }) => type),
    ['request', 'attempt', 'response'],
  )
  const steps = inspector
    .entriesOf('1:1')
    .map(({ type, layer, step }) => (layer ? `${layer} ${step}` : type))
  assert.equal(steps, [
    'request',
    'sign in',
    'sign next',
    'attempt',
    'sign back',
    'sign out',
    'response',
  ])
})

test('keeps no more than it is to keep, in the log neither', async () => {
  const inspector = createInspector({ keep: 10 })
  const api = client()
  inspector.watch(api)
  for (let count = 0; count < 100; count += 1) await api.get(URL)
  assert.is(inspector.rows().length, 10)
  assert.ok(inspector.log().length <= 100)
  assert.is(inspector.log().slice(-1)[0]?.id, 100)
  assert.is(inspector.counters().requests, 100)
})

test('subscribers hear of each event, and of a clear', async () => {
  const inspector = createInspector()
  const api = client()
  inspector.watch(api)
  const heard: Array<Entry['type'] | undefined> = []
  const stop = inspector.subscribe(entry => heard.push(entry?.type))
  await api.get(URL)
  inspector.clear()
  stop()
  await api.get(URL)
  assert.equal(heard, ['request', 'attempt', 'response', undefined])
  assert.is(inspector.counters().requests, 1)
})

test('a subscriber that throws fails no request', async () => {
  const inspector = createInspector()
  const api = client()
  inspector.watch(api)
  inspector.subscribe(() => {
    throw new Error('drawn badly')
  })
  assert.is((await api.get(URL)).status, 200)
})

test('takes a client, and whole numbers', () => {
  for (const keep of [0, -1, 1.5, Number.NaN, Infinity, '9']) {
    assert.throws(
      () => createInspector({ keep: keep as number }),
      (error: Error) => error instanceof TypeError && /`keep`/.test(error.message),
    )
  }
  for (const wrong of [undefined, null, {}, { on: 1 }]) {
    assert.throws(
      () => createInspector().watch(wrong as never),
      (error: Error) =>
        error instanceof TypeError && /takes a client/.test(error.message),
    )
  }
})

test.run()
