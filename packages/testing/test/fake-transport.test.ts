import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type FakeRequest, fakeTransport } from '../src/index'

const test = suite('fakeTransport')

const get = (url: string): FakeRequest => ({ method: 'GET', url, headers: {} })
const wire = (): { signal: AbortSignal } => ({ signal: new AbortController().signal })

test('completes what the handler returns', async () => {
  const transport = fakeTransport(() => ({ status: 201, data: { id: 1 } }))
  assert.equal(await transport(get('/a'), wire()), {
    status: 201,
    headers: {},
    cookies: [],
    data: { id: 1 },
    url: '/a',
    raw: undefined,
  })
})

test('answers 200 where the handler says nothing', async () => {
  const transport = fakeTransport(async () => ({}))
  const { status, data, url } = await transport(get('/b'), wire())
  assert.equal([status, data, url], [200, undefined, '/b'])
})

test('hands the handler the request, its place and its signal', async () => {
  const seen: unknown[] = []
  const transport = fakeTransport((request, call) => {
    seen.push([request.url, call.index, call.request === request, call.signal.aborted])
    return {}
  })
  const controller = new AbortController()
  await transport(get('/a'), wire())
  controller.abort()
  await transport(get('/b'), controller)
  assert.equal(seen, [
    ['/a', 0, true, false],
    ['/b', 1, true, true],
  ])
})

test('keeps every call in order, those that fail as well', async () => {
  const transport = fakeTransport(({ url }) => {
    if (url === '/b') throw new Error('no network')
    return {}
  })
  const request = get('/a')
  await transport(request, wire())
  const error = await transport(get('/b'), wire()).catch(reason => reason)
  assert.is(error.message, 'no network')
  assert.equal(
    transport.calls.map(call => [call.index, call.request.url]),
    [
      [0, '/a'],
      [1, '/b'],
    ],
  )
  assert.is(transport.calls[0]?.request, request)
})

test('rejects with what an async handler rejects with', async () => {
  const reason = new Error('later')
  const transport = fakeTransport(() => Promise.reject(reason))
  assert.is(await transport(get('/a'), wire()).catch(error => error), reason)
})

test.run()
