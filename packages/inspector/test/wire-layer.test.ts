import { createClient, type Escort, type Layer } from '@allium/core'
import { drain, fakeTransport, manualClock } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { MASK } from '../src/masked'
import { wireLayer } from '../src/wire-layer'

const test = suite('wire layer')

/** A client with the layer, and what it announces. */
function bench(outside: Layer = (_, next) => next(), headers = {}) {
  const clock = manualClock(500)
  const transport = fakeTransport(() => ({ status: 201, headers, data: { token: 'a9' } }))
  const api = createClient({ baseURL: 'https://api.test', transport, clock })
    .use(outside)
    .use(wireLayer)
  const told: object[] = []
  const on = api.on as unknown as (name: string, listen: (event: object) => void) => void
  on('wire:sent', event => told.push(event))
  on('wire:answer', event => told.push(event))
  return { api, told }
}

test('tells what leaves and what comes back, and no value that may be a secret', async () => {
  const { api, told } = bench(undefined, { 'content-length': '14', 'b-t': 'b1' })
  const request = api.post('/orders?page=2', '{"a":"你🌏"}', {
    headers: { Authorization: 'Bearer a0', 'Content-Type': 'application/json' },
  })
  await request
  assert.equal(told, [
    {
      ...{ id: 1, at: 500, attempt: 1, method: 'POST', bytes: 15 },
      url: `https://api.test/orders?page=${MASK}`,
      headers: [
        { name: 'authorization', value: MASK },
        { name: 'content-type', value: 'application/json' },
      ],
    },
    {
      ...{ id: 1, at: 500, attempt: 1, status: 201, bytes: 14 },
      headers: [
        { name: 'b-t', value: MASK },
        { name: 'content-length', value: '14' },
      ],
    },
  ])
  assert.not.match(JSON.stringify(told), /a0|b1|a9/)
})

test('tells no size where it does not know one', async () => {
  const { api, told } = bench()
  await api.get('/me')
  await api.post('/file', new ArrayBuffer(9))
  const sizes = told.map(event => (event as { bytes?: number }).bytes)
  assert.equal(sizes, [0, undefined, 9, undefined])
})

test('asks whoever goes along before it, and passes on what he says', async () => {
  const log: string[] = []
  const escort: Escort = {
    staysOnWire: true,
    onSend: ({ url }) => log.push(`send ${url}`),
    onSettled: answer => void log.push(`settled ${answer?.status}`),
  }
  const { api, told } = bench((ctx, next) => {
    ctx.request = { ...ctx.request, escort }
    return next()
  })
  await api.get('/me')
  assert.equal(log, ['send https://api.test/me', 'settled 201'])
  assert.is(told.length, 2)
})

test('tells nothing of what is called back in the last moment', async () => {
  const { api, told } = bench((ctx, next) => {
    const onSend = () => {
      throw new Error('called back')
    }
    ctx.request = { ...ctx.request, escort: { onSend } }
    return next()
  })
  await api.get('/me').then(
    () => assert.unreachable(),
    () => {},
  )
  assert.equal(told, [])
})

test('an exchange that is to go on without its caller does', async () => {
  for (const staysOnWire of [true, false]) {
    const clock = manualClock()
    const transport = fakeTransport(() => new Promise(() => {}))
    const outside: Layer = (ctx, next) => {
      ctx.request = { ...ctx.request, escort: { staysOnWire } }
      return next()
    }
    const api = createClient({ transport, clock }).use(outside).use(wireLayer)
    const call = api.get('https://api.test/me')
    call.catch(() => {})
    await drain()
    call.abort()
    await drain()
    assert.is(transport.calls[0]?.signal.aborted, !staysOnWire)
    await clock.advance(10_000)
    assert.is(clock.pending, 0)
  }
})

test('an exchange without an answer is told as one', async () => {
  const clock = manualClock()
  const transport = fakeTransport(() => new Promise(() => {}))
  const api = createClient({ transport, clock }).use(wireLayer)
  const told: unknown[] = []
  const on = api.on as unknown as (name: string, listen: (event: object) => void) => void
  on('wire:answer', event => told.push(event))
  const call = api.get('https://api.test/me', { timeout: 100 })
  call.catch(() => {})
  await clock.advance(100)
  await drain()
  assert.equal(told, [{ id: 1, at: 100, attempt: 1, status: undefined, headers: [] }])
})

test.run()
