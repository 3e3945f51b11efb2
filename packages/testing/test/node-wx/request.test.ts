import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createNodeWx, drain, type NodeWxHost } from '../../src/index'
import {
  type Answering,
  deadUrl,
  requested,
  serve,
  type TestServer,
  until,
} from '../helpers'

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

test('refuses a method and a url without sending', async ({ host, server }) => {
  const patch = await requested(host.wx, { url: server.url, method: 'PATCH' })
  const ftp = await requested(host.wx, { url: 'ftp://h/' })
  assert.equal(patch.calls, ['fail', 'complete'])
  assert.is(patch.error?.errMsg, 'request:fail method is invalid')
  assert.equal(ftp.error, {
    errMsg: 'request:fail invalid url "ftp://h/"',
    errno: 600009,
  })
  assert.equal([host.network.sent, server.seen.length], [0, 0])
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

test('aborts once, on its way and in the queue', async context => {
  const { host, server } = context
  context.answer = () => {}
  const aborted = { errMsg: 'request:fail abort', errno: 1 }
  const flying = requested(host.wx, { url: `${server.url}/a` }, task => {
    until(() => server.seen.length === 1).then(task.abort)
  })
  const queued = requested(host.wx, { url: `${server.url}/b` }, task => {
    task.abort()
    task.abort()
  })
  assert.equal(await queued, { calls: ['fail', 'complete'], error: aborted })
  assert.equal(await flying, { calls: ['fail', 'complete'], error: aborted })
  assert.equal(
    server.seen.map(({ url }) => url),
    ['/a'],
  )
})

test('cannot be aborted after its end', async ({ host, server }) => {
  let abort = (): void => {}
  const { calls } = await requested(host.wx, { url: server.url }, task => {
    abort = task.abort
  })
  abort()
  await drain()
  assert.equal(calls, ['success', 'complete'])
})

test('fails by its timeout', async context => {
  const { host, server } = context
  context.answer = () => {}
  const { calls, error } = await requested(host.wx, { url: server.url, timeout: 20 })
  assert.equal(calls, ['fail', 'complete'])
  assert.equal(error, { errMsg: 'request:fail timeout', errno: 5 })
})

test('tells why no answer came', async context => {
  const { host, server } = context
  const failed = async (url: string): Promise<unknown> =>
    (await requested(host.wx, { url })).error
  const cronet = (code: number, name: string): unknown => ({
    errMsg: `request:fail errcode:${code} cronet_error_code:${code} error_msg:net::${name}`,
    errno: 600001,
  })
  assert.equal(await failed(await deadUrl()), cronet(-102, 'ERR_CONNECTION_REFUSED'))
  context.answer = response => response.socket?.end()
  assert.equal(await failed(server.url), cronet(-324, 'ERR_EMPTY_RESPONSE'))
  context.answer = response => response.socket?.resetAndDestroy()
  assert.equal(await failed(server.url), cronet(-101, 'ERR_CONNECTION_RESET'))
  host.network.offline = true
  assert.equal(await failed(server.url), cronet(-106, 'ERR_INTERNET_DISCONNECTED'))
})

test('tells a TLS failure', async ({ host, server }) => {
  const url = server.url.replace('http:', 'https:')
  const { error } = await requested(host.wx, { url })
  assert.equal(error, { errMsg: 'request:fail ssl hand shake error', errno: 600001 })
})

test('tells a name that does not exist', async ({ host }) => {
  const { error } = await requested(host.wx, { url: 'http://nowhere.invalid/' })
  assert.match(error?.errMsg ?? '', /^request:fail errcode:-105 .*ERR_NAME_NOT_RESOLVED$/)
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

test('gives no errno and no cookies on an old base library', async ({ server }) => {
  const old = createNodeWx({ baseLibrary: '2.9.0' })
  const failed = await requested(old.wx, { url: 'foo' })
  const { result } = await requested(old.wx, { url: server.url })
  assert.equal(failed.error, { errMsg: 'request:fail invalid url "foo"' })
  assert.not('cookies' in (result ?? { cookies: [] }))
  old.dispose()
})

test.run()
