import * as assert from 'uvu/assert'
import {
  type Context,
  type HeaderInput,
  headers,
  type Layer,
  replayable,
} from '../src/index'
import { bench, deepFreeze, quietSuite, rejection } from './helpers'

const test = quietSuite('headers')

const table: ReadonlyArray<
  [name: string, defaults: HeaderInput, own: HeaderInput | undefined, sent: object]
> = [
  [
    'defaults are sent',
    { 'X-App': 'shop', 'X-N': 1 },
    undefined,
    { 'x-app': 'shop', 'x-n': '1' },
  ],
  [
    'the caller’s value wins, in any case',
    { 'X-App': 'shop' },
    { 'x-aPP': 'mine' },
    { 'x-app': 'mine' },
  ],
  [
    'an empty value of the caller wins',
    { 'X-App': 'shop' },
    { 'X-App': '' },
    { 'x-app': '' },
  ],
  ['the caller’s null takes a default away', { 'X-App': 'shop' }, { 'x-APP': null }, {}],
  [
    'the caller’s null takes away what is named like a property of every object',
    { Constructor: 'shop' },
    { constructor: null } as never,
    {},
  ],
  [
    'the caller’s undefined leaves the default',
    { 'X-App': 'shop' },
    { 'X-App': undefined },
    { 'x-app': 'shop' },
  ],
  [
    'null and undefined defaults are not sent',
    { a: null, b: undefined },
    { c: 'c' },
    { c: 'c' },
  ],
  [
    'of two spellings the caller’s last counts',
    { 'X-App': 'shop' },
    { 'x-app': null, 'X-App': 'mine' },
    { 'x-app': 'mine' },
  ],
]

for (const [name, defaults, own, sent] of table) {
  test(`K31 ${name}`, async () => {
    const { client, transport } = bench()
    const api = client.use(headers(deepFreeze(defaults)))
    await api.get('/a', own === undefined ? {} : { headers: deepFreeze(own) })
    assert.equal(transport.calls[0]?.request.headers, sent)
  })
}

test('K31 the content type that the caller wrote in any case is no second one', async () => {
  const { client, transport } = bench()
  await client.post(
    '/a',
    { a: 1 },
    { headers: { 'CONTENT-Type': 'application/vnd.api+json' } },
  )
  const sent = { 'content-type': 'application/vnd.api+json' }
  assert.equal(transport.calls[0]?.request.headers, sent)
})

test('K31 of two layers the outer one wins, and the caller over both', async () => {
  const { client, transport } = bench()
  const api = client
    .use(headers({ a: 'out', b: 'out' }))
    .use(headers({ A: 'in', c: 'in' }))
  await api.get('/a', { headers: { b: 'own' } })
  assert.equal(transport.calls[0]?.request.headers, { a: 'out', b: 'own', c: 'in' })
})

test('K03 a function makes them anew for each attempt', async () => {
  const { client, transport } = bench()
  const twice = replayable(async (_, next) => {
    await next()
    await next()
  })
  const nonce = headers(async ({ attempt }) => ({ 'X-Nonce': `n${attempt}` }))
  await client.use(twice).use(nonce).get('/a')
  const sent = transport.calls.map(call => call.request.headers)
  assert.equal(sent, [{ 'x-nonce': 'n1' }, { 'x-nonce': 'n2' }])
})

test('K10 a function that fails rejects the request, which is not sent', async () => {
  const { client, transport } = bench()
  const boom = new Error('boom')
  const api = client.use(
    headers(() => {
      throw boom
    }),
  )
  assert.is(await rejection<Error>(api.get('/a')), boom)
  assert.is(transport.calls.length, 0)
})

test('K13 K32 a function that makes no plain object rejects the request, unsent', async () => {
  const { client, transport } = bench()
  for (const wrong of [new Headers({ a: '1' }), 'a: 1', [['a', '1']], 7]) {
    const api = client.use(headers(() => wrong as never))
    const { code, message, sent } = await rejection(api.get('/a'))
    assert.equal([code, sent], ['invalid', false])
    assert.is(message, 'GET /a: `headers` must be a plain object')
  }
  assert.is(transport.calls.length, 0)
})

test('K31 a function may make nothing', async () => {
  const { client, transport } = bench()
  for (const nothing of [undefined, null, '', false]) {
    await client.use(headers(() => nothing as never)).get('/a', { headers: { a: 1 } })
    assert.equal(transport.calls.at(-1)?.request.headers, { a: '1' })
  }
})

test('K32 headers takes an object or a function', () => {
  for (const wrong of [undefined, null, 'x-a: 1', 1]) {
    assert.throws(
      () => headers(wrong as never),
      (error: Error) =>
        error instanceof TypeError && error.message.startsWith('[headers]'),
    )
  }
})

test('K01 it works on a context that a layer lends', async () => {
  const inner = headers({ 'X-App': 'shop' })
  const lending: Layer = (ctx, next) => {
    const { response, options, attempt, id, state, signal } = ctx
    const lent: Context = {
      get request() {
        return ctx.request
      },
      set request(draft) {
        ctx.request = draft
      },
      ...{ response, options, attempt, id, state, signal },
    }
    return inner(lent, next)
  }
  const { client, transport } = bench()
  await client.use(lending).get('/a', { headers: { a: 1 } })
  assert.equal(transport.calls[0]?.request.headers, { 'x-app': 'shop', a: '1' })
})

test.run()
