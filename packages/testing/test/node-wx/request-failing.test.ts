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

const test = suite<Context>('request, failing')

test.before.each(async context => {
  context.answer = response => response.end('{"ok":true}')
  context.server = await serve((response, seen) => context.answer(response, seen))
  context.host = createNodeWx({ concurrency: 1 })
})

test.after.each(async ({ server, host }) => {
  host.dispose()
  await server.close()
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

test('gives no errno and no cookies on an old base library', async ({ server }) => {
  const old = createNodeWx({ baseLibrary: '2.9.0' })
  const failed = await requested(old.wx, { url: 'foo' })
  const { result } = await requested(old.wx, { url: server.url })
  assert.equal(failed.error, { errMsg: 'request:fail invalid url "foo"' })
  assert.not('cookies' in (result ?? { cookies: [] }))
  old.dispose()
})

test.run()
