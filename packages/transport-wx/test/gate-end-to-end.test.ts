import { type Call, createClient, type Response } from '@allium/core'
import { createNodeWx, type Misbehaviour } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createGate, wxTransport } from '../src/index'
import { quiet, rejection, serve, until } from './helpers'
import { closeAll, closing, wireBench } from './wire-bench'

const test = suite('gate end to end')
test.after.each(quiet)
test.after.each(closeAll)

/** A server that answers when it is told to, in the order of the test. */
async function patientBench() {
  const open: Array<() => void> = []
  const bench = await wireBench(response => open.push(() => response.end('{}')))
  bench.files.write('wxfile://a', 'a')
  /** Answers the next that has not been answered. */
  const answer = async () => {
    await until(() => open.length > 0)
    open.shift()?.()
  }
  const urls = () => bench.server.seen.map(({ url }) => url)
  return { ...bench, answer, urls }
}

test('T01 requests, uploads, downloads and streams share the slots of a transport', async () => {
  const { client, network, answer, urls } = await patientBench()
  const api = client({ maxConcurrent: 2 })
  const calls: Array<Call<unknown>> = [
    api.get('/request'),
    api.upload('/upload', { filePath: 'wxfile://a' }),
    api.download('/download'),
    api.stream('/stream'),
    api.get('/last'),
  ]
  const all = Promise.all(calls)
  for (let sent = 2; sent <= 5; sent += 1) {
    await until(() => urls().length === sent)
    assert.equal([network.inFlight, network.queued, network.sent], [2, 0, sent])
    await answer()
  }
  await answer()
  await all
  assert.equal([...urls()].sort(), [
    '/download',
    '/last',
    '/request',
    '/stream',
    '/upload',
  ])
  assert.is(network.peak, 2)
})

test('T01 two transports that are given one gate share its slots', async () => {
  const { server, wx, network, answer } = await patientBench()
  const maxConcurrent = createGate({ maxConcurrent: 1 })
  const clients = [1, 2].map(() =>
    createClient({
      baseURL: server.url,
      transport: wxTransport({ host: wx, maxConcurrent }),
    }),
  )
  const both = Promise.all(clients.map(api => api.get('/a')))
  await until(() => server.seen.length === 1)
  assert.is(network.inFlight, 1)
  await answer()
  await until(() => server.seen.length === 2)
  await answer()
  await both
  assert.is(network.peak, 1)
})

test('T01 each transport has slots of its own unless it is given some', async () => {
  const { client, network, answer } = await patientBench()
  const both = Promise.all([
    client({ maxConcurrent: 1 }).get('/a'),
    client({ maxConcurrent: 1 }).get('/b'),
  ])
  await until(() => network.inFlight === 2)
  await answer()
  await answer()
  await both
})

test('T06 a stream that flows holds its slot; when it is left the next one goes', async () => {
  const { client, server } = await wireBench((response, { url }) => {
    if (url === '/stream') response.write('first')
    else response.end('{}')
  })
  const api = client({ maxConcurrent: 1 })
  const { data } = await api.stream('/stream')
  await data.next()
  const next = api.get('/next')
  const queued = rejection(api.get('/queued', { deadline: 30 }))
  assert.equal([(await queued).code, (await queued).sent], ['timeout', false])
  assert.equal(
    server.seen.map(({ url }) => url),
    ['/stream'],
  )
  await data.return()
  assert.is((await next).status, 200)
})

test('F06 the higher priority goes first, equals in the order of asking', async () => {
  const { client, answer, urls } = await patientBench()
  const api = client({ maxConcurrent: 1 })
  const asked: ReadonlyArray<[string, number]> = [
    ['/first', 0],
    ['/prefetch', -1],
    ['/a', 0],
    ['/b', 0],
    ['/tap', 1],
    ['/refresh', Infinity],
  ]
  const all = Promise.all(asked.map(([url, priority]) => api.get(url, { priority })))
  for (let sent = 1; sent <= asked.length; sent += 1) {
    await until(() => urls().length === sent)
    await answer()
  }
  await all
  assert.equal(urls(), ['/first', '/refresh', '/tap', '/a', '/b', '/prefetch'])
})

test('K11 K20 a request that waits is aborted at once and never sent, and its queue is told', async () => {
  const { client, network, answer, urls } = await patientBench()
  const api = client({ maxConcurrent: 1 })
  const events: string[] = []
  for (const name of ['queued', 'attempt', 'response', 'error'] as const) {
    api.on(name, ({ url }: { url: string }) =>
      events.push(`${name} ${url.slice(url.lastIndexOf('/'))}`),
    )
  }
  const waitedMs: number[] = []
  api.on('attempt', ({ queuedMs }) => waitedMs.push(queuedMs))
  const [first, gone, last] = ['/first', '/gone', '/last'].map(url => api.get(url)) as [
    Call,
    Call,
    Call,
  ]
  await until(() => urls().length === 1)
  gone.abort()
  const error = await rejection(gone)
  assert.equal([error.code, error.sent], ['aborted', false])
  await new Promise(resolve => setTimeout(resolve, 5))
  await answer()
  await first
  await answer()
  await last
  assert.equal([network.sent, urls()], [2, ['/first', '/last']])
  const told = (url: string) => events.filter(event => event.endsWith(url))
  assert.equal(told('/first'), ['attempt /first', 'response /first'])
  assert.equal(told('/gone'), ['queued /gone', 'error /gone'])
  assert.equal(told('/last'), ['queued /last', 'attempt /last', 'response /last'])
  assert.is(waitedMs[0], 0)
  assert.ok((waitedMs[1] as number) >= 4)
})

const manners: ReadonlyArray<[string, Misbehaviour]> = [
  ['calls back twice', { callbacks: 'twice' }],
  ['never calls back', { callbacks: 'never' }],
  ['calls back at once', { callbacks: 'synchronous' }],
  ['calls only complete', { callbacks: 'only-complete' }],
  ['calls success and fail', { callbacks: 'success-and-fail' }],
  ['gives no task', { task: 'none' }],
  ['gives no task and never calls back', { task: 'none', callbacks: 'never' }],
  ['gives a promise that rejects', { task: 'rejecting-thenable' }],
  ['cannot abort', { task: 'no-abort' }],
  ['ignores abort and timeout', { ignoreAbort: true, ignoreTimeout: true }],
  ['throws', { throws: new Error('host') }],
]

for (const [name, rule] of manners) {
  test(`T03 T04 no slot is lost on a host that ${name}`, async () => {
    const server = await serve((response, { url }) => {
      if (url === '/good') response.end('{}')
      if (url === '/refused') response.writeHead(401).end('{}')
      if (url === '/cut') response.write('{', () => response.destroy())
      // Flows for ever, and pushes chunks after the abort where the host lets it.
      if (url === '/flow') {
        const flowing = setInterval(() => response.write('more'), 2)
        response.on('close', () => clearInterval(flowing))
      }
    })
    const host = createNodeWx({ concurrency: 100 })
    closing.push(host.dispose, server.close)
    host.files.write('wxfile://a', 'a')
    const transport = wxTransport({ host: host.wx, maxConcurrent: 1 })
    const api = createClient({ baseURL: server.url, transport, timeout: 20 })
    host.network.misbehave(rule)

    const calls = ['/good', '/refused', '/cut', '/never', '/flow'].flatMap(url => [
      api.get(url),
      api.upload(url, { filePath: 'wxfile://a' }),
      api.download(url),
    ])
    const streams = ['/good', '/refused', '/cut', '/never', '/flow'].map(url => {
      const call = api.stream(url)
      // Whoever reads leaves after the first piece, or hears that it was cut.
      const read = async ({ data }: Awaited<typeof call>) => {
        await data.next().catch(() => {})
        call.abort()
      }
      return call.then(read)
    })
    await Promise.allSettled([...calls, ...streams])

    const aborted = [
      api.get('/never'),
      api.upload('/never', { filePath: 'wxfile://a' }),
      api.stream('/flow'),
    ]
    const ended: Array<Promise<unknown>> = aborted.map((call: Call<unknown>) =>
      call.then(
        (response: Response) => response,
        (error: unknown) => error,
      ),
    )
    setTimeout(() => {
      for (const call of aborted) call.abort()
    }, 5)
    await Promise.all(ended)

    host.network.misbehave(undefined)
    assert.is((await api.get('/good', { timeout: 5_000 })).status, 200)
    assert.is(typeof leaveOf(transport), 'function', 'the only slot is free')
  })
}

/** What the gate gives: a function at once where a slot is free. */
function leaveOf({ gate }: ReturnType<typeof wxTransport>): unknown {
  const signal = { aborted: false, addEventListener() {}, removeEventListener() {} }
  const request = {} as never
  return gate?.enter({ request, priority: 0, signal, since: 0, id: 0 })
}

test.run()
