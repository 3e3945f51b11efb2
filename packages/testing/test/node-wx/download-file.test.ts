import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  createNodeWx,
  type DownloadFileOptions,
  type DownloadFileResult,
  type DownloadTask,
  type NodeWxHost,
  type RequestFailure,
} from '../../src/index'
import { type Answering, fixtures, type TestServer, told, until } from '../helpers'

interface Context {
  server: TestServer
  host: NodeWxHost
  answer: Answering
}

const test = suite<Context>('downloadFile')

const { serve, keep, close } = fixtures()
test.before.each(async context => {
  context.answer = response => response.end('bytes')
  context.server = await serve((response, seen) => context.answer(response, seen))
  context.host = keep(createNodeWx())
})
test.after.each(close)

function downloaded(
  { host, server }: Context,
  options: Partial<DownloadFileOptions> = {},
  onTask: (task: DownloadTask) => void = () => {},
) {
  const url = `${server.url}/photo.png`
  return told<DownloadFileResult, RequestFailure>(callbacks =>
    onTask(host.wx.downloadFile({ url, ...options, ...callbacks })),
  )
}

test('puts the answer in a temporary file', async context => {
  const { host, server } = context
  context.answer = response => response.end(Buffer.from([0, 255]))
  const { calls, result } = await downloaded(context, { header: { Authorization: 'a0' } })
  assert.equal(calls, ['success', 'complete'])
  assert.equal(result, {
    tempFilePath: 'wxfile://tmp_1.png',
    statusCode: 200,
    errMsg: 'downloadFile:ok',
  } as DownloadFileResult)
  assert.equal([...(host.files.read('wxfile://tmp_1.png') ?? [])], [0, 255])
  const [seen] = server.seen
  assert.equal([seen?.method, seen?.url], ['GET', '/photo.png'])
  assert.equal(
    [seen?.headers.authorization, seen?.headers['content-type']],
    ['a0', undefined],
  )
})

test('puts the answer where it is told to', async context => {
  const filePath = `${context.host.wx.env.USER_DATA_PATH}/a/photo.png`
  const { result } = await downloaded(context, { filePath })
  assert.equal(result, {
    filePath,
    statusCode: 200,
    errMsg: 'downloadFile:ok',
  } as DownloadFileResult)
  assert.equal(context.host.files.paths, [filePath])
})

test('succeeds with any status, and keeps the body of an error', async context => {
  context.answer = response => response.writeHead(401).end('expired')
  const { result } = await downloaded(context)
  assert.is(result?.statusCode, 401)
  const bytes = context.host.files.read(result?.tempFilePath ?? '') ?? []
  assert.is(Buffer.from(bytes).toString(), 'expired')
})

test('refuses a wrong url, and a place that is not the app’s', async context => {
  assert.equal((await downloaded(context, { url: 'foo' })).error, {
    errMsg: 'downloadFile:fail invalid url "foo"',
    errno: 600009,
  })
  for (const filePath of ['1.jpg', 'wxfile://tmp_1', 'wxfile://usr']) {
    assert.equal((await downloaded(context, { filePath })).error, {
      errMsg: `downloadFile:fail permission denied, open "${filePath}"`,
      errno: 603300,
    })
  }
  assert.equal([context.host.network.sent, context.host.files.paths], [0, []])
})

test('tells headers and progress, of a known length and of an unknown one', async context => {
  const log: string[] = []
  const listen = (task: DownloadTask): void => {
    task.onHeadersReceived(({ statusCode }) => log.push(`headers ${statusCode}`))
    task.onProgressUpdate(({ progress, totalBytesWritten, totalBytesExpectedToWrite }) =>
      log.push(`${progress} ${totalBytesWritten}/${totalBytesExpectedToWrite}`),
    )
  }
  context.answer = response => {
    response.setHeader('Content-Length', 8)
    response.write('half')
    until(() => log.length === 2).then(() => response.end('half'))
  }
  await downloaded(context, {}, listen)
  assert.equal(log.splice(0), ['headers 200', '50 4/8', '100 8/8'])
  context.answer = response => {
    response.write('some')
    response.end()
  }
  await downloaded(context, {}, listen)
  assert.equal(log, ['headers 200', '0 4/0'])
})

test('leaves no file when it is aborted, cut or timed out', async context => {
  const { host } = context
  context.answer = response => {
    response.setHeader('Content-Length', 100)
    response.write('part')
  }
  const aborted = await downloaded(context, {}, task =>
    task.onProgressUpdate(() => task.abort()),
  )
  assert.equal(aborted.error, { errMsg: 'downloadFile:fail abort', errno: 1 })
  const late = await downloaded(context, { timeout: 20 })
  assert.equal(late.error, { errMsg: 'downloadFile:fail timeout', errno: 5 })
  context.answer = response => {
    response.setHeader('Content-Length', 100)
    response.write('part', () => response.socket?.end())
  }
  assert.match((await downloaded(context)).error?.errMsg ?? '', /^downloadFile:fail err/)
  assert.equal(host.files.paths, [])
})

test('shares its places with requests', async context => {
  const host = keep(createNodeWx({ concurrency: 1 }))
  const both = [downloaded({ ...context, host }), downloaded({ ...context, host })]
  assert.equal([host.network.inFlight, host.network.queued], [1, 1])
  await Promise.all(both)
  assert.is(host.network.peak, 1)
})

test.run()
