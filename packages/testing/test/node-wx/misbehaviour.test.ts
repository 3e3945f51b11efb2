import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  createNodeWx,
  drain,
  type Misbehaviour,
  manualClock,
  type NodeWxHost,
  type NodeWxRequestOptions,
} from '../../src/index'
import { type Answering, fixtures, type TestServer, until } from '../helpers'

interface Context {
  server: TestServer
  host: NodeWxHost
  answer: Answering
}

const test = suite<Context>('misbehave')

const { serve, keep, close } = fixtures()
test.before.each(async context => {
  context.answer = response => response.end('1')
  context.server = await serve((response, seen) => context.answer(response, seen))
  context.host = keep(createNodeWx())
})
test.after.each(close)

function logged(
  { host, server }: Context,
  rule: Misbehaviour,
  options: Partial<NodeWxRequestOptions> = {},
) {
  const log: unknown[] = []
  host.network.misbehave(rule)
  const task: unknown = host.wx.request({
    url: server.url,
    success: ({ errMsg }) => log.push(`success ${errMsg}`),
    fail: error => log.push('fail', error),
    complete: () => log.push('complete'),
    ...options,
  })
  host.network.misbehave(undefined)
  return { log, task: task as { abort(): void } & Promise<unknown> }
}

test('calls back twice, or never', async context => {
  const twice = logged(context, { callbacks: 'twice' })
  await until(() => twice.log.length === 4)
  assert.equal(twice.log, [
    'success request:ok',
    'complete',
    'success request:ok',
    'complete',
  ])
  const never = logged(context, { callbacks: 'never', task: 'thenable' })
  assert.is(((await never.task) as { statusCode: number }).statusCode, 200)
  assert.equal(never.log, [])
})

test('calls back within the call, where it has the answer by then', async context => {
  context.host.network.offline = true
  const { log } = logged(context, { callbacks: 'synchronous' })
  assert.equal([log[0], log[2]], ['fail', 'complete'])
  context.host.network.offline = false
  const { log: aborted, task } = logged(context, { callbacks: 'synchronous' })
  assert.equal(aborted, [])
  task.abort()
  assert.equal(aborted[1], { errMsg: 'request:fail abort', errno: 1 })
})

test('returns nothing, a task without abort, or a promise', async context => {
  assert.is(logged(context, { task: 'none' }).task, undefined)
  assert.not('abort' in logged(context, { task: 'no-abort' }).task)
  const { log, task } = logged(context, { task: 'thenable' })
  assert.type(task.abort, 'function')
  await task
  assert.equal(log, ['success request:ok', 'complete'])
})

test('rejects its promise in addition to fail', async context => {
  const url = 'ftp://h'
  const { log, task } = logged(context, { task: 'rejecting-thenable' }, { url })
  const reason = await task.catch(error => error)
  assert.equal(reason, { errMsg: 'request:fail invalid url "ftp://h"', errno: 600009 })
  assert.equal(log, ['fail', reason, 'complete'])
})

test('tells failures in its own words', async context => {
  const failure = ({ errMsg }: { errMsg: string }): Error => new Error(errMsg)
  const { log } = logged(context, { failure }, { url: 'foo' })
  await drain()
  assert.instance(log[1], Error)
  assert.is((log[1] as Error).message, 'request:fail invalid url "foo"')
  const { log: bare } = logged(context, { failure: () => undefined }, { url: 'foo' })
  await drain()
  assert.equal(bare, ['fail', undefined, 'complete'])
})

test('ignores the timeout', async context => {
  const clock = manualClock()
  const host = keep(createNodeWx({ timers: clock }))
  context.answer = response => {
    until(() => clock.now() === 120_000).then(() => response.end('1'))
  }
  const rule = { ignoreTimeout: true }
  const { log } = logged({ ...context, host }, rule, { timeout: 100 })
  await until(() => context.server.seen.length === 1)
  assert.is(clock.pending, 0)
  await clock.advance(120_000)
  await until(() => log.length === 2)
  assert.equal(log, ['success request:ok', 'complete'])
})

test('ignores an abort, but not being disposed of', async context => {
  context.answer = () => {}
  const { log, task } = logged(context, { ignoreAbort: true })
  await until(() => context.server.seen.length === 1)
  task.abort()
  await drain()
  assert.equal([log, context.host.network.inFlight], [[], 1])
  context.host.dispose()
  await drain()
  assert.equal(log[1], { errMsg: 'request:fail abort', errno: 1 })
})

test('throws out of the call, and sends nothing', async context => {
  const error = new Error('request is not a function')
  assert.throws(
    () => logged(context, { throws: error }),
    (thrown: unknown) => thrown === error,
  )
  assert.is(context.host.network.sent, 0)
})

test('goes wrong for some calls only, and asks at each', async context => {
  const { host, server } = context
  const asked: string[] = []
  host.network.misbehave(({ url, method = 'GET' }) => {
    asked.push(`${method} ${new URL(url).pathname}`)
    return url.endsWith('/refresh') ? { callbacks: 'never' } : undefined
  })
  const log: string[] = []
  const complete = (name: string) => () => {
    log.push(name)
  }
  host.wx.request({ url: `${server.url}/refresh`, complete: complete('refresh') })
  host.wx.request({ url: `${server.url}/me`, method: 'PUT', complete: complete('me') })
  await until(() => server.seen.length === 2 && host.network.inFlight === 0)
  await drain()
  assert.equal(asked, ['GET /refresh', 'PUT /me'])
  assert.equal(log, ['me'])
})

test('holds for uploads and downloads as well', async context => {
  const { host, server } = context
  host.files.write('wxfile://a', 'x')
  host.network.misbehave({ task: 'thenable', callbacks: 'never' })
  const { url } = server
  const upload = host.wx.uploadFile({ url, filePath: 'wxfile://a', name: 'a' })
  const download = host.wx.downloadFile({ url })
  const results = (await Promise.all([upload, download])) as unknown[]
  assert.equal(
    results.map(result => (result as { errMsg: string }).errMsg),
    ['uploadFile:ok', 'downloadFile:ok'],
  )
})

test('behaves again when it is told to', async context => {
  const { log } = logged(context, {})
  await until(() => log.length === 2)
  context.host.network.misbehave({ callbacks: 'never' })
  context.host.network.misbehave(undefined)
  const later: string[] = []
  const complete = (): void => {
    later.push('complete')
  }
  context.host.wx.request({ url: context.server.url, complete })
  await until(() => later.length === 1)
  assert.equal(log, ['success request:ok', 'complete'])
})

test.run()
