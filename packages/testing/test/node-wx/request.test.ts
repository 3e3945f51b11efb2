import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createNodeWx, drain, type NodeWxHost } from '../../src/index'
import { type Answering, requested, serve, type TestServer, until } from '../helpers'

interface Context {
  server: TestServer
  host: NodeWxHost
  answer: Answering
}

const test = suite<Context>('request')

test.before.each(async context => {
  context.answer = response => response.end('{"ok":true}')
  context.server = await serve((response, seen) => context.answer(response, seen))
  context.host = createNodeWx({ concurrency: 1 })
})

test.after.each(async ({ server, host }) => {
  host.dispose()
  await server.close()
})

test('succeeds with the members of WeChat', async ({ host, server }) => {
  const { calls, result } = await requested(host.wx, { url: server.url })
  assert.equal(calls, ['success', 'complete'])
  assert.equal([result?.data, result?.statusCode], [{ ok: true }, 200])
  assert.equal([result?.cookies, result?.errMsg], [[], 'request:ok'])
})

test('succeeds with any status', async context => {
  const { host, server } = context
  for (const status of [204, 304, 401, 404, 500, 503]) {
    context.answer = response => response.writeHead(status).end()
    const { calls, result } = await requested(host.wx, { url: server.url })
    assert.equal([calls[0], result?.statusCode, result?.data], ['success', status, ''])
  }
})

test('calls nothing before it has returned', async ({ host, server }) => {
  const log: string[] = []
  const complete = (name: string) => () => {
    log.push(name)
  }
  host.wx.request({ url: 'foo', complete: complete('refused') })
  host.network.offline = true
  host.wx.request({ url: server.url, complete: complete('offline') })
  host.network.offline = false
  const task = host.wx.request({ url: server.url, complete: complete('aborted') })
  task.abort()
  assert.equal(log, [])
  await drain()
  assert.equal(log, ['refused', 'offline', 'aborted'])
})

test('returns a task and no promise', ({ host, server }) => {
  const task = host.wx.request({ url: server.url })
  assert.equal(Object.keys(task).sort(), [
    'abort',
    'offChunkReceived',
    'offHeadersReceived',
    'onChunkReceived',
    'onHeadersReceived',
  ])
  assert.not('then' in task)
})

test('swallows what callbacks and listeners throw', async ({ host, server }) => {
  const log: string[] = []
  const thrown = (name: string) => () => {
    log.push(name)
    throw new Error(name)
  }
  const task = host.wx.request({
    url: server.url,
    success: thrown('success'),
    complete: thrown('complete'),
  })
  task.onHeadersReceived(thrown('headers'))
  await until(() => log.length === 3)
  assert.equal(log, ['headers', 'success', 'complete'])
  assert.equal(
    host.network.swallowed.map(error => (error as Error).message),
    log,
  )
})

test('tells the headers before success, until told to stop', async context => {
  const { host, server } = context
  context.answer = response => response.writeHead(401, { 'X-Why': 'expired' }).end()
  const told: unknown[] = []
  const removed: unknown[] = []
  await requested(host.wx, { url: server.url }, task => {
    const off = (head: unknown): void => {
      removed.push(head)
    }
    task.onHeadersReceived(({ statusCode, header, cookies }) =>
      told.push(statusCode, header['X-Why'], cookies),
    )
    task.onHeadersReceived(off)
    task.offHeadersReceived(off)
  })
  assert.equal(told, [401, 'expired', []])
  assert.equal(removed, [])
})

test('hands out a chunked answer in pieces only', async context => {
  const { host, server } = context
  context.answer = response => response.writeHead(400).end('{"error":1}')
  const chunks: ArrayBuffer[] = []
  const { result } = await requested(
    host.wx,
    { url: server.url, enableChunked: true },
    task => task.onChunkReceived(({ data }) => chunks.push(data)),
  )
  assert.equal([result?.statusCode, result?.data], [400, ''])
  assert.instance(chunks[0], ArrayBuffer)
  assert.is(
    Buffer.concat(chunks.map(chunk => Buffer.from(chunk))).toString(),
    '{"error":1}',
  )
})

test('keeps no cookies: the app sends them itself', async context => {
  const { host, server } = context
  context.answer = response => {
    response.writeHead(200, { 'Set-Cookie': ['a=1; Path=/', 'b=2'] }).end()
  }
  const { result } = await requested(host.wx, { url: server.url })
  assert.equal(result?.cookies, ['a=1; Path=/', 'b=2'])
  await requested(host.wx, { url: server.url })
  await requested(host.wx, { url: server.url, header: { Cookie: 'a=1' } })
  assert.equal(
    server.seen.map(({ headers }) => headers.cookie),
    [undefined, undefined, 'a=1'],
  )
})

test('takes the callbacks as they were when it was called', async ({ host, server }) => {
  const log: string[] = []
  const options = { url: server.url, complete: () => log.push('first') }
  host.wx.request(options)
  options.complete = () => log.push('changed')
  await until(() => log.length > 0)
  assert.equal(log, ['first'])
})

test('leaves the options as they are', async ({ host, server }) => {
  const header = Object.freeze({ 'Content-Type': 'text/plain' })
  const options = Object.freeze({ url: server.url, method: 'post', header, data: 'x' })
  const ended = new Promise(complete => {
    host.wx.request(Object.freeze({ ...options, complete }))
  })
  await ended
  assert.is(server.seen[0]?.headers['content-type'], 'text/plain')
})

test.run()
